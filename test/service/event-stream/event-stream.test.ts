import { describe, expect, it } from 'vitest'
import type { EventStreamOptions, SceneEvent } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { aProject, createTestScenes, missing } from '@badapple/scenes/testing'
import { rejected } from '../../core/support/thrown.js'
import { eventStreamResponse } from '../../../src/service/event-stream/event-stream-response.js'
import { EventStreamParser } from '../../support/event-source.js'

function film(): TestScenes {
  return createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }))
}

async function open({ scenes }: TestScenes, lastEventId?: string, options?: EventStreamOptions) {
  const gone = new AbortController()
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const request = new Request('https://scenes.example/events', { headers, signal: gone.signal })
  const response = await scenes.eventStream('film', request, options)
  if (response.body === null) throw new Error('a body was expected')
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
  return { response, reader, parser: new EventStreamParser(), gone }
}

type Opened = Awaited<ReturnType<typeof open>>

/** Reads so many chunks; time passes meanwhile. */
async function read({ clock }: TestScenes, { reader, parser }: Opened, chunks: number): Promise<void> {
  for (let at = 0; at < chunks; at++) {
    const { value, done } = await clock.until(reader.read())
    if (done) throw new Error('the stream ended')
    parser.push(value)
  }
}

async function edit({ scenes }: TestScenes, prompt: string): Promise<void> {
  await scenes.editScene('film', 1, { prompt })
}

function typesIn({ messages }: EventStreamParser): readonly unknown[] {
  return messages.map(({ data }) => (JSON.parse(data) as SceneEvent).type)
}

describe('a silent event stream', () => {
  it('asks for the next event once, however many heartbeats it sends', async () => {
    let asked = 0
    const next = new Promise<IteratorResult<SceneEvent, undefined>>(() => undefined)
    const then = next.then.bind(next)
    next.then = (...listeners) => {
      asked++
      return then(...listeners)
    }
    const { clock, scenes } = film()
    const watch = { ...scenes.watch('film'), next: () => next, position: '' }
    const { body } = eventStreamResponse(watch, clock, { heartbeatMs: 1_000 })
    if (body === null) throw new Error('a body was expected')
    const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
    for (let beats = 0; beats < 20; beats++) await clock.until(reader.read())
    expect(asked).toBe(1)
  })
})

