import { once } from 'node:events'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { ByteStream } from '../../../src/core/ports/blob-store.js'
import { readingOf } from '../../../src/core/ports/stream-reading.js'

const BYTES = new Uint8Array([1, 2, 3, 4])

async function* twice(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(BYTES)
  yield BYTES
}

async function all(stream: ByteStream): Promise<unknown[]> {
  const reading = readingOf(stream)
  const found: unknown[] = []
  for (let next = await reading.next(); next.done !== true; next = await reading.next())
    found.push(next.value)
  reading.release()
  return found
}

describe('readingOf', () => {
  it('gives the chunks of streams of every kind', async () => {
    for (const stream of [twice(), Readable.from(twice()), ReadableStream.from(twice()) as ByteStream]) {
      expect(await all(stream)).toEqual([BYTES, BYTES])
    }
  })

  it('lets go of a web stream that was asked for more and does not answer', async () => {
    let cancelled = false
    const stream = new ReadableStream<Uint8Array>({
      pull: () => new Promise(() => undefined),
      cancel: () => {
        cancelled = true
      },
    })
    const reading = readingOf(stream)
    void reading.next()
    reading.release()
    expect(cancelled).toBe(true)
    expect(await reading.next()).toEqual({ done: true, value: undefined })
  })

  it('lets go of a Node stream that was asked for more and does not answer', async () => {
    const stream = new Readable({ read: () => undefined })
    const reading = readingOf(stream)
    const next = reading.next()
    reading.release()
    await expect(next).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
    expect(stream.destroyed).toBe(true)
  })

  it('lets go of a Node stream that nobody has asked yet', async () => {
    const stream = new Readable({ read: () => undefined })
    readingOf(stream).release()
    await once(stream, 'close')
    expect(stream.destroyed).toBe(true)
  })

  it('lets a generator close itself', async () => {
    let closed = false
    async function* watched() {
      try {
        yield* twice()
      } finally {
        closed = true
      }
    }
    const reading = readingOf(watched())
    await reading.next()
    reading.release()
    await new Promise((resolve) => setImmediate(resolve))
    expect(closed).toBe(true)
  })

  it('does not mind what a stream says to being let go of', async () => {
    const complaint = new Error('not now')
    const complaining = (end: () => Promise<never>): ByteStream => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined), return: end }),
    })
    readingOf(complaining(() => Promise.reject(complaint))).release()
    readingOf(
      complaining(() => {
        throw complaint
      }),
    ).release()
    // An unhandled rejection would fail the run.
    await new Promise((resolve) => setImmediate(resolve))
  })
})
