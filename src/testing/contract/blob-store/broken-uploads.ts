import { isSceneError } from '../../../core/model/error.js'
import type { Body, ByteStream } from '../../../core/ports/blob-store.js'
import { equal, fails, holds, shown, shownError } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, holdsBytes, someBytes } from './bytes.js'
import { listedKeys } from './listed.js'
import { nothingAt } from './object-at.js'
import { brokenStream, inChunks, webStreamOf } from './streams.js'

const MEGABYTE = 1_000_000

/** Streams that break, each made for one upload. */
const BROKEN: readonly (readonly [when: string, body: (error: Error) => Body])[] = [
  ['before its first chunk', (error) => brokenStream(error)],
  ['in its middle', (error) => brokenStream(error, BYTES, BYTES)],
  ['in the middle of a web stream', (error) => webStreamOf([BYTES, BYTES], error)],
  ['after 6 MB', (error) => brokenStream(error, ...inChunks(someBytes(6 * MEGABYTE), MEGABYTE))],
]

/** An object is visible as a whole or not at all. */
export const brokenUploads: readonly BlobPromise[] = [
  ...BROKEN.map(([when, bodyOf]): BlobPromise => ({
    promise: `put: a stream that breaks ${when} leaves nothing, and the key can be used afterwards`,
    run: async (bucket) => {
      const key = bucket.key('video.mp4')
      const broke = new Error('the stream broke')
      const error = await refused(bucket.store.put(key, bodyOf(broke)))
      holds(
        error === broke || isSceneError(error, 'BLOB_UNREACHABLE'),
        `expected the error of the stream or BLOB_UNREACHABLE, got ${shownError(error)}`,
      )
      await isStillUsable(bucket)
    },
  })),
  {
    promise: 'put: a stream of anything but bytes is refused and leaves nothing',
    run: async (bucket) => {
      for (const chunk of ['text', 7, [1, 2, 3], null, { length: 3 }]) {
        await refused(bucket.store.put(bucket.key('video.mp4'), untypedStream(chunk)))
        await nothingAt(bucket, bucket.key('video.mp4'))
      }
      await isStillUsable(bucket)
    },
  },
  {
    promise: 'put: nothing is visible while a stream is still being read',
    run: async (bucket) => {
      const key = bucket.key('video.mp4')
      const bytes = someBytes(6 * MEGABYTE)
      const seen: unknown[] = []
      async function* watched() {
        for (const chunk of inChunks(bytes, MEGABYTE)) {
          yield chunk
          seen.push(await bucket.store.stat(key), ...(await listedKeys(bucket.store, bucket.prefix)))
        }
      }
      await bucket.store.put(key, watched())
      equal(new Set(seen), new Set(['absent']), 'what stat and list said meanwhile')
      await holdsBytes(bucket, key, bytes)
    },
  },
]

async function isStillUsable(bucket: CaseBucket): Promise<void> {
  const key = bucket.key('video.mp4')
  await nothingAt(bucket, key)
  await bucket.store.put(key, BYTES)
  await holdsBytes(bucket, key, BYTES)
}

/** The error with which an upload must be rejected, whichever. */
async function refused(upload: Promise<unknown>): Promise<unknown> {
  let answer: unknown
  try {
    answer = await upload
  } catch (error) {
    return error
  }
  fails(`expected put to be rejected, got the answer ${shown(answer)}`)
}

/** What callers without types may stream: some bytes, and then something else. */
function untypedStream(chunk: unknown): ByteStream {
  async function* stream(): AsyncGenerator {
    await Promise.resolve()
    yield BYTES
    yield chunk
  }
  return stream() as ByteStream
}