describe('an event stream', () => {
  it('is what browsers and proxies take for one', async () => {
    const test = film()
    const { response, reader } = await open(test, undefined, {
      headers: { 'access-control-allow-origin': '*' },
    })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, no-transform',
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
    })
    await reader.cancel()
  })

  it('sends each event as it becomes visible, with a position', async () => {
    const test = film()
    const stream = await open(test, undefined, { retryMs: 500 })
    await read(test, stream, 1)
    expect(stream.parser).toMatchObject({ retryMs: 500, messages: [] })
    expect(stream.parser.lastEventId).not.toBe('')
    await edit(test, 'rain')
    await read(test, stream, 1)
    await edit(test, 'snow')
    await read(test, stream, 1)
    expect(typesIn(stream.parser)).toEqual(['scene-edited', 'scene-edited'])
    await stream.reader.cancel()
  })

  it('goes on where the client was, also when it had seen no event yet', async () => {
    const test = film()
    const first = await open(test)
    await read(test, first, 1)
    await first.reader.cancel()
    await edit(test, 'rain')
    const second = await open(test, first.parser.lastEventId)
    await edit(test, 'snow')
    await read(test, second, 2)
    await second.reader.cancel()
    const third = await open(test, second.parser.lastEventId)
    await read(test, third, 2)
    expect([second, third].map(({ parser }) => typesIn(parser))).toEqual([['scene-edited'], ['scene-edited']])
    await third.reader.cancel()
  })

  it('sends something at times, so that nobody closes it', async () => {
    const test = film()
    const stream = await open(test, undefined, { heartbeatMs: 20_000 })
    await read(test, stream, 1)
    const begin = stream.parser.lastEventId
    const nowMs = test.clock.now()
    await read(test, stream, 30)
    expect(test.clock.now() - nowMs).toBe(600_000)
    expect(stream.parser.comments).toHaveLength(30)
    expect(stream.parser.messages).toEqual([])
    expect(stream.parser.lastEventId).toBe(begin)
    await edit(test, 'rain')
    await read(test, stream, 1)
    expect(typesIn(stream.parser)).toEqual(['scene-edited'])
    await stream.reader.cancel()
  })

  it('sends what it is told to of an event, and nothing of some', async () => {
    const test = film()
    const dataOf = ({ type, sequence }: SceneEvent) =>
      type === 'scene-edited' ? undefined : `${type}\n${sequence ?? ''}`
    const stream = await open(test, undefined, { dataOf })
    await read(test, stream, 1)
    const begin = stream.parser.lastEventId
    await edit(test, 'rain')
    await read(test, stream, 1)
    expect(stream.parser.lastEventId).not.toBe(begin)
    await test.scenes.claim('film', 1)
    await read(test, stream, 1)
    expect(stream.parser.messages.map(({ data }) => data)).toEqual(['scene-claimed\n1'])
    await stream.reader.cancel()
  })

  it('reads no more than the client takes', async () => {
    const test = film()
    const stream = await open(test, undefined, { from: 'beginning' })
    await test.clock.advance(60_000)
    const begin = test.requests().length
    await test.clock.advance(600_000)
    expect(test.requests()).toHaveLength(begin)
    await read(test, stream, 2)
    expect(typesIn(stream.parser)).toEqual(['project-created'])
    await stream.reader.cancel()
  })

  it('ends the watch when the client cancels it', async () => {
    const test = film()
    const stream = await open(test)
    await read(test, stream, 1)
    const waiting = stream.reader.read()
    await test.clock.advance(3_000)
    expect(test.clock.waiting()).toBeGreaterThan(0)
    await stream.reader.cancel()
    expect(await waiting).toMatchObject({ done: true })
    await test.clock.advance(0)
    expect(test.clock.waiting()).toBe(0)
  })

  it('ends when its request is aborted', async () => {
    const test = film()
    const stream = await open(test)
    await read(test, stream, 1)
    const waiting = stream.reader.read()
    await test.clock.advance(3_000)
    stream.gone.abort()
    expect(await waiting).toMatchObject({ done: true })
    expect(test.clock.waiting()).toBe(0)
  })

  it('breaks when the store is gone for too long, and the watch ends', async () => {
    const test = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }), { random: () => 0.5 })
    const stream = await open(test, undefined, { outageMs: 5_000 })
    await read(test, stream, 1)
    test.store.failNext('readEvents', 'unavailable', Infinity)
    await rejected(test.clock.until(stream.reader.read()), 'STORE_UNAVAILABLE')
    await test.clock.advance(0)
    expect(test.clock.waiting()).toBe(0)
  })

  it('breaks when what is to be sent cannot be made, and the watch ends', async () => {
    const test = film()
    const stream = await open(test, undefined, {
      dataOf: () => {
        throw new Error('no such page')
      },
    })
    await read(test, stream, 1)
    await edit(test, 'rain')
    await expect(test.clock.until(stream.reader.read())).rejects.toThrow('no such page')
    await test.clock.advance(0)
    expect(test.clock.waiting()).toBe(0)
  })

  it('is not begun for a project that does not exist, or a position that is none', async () => {
    const test = createTestScenes()
    const request = new Request('https://scenes.example/events')
    await rejected(test.scenes.eventStream('nowhere', request), 'PROJECT_NOT_FOUND')
    await rejected(open(film(), 'x'), 'INVALID_INPUT')
    await rejected(film().scenes.eventStream('film', request, { heartbeatMs: 0 }), 'INVALID_INPUT')
  })
})
