import type { ObjectKey } from '../../../core/model/object-key.js'
import type { Body } from '../../../core/ports/blob-store.js'
import { rejectsWith } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, holdsBytes, someBytes } from './bytes.js'
import { nothingAt } from './object-at.js'
import { inChunks } from './streams.js'

const MEGABYTE = 1_000_000
const PATIENCE_MS = 10_000

/** Uploads that nobody wants any more. */
export const abortedUploads: readonly BlobPromise[] = [
  {
    promise: 'put: one that is aborted before it begins leaves nothing',
    run: async (bucket) => {
      const bodies = [BYTES, new Blob([BYTES]), stalling(new AbortController())]
      for (const [at, body] of bodies.entries()) {
        await leavesNothing(bucket, bucket.key(`${at}.mp4`), body, AbortSignal.abort())
      }
    },
  },
  {
    promise: 'put: one that is aborted while its stream stalls ends, and leaves nothing',
    run: async (bucket) => {
      const controller = new AbortController()
      await leavesNothing(
        bucket,
        bucket.key('video.mp4'),
        stalling(controller, BYTES, BYTES),
        controller.signal,
      )
    },
  },
  {
    promise: 'put: one that is aborted after 18 MB leaves nothing',
    run: async (bucket) => {
      const controller = new AbortController()
      const chunks = inChunks(someBytes(18 * MEGABYTE), MEGABYTE)
      await leavesNothing(bucket, bucket.key('video.mp4'), stalling(controller, ...chunks), controller.signal)
    },
  },
]

/** The upload is aborted, and its key can be used afterwards. */
async function leavesNothing(
  bucket: CaseBucket,
  key: ObjectKey,
  body: Body,
  signal: AbortSignal,
): Promise<void> {
  await rejectsWith(inTime(bucket.store.put(key, body, { signal })), 'ABORTED')
  await nothingAt(bucket, key)
  await bucket.store.put(key, BYTES)
  await holdsBytes(bucket, key, BYTES)
}

/** A stream of these chunks that then aborts its upload and never says another word. */
async function* stalling(
  controller: AbortController,
  ...chunks: readonly Uint8Array[]
): AsyncGenerator<Uint8Array> {
  yield* chunks
  controller.abort()
  await new Promise(() => undefined)
}

/** What ends soon, or an error: a store that does not look at the signal would wait for ever. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timeout: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timeout = setTimeout(() => {
      reject(new Error(`the upload went on for ${PATIENCE_MS / 1_000} s after it was aborted`))
    }, PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timeout)
  }
}
