import type { SceneEvent } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import { createManualClock, TEST_TIME_MS } from '@badapple/scenes/testing'
import type { SeenEvents, WebhookReceiverOptions } from '@badapple/scenes/webhooks'
import {
  createMemorySeenEvents,
  createWebhookReceiver,
  createWebhookSink,
  newWebhookSecret,
  toCloudEvent,
} from '@badapple/scenes/webhooks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signedHeaders } from '../../src/webhooks/signature.js'
import { signersOf } from '../../src/webhooks/webhook-secrets.js'
import { anEvent } from '../streams/support/records.js'
import { asRequest, receivingServer } from './support/receiving-server.js'

const secret = newWebhookSecret()

function receiverWith(options: Partial<WebhookReceiverOptions> = {}) {
  const clock = createManualClock()
  const seen = createMemorySeenEvents()
  return createWebhookReceiver({ secrets: [secret], seen, clock, ...options })
}

/** A request with any body, signed at the time that manual clocks begin at. */
function signed(id: string, body: string | Uint8Array, changes: Record<string, string> = {}): Request {
  const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body)
  const content = { id, timestampSeconds: TEST_TIME_MS / 1_000, body: text }
  const headers = { ...signedHeaders(signersOf([secret]), content), ...changes }
  return new Request('https://hooks.example/', {
    method: 'POST',
    headers,
    body: new Uint8Array(Buffer.from(body)),
  })
}

function requestOf(event: SceneEvent): Request {
  const cloudEvent = toCloudEvent(event)
  return signed(cloudEvent.id, JSON.stringify(cloudEvent))
}

/** What a receiver says is wrong. */
async function problemOf(request: Request, options?: Partial<WebhookReceiverOptions>): Promise<string> {
  const error: unknown = await receiverWith(options)
    .receive(request)
    .catch((caught: unknown) => caught)
  if (!isSceneError(error, 'WEBHOOK_INVALID')) throw new Error('it was taken', { cause: error })
  return error.details.problem
}

describe('receive', () => {
  it('gives the event that a sink sent, from a real request', async () => {
    const receiver = createWebhookReceiver({ secrets: [secret], seen: createMemorySeenEvents() })
    const received: unknown[] = []
    const server = await receivingServer(async (response, request) => {
      received.push(await receiver.receive(asRequest(request)))
      response.writeHead(204).end()
    })
    const event = anEvent({ sequence: 7, reason: '\uFEFF ünïcödé 🎬 \uFFFD' })
    const sink = createWebhookSink({ url: server.url, secrets: [secret] })
    await sink.deliver(event, { signal: new AbortController().signal })
    await server.close()
    expect(received).toEqual([{ event, cloudEvent: toCloudEvent(event), verdict: 'new' }])
  })

  it('tells what comes again and what comes too late from what is new', async () => {
    const receiver = receiverWith()
    const verdictOf = async (event: SceneEvent) => (await receiver.receive(requestOf(event))).verdict
    const [one, two, three] = [1, 2, 3].map((order) => anEvent({ id: `e${order}`, sequence: 7, order }))
    if (one === undefined || two === undefined || three === undefined) throw new Error('there are three')
    expect(await verdictOf(two)).toBe('new')
    // Nothing is remembered before it has been handled.
    expect(await verdictOf(two)).toBe('new')
    await receiver.remember(two)
    expect(await verdictOf(two)).toBe('duplicate')
    expect(await verdictOf(one)).toBe('outdated')
    expect(await verdictOf(three)).toBe('new')
    // Another scene, another project and the project itself have numbers of their own.
    expect(await verdictOf({ ...one, sequence: 8 })).toBe('new')
    expect(await verdictOf({ ...one, projectId: 'other' })).toBe('new')
    expect(await verdictOf(anEvent({ id: 'p1', order: 1 }))).toBe('new')
  })

  it('knows how far the project is when a scene has moved it', async () => {
    const receiver = receiverWith()
    const project = { from: 'processing', to: 'completed', order: 10 } as const
    await receiver.remember(anEvent({ id: 'last', sequence: 8, order: 99, project }))
    const verdictOf = async (order: number) =>
      (await receiver.receive(requestOf(anEvent({ id: `p${order}`, order })))).verdict
    expect(await verdictOf(9)).toBe('outdated')
    expect(await verdictOf(11)).toBe('new')
  })

  it('takes what either secret signed', async () => {
    const event = anEvent()
    const secrets = [newWebhookSecret(), secret]
    expect((await receiverWith({ secrets }).receive(requestOf(event))).event).toEqual(event)
    expect(await problemOf(requestOf(event), { secrets: [newWebhookSecret()] })).toBe('signature')
  })

  it('refuses a body in which any byte is another', async () => {
    const event = anEvent({ reason: 'ü \uFFFD 🎬' })
    const cloudEvent = toCloudEvent(event)
    const bytes = Buffer.from(JSON.stringify(cloudEvent))
    const { headers } = requestOf(event)
    const edits = fc.record({
      at: fc.nat(bytes.length),
      removed: fc.nat(3),
      added: fc.uint8Array({ maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(edits, async ({ at, removed, added }) => {
        const body = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)])
        fc.pre(!body.equals(bytes))
        const request = new Request('https://hooks.example/', {
          method: 'POST',
          headers,
          body: new Uint8Array(body),
        })
        expect(['signature', 'body']).toContain(await problemOf(request))
      }),
      { numRuns: 500 },
    )
  })

  it('reads bytes that are no text as no text, and a mark at the beginning as part of the body', async () => {
    const body = JSON.stringify(toCloudEvent(anEvent({ reason: '\uFFFD' })))
    const id = toCloudEvent(anEvent()).id
    const headers = signed(id, body).headers
    const bytes = Buffer.from(body)
    const place = bytes.indexOf(Buffer.from('\uFFFD'))
    const disguised = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from([0xff]),
      bytes.subarray(place + 3),
    ])
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    const requests = [disguised, marked].map(
      (changed) =>
        new Request('https://hooks.example/', { method: 'POST', headers, body: new Uint8Array(changed) }),
    )
    expect(await Promise.all(requests.map((request) => problemOf(request)))).toEqual(['body', 'signature'])
  })

  it('reads a body up to a bound, even one without an end', async () => {
    const event = anEvent({ reason: 'x'.repeat(2_000) })
    expect(await problemOf(requestOf(event), { maxBodyBytes: 2_000 })).toBe('too-large')
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(65_536))
      },
      cancel: () => {
        isCancelled = true
      },
    })
    const endless = new Request('https://hooks.example/', { method: 'POST', body, duplex: 'half' })
    expect(await problemOf(endless)).toBe('too-large')
    expect(isCancelled).toBe(true)
  })

  it.each([
    ['is no JSON', 'hello'],
    ['is empty', ''],
    ['holds something else', '{"test": 2432232314}'],
    [
      'holds an event of the future',
      JSON.stringify(toCloudEvent(anEvent())).replaceAll('scene-edited', 'scene-melted'),
    ],
  ])('refuses a signed body that %s', async (_, body) => {
    expect(await problemOf(signed('film:C1:1', body))).toBe('body')
  })

  it('refuses a signed event under the id of another', async () => {
    expect(await problemOf(signed('film:C2:1', JSON.stringify(toCloudEvent(anEvent()))))).toBe('body')
  })

  it('refuses what is older than it tolerates, by its own clock', async () => {
    const clock = createManualClock({ now: TEST_TIME_MS + 11_000 })
    expect(await problemOf(requestOf(anEvent()), { clock, toleranceSeconds: 10 })).toBe('timestamp')
    expect(await problemOf(requestOf(anEvent()), { clock: createManualClock({ now: 0 }) })).toBe('timestamp')
  })
})

