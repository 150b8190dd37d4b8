import { describe, expect, it } from 'vitest'
import { SceneError } from '../../../src/core/model/error.js'
import type { Body, ByteStream } from '../../../src/core/ports/blob-store.js'
import { byteChunks } from '../../../src/core/ports/byte-chunks.js'

const BYTES = new Uint8Array([1, 2, 3, 4])

async function piecesOf(body: Body): Promise<number[][]> {
  const pieces: number[][] = []
  for await (const chunk of byteChunks(body)) pieces.push([...chunk])
  return pieces
}

async function* untyped(chunk: unknown): AsyncGenerator {
  yield BYTES
  yield await Promise.resolve(chunk)
}

describe('byteChunks', () => {
  it('gives the bytes of arrays, views, buffers and blobs', async () => {
    for (const body of [BYTES, BYTES.subarray(0), Buffer.from(BYTES), new Blob([BYTES])]) {
      expect(await piecesOf(body)).toEqual([[1, 2, 3, 4]])
    }
    expect(await piecesOf(BYTES.subarray(1, 3))).toEqual([[2, 3]])
  })

  it('gives the pieces of a stream, even when it uses one buffer again and again', async () => {
    async function* stream() {
      const buffer = new Uint8Array(1)
      for (const byte of BYTES) {
        buffer[0] = await Promise.resolve(byte)
        yield buffer
      }
    }
    expect(await piecesOf(stream())).toEqual([[1], [2], [3], [4]])
    expect(await piecesOf(new Blob([BYTES]).stream() as ByteStream)).toEqual([[1, 2, 3, 4]])
  })

  it.each(['text', 7, [1, 2, 3], null, { length: 3 }])('refuses a stream of %j', async (chunk) => {
    const refused = piecesOf(untyped(chunk) as ByteStream)
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { input: 'body' } })
    await expect(refused).rejects.toBeInstanceOf(SceneError)
  })

  it('lets through what breaks a stream', async () => {
    const broke = new Error('the stream broke')
    async function* stream() {
      yield await Promise.resolve(BYTES)
      throw broke
    }
    await expect(piecesOf(stream())).rejects.toBe(broke)
  })

  it('lets a stream close itself when nobody reads on', async () => {
    let closed = false
    async function* stream() {
      try {
        yield await Promise.resolve(BYTES)
        yield BYTES
      } finally {
        closed = true
      }
    }
    for await (const chunk of byteChunks(stream())) {
      expect(chunk).toEqual(BYTES)
      break
    }
    expect(closed).toBe(true)
  })

  describe('with a signal', () => {
    async function read(body: Body, signal: AbortSignal): Promise<number[][]> {
      const pieces: number[][] = []
      for await (const chunk of byteChunks(body, signal)) pieces.push([...chunk])
      return pieces
    }
    const gone = new Error('nobody wants it')

    it('gives what it gives without one', async () => {
      async function* stream() {
        yield await Promise.resolve(BYTES)
        yield BYTES.subarray(1)
      }
      const { signal } = new AbortController()
      expect(await read(BYTES, signal)).toEqual([[1, 2, 3, 4]])
      expect(await read(new Blob([BYTES]), signal)).toEqual([[1, 2, 3, 4]])
      expect(await read(stream(), signal)).toEqual([
        [1, 2, 3, 4],
        [2, 3, 4],
      ])
      await expect(read(untyped('text') as ByteStream, signal)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    })

    it('reads nothing once it is aborted', async () => {
      for (const body of [BYTES, new Blob([BYTES]), untyped(BYTES) as ByteStream]) {
        const refused = read(body, AbortSignal.abort(gone))
        await expect(refused).rejects.toMatchObject({ code: 'ABORTED', details: { waitedMs: 0 } })
        await expect(refused).rejects.toMatchObject({ cause: gone })
      }
    })

    it('ends a stream that has nothing to say, and tells it so', async () => {
      const controller = new AbortController()
      let told = 0
      const silent: AsyncIterator<Uint8Array> = {
        next: () => new Promise<never>(() => undefined),
        return: () => {
          told++
          return Promise.reject(new Error('what it says to that nobody reads'))
        },
      }
      const refused = read({ [Symbol.asyncIterator]: () => silent }, controller.signal)
      controller.abort(gone)
      await expect(refused).rejects.toMatchObject({ code: 'ABORTED', cause: gone })
      expect(told).toBe(1)
    })

    it('ends a stream that cannot be told', async () => {
      const controller = new AbortController()
      const silent: AsyncIterator<Uint8Array> = { next: () => new Promise<never>(() => undefined) }
      const refused = read({ [Symbol.asyncIterator]: () => silent }, controller.signal)
      controller.abort(gone)
      await expect(refused).rejects.toMatchObject({ code: 'ABORTED', cause: gone })
    })

    it('lets go of the signal and the stream when nobody reads on', async () => {
      const listeners = new Set<() => void>()
      let heard = 0
      const signal = {
        aborted: false,
        reason: undefined,
        addEventListener: (type: string, listener: () => void) => {
          heard++
          if (type === 'abort') listeners.add(listener)
        },
        removeEventListener: (type: string, listener: () => void) => {
          if (type === 'abort') listeners.delete(listener)
        },
      }
      let closed = false
      async function* stream() {
        try {
          yield await Promise.resolve(BYTES)
          yield BYTES
        } finally {
          closed = true
        }
      }
      for await (const chunk of byteChunks(stream(), signal)) {
        expect(chunk).toEqual(BYTES)
        break
      }
      expect([heard > 0, listeners.size, closed]).toEqual([true, 0, true])
    })
  })

  it('lets go of a stream that has nothing to say when it is aborted', async () => {
    let cancelled = false
    const silent = new ReadableStream<Uint8Array>({
      pull: () => new Promise(() => undefined),
      cancel: () => {
        cancelled = true
      },
    })
    const controller = new AbortController()
    const next = byteChunks(silent, controller.signal).next()
    controller.abort(new Error('enough'))
    await expect(next).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
    expect(cancelled).toBe(true)
  })

  it('ends when the signal came between two pieces, and the stream has nothing more to say', async () => {
    async function* silentAfterOne() {
      yield new Uint8Array([1])
      await new Promise(() => undefined)
    }
    const controller = new AbortController()
    const chunks = byteChunks(silentAfterOne(), controller.signal)
    await chunks.next()
    controller.abort()
    await expect(chunks.next()).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
