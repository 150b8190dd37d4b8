import type { ServerResponse } from 'node:http'
import type { SceneError } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import type { EventSink } from '@badapple/scenes/streams'
import { createManualClock } from '@badapple/scenes/testing'
import type { WebhookSinkOptions } from '@badapple/scenes/webhooks'
import { createWebhookSink, newWebhookSecret, toCloudEvent } from '@badapple/scenes/webhooks'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../support/engines/ports.js'
import { anEvent } from '../streams/support/records.js'
import type { ReceivingServer } from './support/receiving-server.js'
import { receivingServer } from './support/receiving-server.js'

const secret = newWebhookSecret()
const event = anEvent({ sequence: 7, reason: 'ünïcödé 🎬' })
const servers: ReceivingServer[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function answering(answer: (response: ServerResponse) => void): Promise<ReceivingServer> {
  const server = await receivingServer(answer)
  servers.push(server)
  return server
}

function sinkTo(url: string, options: Partial<WebhookSinkOptions> = {}): EventSink {
  return createWebhookSink({ url, secrets: [secret], name: 'hook', ...options })
}

/** The error of a delivery; `undefined` when it succeeds. */
async function errorOf(
  sink: EventSink,
  signal = new AbortController().signal,
): Promise<SceneError | undefined> {
  try {
    await sink.deliver(event, { signal })
    return undefined
  } catch (error) {
    if (isSceneError(error)) return error
    throw error
  }
}

function status(code: number, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(code, headers).end()
  }
}

describe('a webhook on the wire', () => {
  it('is a signed CloudEvent that the official library verifies', async () => {
    const { url, arrived } = await answering(status(204))
    const next = newWebhookSecret()
    await sinkTo(url, { secrets: [next, secret] }).deliver(event, { signal: new AbortController().signal })
    const [request] = arrived
    expect(arrived).toHaveLength(1)
    expect(request?.method).toBe('POST')
    expect(request?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': 'film:C1:1',
    })
    const headers = Object.fromEntries(
      Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    for (const one of [secret, next]) {
      expect(new Webhook(one).verify(String(request?.body), headers)).toEqual(toCloudEvent(event))
    }
  })

  it('has the same id and body each time, and the time of the attempt', async () => {
    const { url, arrived } = await answering(status(200))
    const clock = createManualClock()
    const sink = sinkTo(url, { clock })
    expect(await errorOf(sink)).toBeUndefined()
    await clock.advance(90_500)
    expect(await errorOf(sink)).toBeUndefined()
    const [first, second] = arrived
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.body).toEqual(first?.body)
    const [before, after] = arrived.map(({ headers }) => Number(headers['webhook-timestamp']))
    expect(Number(after) - Number(before)).toBe(90)
  })

  it('is not sent for types that nobody wants', async () => {
    const { url, arrived } = await answering(status(204))
    expect(await errorOf(sinkTo(url, { types: ['scene-completed'] }))).toBeUndefined()
    expect(arrived).toEqual([])
    expect(await errorOf(sinkTo(url, { types: ['scene-edited'] }))).toBeUndefined()
    expect(arrived).toHaveLength(1)
  })

  it('uses connections again where the answer has no body', async () => {
    const { url, connections } = await answering(status(204))
    const sink = sinkTo(url)
    for (let tries = 0; tries < 20; tries++) expect(await errorOf(sink)).toBeUndefined()
    expect(connections()).toBeLessThan(5)
  })
})

