import { isSceneError } from '../../../core/model/error.js'
import type { BlobStore, Body } from '../../../core/ports/blob-store.js'
import { offered } from '../case-of.js'
import { equal, fails, holds, shownError } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { holdsBytes, someBytes } from './bytes.js'
import { inChunks, streamOf } from './streams.js'

const RACERS = 16
const DECLARE = `declare \`lacks: { 'conditional-put': 'why' }\` for a bucket that has no conditional uploads`

/** Uploads to one key at the same moment. */
export const racingUploads: readonly BlobPromise[] = [
  {
    promise: 'put: of 16 uploads to one key at once exactly one wins, as a whole',
    needs: 'conditional-put',
    run: (bucket) => race(bucket, [bucket.store], (bytes) => bytes),
  },
  {
    promise: 'put: of 16 streams to one key at once exactly one wins, as a whole',
    needs: 'conditional-put',
    // The shortest stream is not the first to begin.
    run: (bucket) => race(bucket, [bucket.store], (bytes, at) => streamOf(...inChunks(bytes, 20 + 10 * at))),
  },
  {
    promise: 'put: of 16 uploads through two stores to one key at once exactly one wins, as a whole',
    needs: ['conditional-put', 'several-stores'],
    run: async (bucket) => {
      const second = await offered(bucket.subject.another, 'several-stores', 'another')()
      await race(bucket, [bucket.store, second], (bytes) => streamOf(...inChunks(bytes, 50)))
    },
  },
]

async function race(
  bucket: CaseBucket,
  stores: readonly [BlobStore, ...BlobStore[]],
  bodyOf: (bytes: Uint8Array, racer: number) => Body,
): Promise<void> {
  const key = bucket.key('video.mp4')
  const bodies = Array.from({ length: RACERS }, (_, racer) => someBytes(100 + racer, racer))
  const outcomes = await Promise.allSettled(
    bodies.map((bytes, racer) => (stores[racer % stores.length] ?? stores[0]).put(key, bodyOf(bytes, racer))),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled' || isSceneError(outcome.reason, 'BLOB_EXISTS')) continue
    fails(`an upload that lost got no BLOB_EXISTS but ${shownError(outcome.reason)}`, outcome.reason)
  }
  const winners = outcomes.flatMap((outcome, racer) =>
    outcome.status === 'fulfilled' ? [{ stat: outcome.value, bytes: bodies[racer] }] : [],
  )
  const [winner] = winners
  holds(winners.length === 1, `${winners.length} of ${RACERS} uploads won; ${DECLARE}`)
  if (winner?.bytes === undefined) return
  await holdsBytes(bucket, key, winner.bytes)
  equal(await bucket.store.stat(key), winner.stat, `stat of ${key}`)
}