describe('respond', () => {
  it('handles what is new, once, and remembers it', async () => {
    const receiver = receiverWith()
    const handled: string[] = []
    const answers: number[] = []
    for (const order of [2, 2, 1, 3]) {
      const event = anEvent({ id: `e${order}`, order })
      const { status } = await receiver.respond(requestOf(event), ({ id }) => void handled.push(id))
      answers.push(status)
    }
    expect(handled).toEqual(['e2', 'e3'])
    expect(answers).toEqual([204, 204, 204, 204])
  })

  it('remembers nothing that could not be handled: it comes again', async () => {
    const receiver = receiverWith()
    const handled: string[] = []
    await expect(
      receiver.respond(requestOf(anEvent()), () => Promise.reject(new Error('the database is down'))),
    ).rejects.toThrow('the database is down')
    await receiver.respond(requestOf(anEvent()), ({ id }) => void handled.push(id))
    expect(handled).toEqual(['C1.1'])
  })

  it('throws on what the memory of events throws', async () => {
    const seen: SeenEvents = { ...createMemorySeenEvents(), look: () => Promise.reject(new Error('down')) }
    await expect(receiverWith({ seen }).respond(requestOf(anEvent()), () => undefined)).rejects.toThrow(
      'down',
    )
  })

  it.each([
    [400, new Request('https://hooks.example/', { method: 'POST', body: '{}' })],
    [400, new Request('https://hooks.example/')],
    [401, signed('x', '{}', { 'webhook-signature': 'v1,AAAA' })],
    [401, signed('x', '{}', { 'webhook-timestamp': '1' })],
    [413, signed('x', 'x'.repeat(2_000_001))],
    [422, signed('x', '{}')],
  ])('answers %i to what is no webhook, and handles nothing', async (status, request) => {
    const answer = await receiverWith().respond(request, () => {
      throw new Error('handled')
    })
    expect(answer.status).toBe(status)
    expect(await answer.text()).not.toBe('')
  })
})

describe('createMemorySeenEvents', () => {
  it('never lets the number of a scene go down', async () => {
    const seen = createMemorySeenEvents()
    await seen.remember('a', [{ subject: 's', order: 5 }])
    await seen.remember('b', [{ subject: 's', order: 3 }])
    expect(await seen.look('b', 's')).toEqual({ handled: true, lastOrder: 5 })
  })

  it('forgets what came first when there is too much', async () => {
    const seen = createMemorySeenEvents({ most: 2 })
    for (const id of ['a', 'b', 'a', 'c']) await seen.remember(id, [{ subject: id, order: 1 }])
    const known = await Promise.all(['a', 'b', 'c'].map((id) => seen.look(id, id)))
    expect(known.map(({ handled }) => handled)).toEqual([true, false, true])
    expect(known.map(({ lastOrder }) => lastOrder)).toEqual([1, undefined, 1])
  })
})

describe('createWebhookReceiver', () => {
  it.each([
    ['no memory', { seen: {} }, 'seen'],
    ['no tolerance', { toleranceSeconds: 0 }, 'toleranceSeconds'],
    ['unknown options', { secret }, 'secret'],
    ['no secrets', { secrets: [] }, 'secrets'],
  ])('takes no %s', (_, options, message) => {
    const create: (given: never) => unknown = createWebhookReceiver
    const given = { secrets: [secret], seen: createMemorySeenEvents(), ...options }
    expect(() => create(given as never)).toThrow(message)
  })
})