describe('a receiver', () => {
  it.each([200, 201, 202, 204, 299])('that answers %i has the event', async (code) => {
    const { url } = await answering(status(code))
    expect(await errorOf(sinkTo(url))).toBeUndefined()
  })

  it.each([
    [300, 'redirected'],
    [304, 'redirected'],
    [400, 'status'],
    [401, 'status'],
    [404, 'status'],
    [422, 'status'],
    [500, 'status'],
    [429, 'throttled'],
    [502, 'throttled'],
    [503, 'throttled'],
    [504, 'throttled'],
  ])('that answers %i gets it again: %s', async (code, problem) => {
    const { url, arrived } = await answering(status(code))
    const error = await errorOf(sinkTo(url))
    expect(error).toMatchObject({
      code: 'DELIVERY_FAILED',
      retryable: true,
      details: { sink: 'hook', projectId: 'film', eventId: 'C1.1', status: code, problem },
    })
    expect(error?.message).toContain(`hook answers ${code}`)
    expect(arrived).toHaveLength(1)
  })

  it('can say for how long it wants to be left alone', async () => {
    const { url } = await answering(status(429, { 'retry-after': '120' }))
    expect((await errorOf(sinkTo(url)))?.details).toMatchObject({ retryAfterSeconds: 120 })
    const { url: dated } = await answering(status(503, { 'retry-after': 'Fri, 31 Dec 2027 23:59:59 GMT' }))
    expect((await errorOf(sinkTo(dated)))?.details).not.toHaveProperty('retryAfterSeconds')
  })

  it('that is gone is asked once', async () => {
    const { url, arrived } = await answering(status(410))
    const sink = sinkTo(url)
    const first = await errorOf(sink)
    expect(first).toMatchObject({ code: 'DELIVERY_REFUSED', retryable: false, details: { status: 410 } })
    expect(await errorOf(sink)).toMatchObject({ code: 'DELIVERY_REFUSED', details: { eventId: 'C1.1' } })
    expect(arrived).toHaveLength(1)
  })

  it.each([301, 302, 303, 307, 308])('that redirects with %i leads nowhere', async (code) => {
    const elsewhere = await answering(status(204))
    const { url } = await answering(status(code, { location: elsewhere.url }))
    expect((await errorOf(sinkTo(url)))?.details).toMatchObject({ problem: 'redirected', status: code })
    expect(elsewhere.arrived).toEqual([])
  })

  it('that is down gives no answer', async () => {
    const error = await errorOf(sinkTo(`http://127.0.0.1:${await freePort()}/`))
    expect(error).toMatchObject({
      code: 'DELIVERY_FAILED',
      retryable: true,
      details: { problem: 'no-answer' },
    })
    expect(error?.cause).toBeInstanceOf(Error)
  })

  it('that breaks the connection gives no answer', async () => {
    const { url } = await answering((response) => response.destroy())
    expect((await errorOf(sinkTo(url)))?.details).toMatchObject({ problem: 'no-answer' })
  })

  it('that answers too late is not waited for', async () => {
    const clock = createManualClock()
    const { url } = await answering(() => {
      void clock.advance(15_000)
    })
    const error = await errorOf(sinkTo(url, { clock }))
    expect(error).toMatchObject({ code: 'DELIVERY_FAILED', details: { problem: 'timed-out' } })
    expect(error?.message).toBe('hook gave no answer within 15000 ms; event C1.1 of project film comes again')
  })

  it('is let go of when whoever sends stops', async () => {
    const stop = new AbortController()
    const reason = new Error('stopping')
    const { url } = await answering(() => {
      stop.abort(reason)
    })
    expect(await errorOf(sinkTo(url), stop.signal)).toMatchObject({ code: 'ABORTED', cause: reason })
  })

  it.each([200, 500])('that answers %i with a body without end takes no time and no memory', async (code) => {
    let sent = 0
    let ended: () => void = () => undefined
    const over = new Promise<void>((resolve) => (ended = resolve))
    const { url } = await answering((response) => {
      const chunk = Buffer.alloc(65_536)
      const pour = (): void => {
        while (!response.destroyed) {
          sent += chunk.length
          if (!response.write(chunk)) {
            response.once('drain', pour)
            return
          }
        }
      }
      response.on('close', () => {
        ended()
      })
      response.writeHead(code)
      pour()
    })
    // A clock that stands still: whatever is decided by time-outs would never be.
    const error = await errorOf(sinkTo(url, { clock: createManualClock() }))
    expect(error?.details).toEqual(code === 200 ? undefined : expect.objectContaining({ status: 500 }))
    // The connection is closed, so that the receiver stops.
    await over
    expect(sent).toBeLessThan(50_000_000)
  })
})

describe('createWebhookSink', () => {
  it('is named after its URL, without what a query may hold', () => {
    const url = 'https://hooks.example/scenes?token=secret'
    expect(createWebhookSink({ url: new URL(url), secrets: [secret] }).name).toBe(
      'https://hooks.example/scenes',
    )
  })

  it.each([
    ['http to another machine', { url: 'http://hooks.example/' }, 'url: everybody on the way can read'],
    ['another protocol', { url: 'ftp://hooks.example/' }, 'url: the URL of a receiver'],
    ['what is no URL', { url: 'hooks' }, 'url: the URL of a receiver'],
    ['a URL with a password', { url: 'https://me:pass@hooks.example/' }, 'url: a URL with a name'],
    ['no time', { timeoutMs: 0 }, 'timeoutMs'],
    ['no types', { types: [] }, 'types'],
    ['unknown types', { types: ['scene-melted'] }, 'types'],
    ['unknown options', { retries: 3 }, 'retries'],
    [
      'clock without methods',
      { clock: { now: 0, sleep: 0 } },
      'clock: an object with the methods now, sleep',
    ],
    ['no secrets', { secrets: [] }, 'secrets'],
  ])('takes no %s', (_, options, message) => {
    const create: (given: never) => unknown = createWebhookSink
    const given = { url: 'https://hooks.example/', secrets: [secret], ...options }
    expect(() => create(given as never)).toThrow(message)
    try {
      create(given as never)
    } catch (error) {
      expect(String(error)).not.toContain(secret)
    }
  })

  it('sends over http where that is allowed', () => {
    const options = { url: 'http://hooks.internal/', secrets: [secret], allowHttp: true }
    expect(createWebhookSink(options).name).toBe('http://hooks.internal/')
  })
})
