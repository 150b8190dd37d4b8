import { DEFAULT_POLICY, toObjectKey } from '@badapple/scenes'
import { createManualClock } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import type { ByteStream } from '../../src/core/ports/blob-store.js'
import { WatchedStream } from '../../src/service/watched-stream.js'

const CLIP = toObjectKey('mv/projects/91cf/scenes/001/video_1_a.mp4')
const BYTES = new Uint8Array([1, 2, 3])
const IDLE_MS = 60_000

function watching(make: (clock: ReturnType<typeof createManualClock>) => ByteStream) {
  const clock = createManualClock()
  const policy = { ...DEFAULT_POLICY, uploadIdleMs: IDLE_MS }
  const watched = new WatchedStream({ clock, policy }, CLIP, make(clock))
  return { clock, watched, chunks: watched[Symbol.asyncIterator]() }
}

describe('a watched stream', () => {
  it('gives the chunks of a stream that takes its time, as long as it gives some', async () => {
    const { clock, watched } = watching(async function* (time) {
      for (let at = 0; at < 5; at++) {
        await time.sleep(IDLE_MS - 1)
        yield BYTES
      }
    })
    const all = async () => {
      const found: Uint8Array[] = []
      for await (const chunk of watched) found.push(chunk)
      return found
    }
    expect(await clock.until(all())).toEqual(Array(5).fill(BYTES))
    expect(watched.stall).toBeUndefined()
    expect(clock.waiting()).toBe(0)
  })

  it('breaks when it gives nothing for so long, and says so by its signal', async () => {
    const { clock, watched, chunks } = watching(async function* () {
      yield await Promise.resolve(BYTES)
      await new Promise(() => undefined)
    })
    await chunks.next()
    const began = clock.now()
    const broken = clock.until(chunks.next())
    await expect(broken).rejects.toMatchObject({
      code: 'BODY_STALLED',
      retryable: true,
      details: { key: CLIP, waitedMs: IDLE_MS, receivedBytes: 3 },
    })
    expect(clock.now() - began).toBe(IDLE_MS)
    expect(watched.signal).toMatchObject({ aborted: true, reason: watched.stall })
  })

  it('is not kept alive by chunks without bytes', async () => {
    const { clock, chunks } = watching(async function* (time) {
      for (;;) {
        await time.sleep(IDLE_MS / 4)
        yield new Uint8Array(0)
      }
    })
    await expect(clock.until(chunks.next())).rejects.toMatchObject({ code: 'BODY_STALLED' })
  })

  it('lets through what is no bytes: whoever reads it refuses it', async () => {
    const { chunks } = watching(async function* () {
      yield (await Promise.resolve('text')) as unknown as Uint8Array
    })
    expect(await chunks.next()).toEqual({ done: false, value: 'text' })
  })

  it('waits for nobody who does not ask', async () => {
    const { clock, chunks, watched } = watching(async function* () {
      yield await Promise.resolve(BYTES)
      yield BYTES
    })
    await chunks.next()
    await clock.advance(10 * IDLE_MS)
    expect(await chunks.next()).toEqual({ done: false, value: BYTES })
    expect(watched.stall).toBeUndefined()
  })

  it('lets through what breaks the stream itself', async () => {
    const broke = new Error('the stream broke')
    const { chunks, clock } = watching(async function* () {
      yield await Promise.resolve(BYTES)
      throw broke
    })
    await chunks.next()
    await expect(chunks.next()).rejects.toBe(broke)
    expect(clock.waiting()).toBe(0)
  })

  it('lets go of the stream when it gave up, and when nobody reads on', async () => {
    for (const end of ['stall', 'return'] as const) {
      let cancelled = false
      const { clock, chunks } = watching(
        () =>
          new ReadableStream<Uint8Array>({
            pull: () => new Promise(() => undefined),
            cancel: () => {
              cancelled = true
            },
          }),
      )
      if (end === 'stall') await clock.until(chunks.next().catch((error: unknown) => error))
      else await chunks.return?.()
      expect(cancelled, end).toBe(true)
    }
  })
})
