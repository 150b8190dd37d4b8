import { offered } from '../case-of.js'
import { equal, rejectsWith } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES } from './bytes.js'
import { listedKeys } from './listed.js'

/** A bucket that does not answer is never one without objects. */
export const unreachableBucket: readonly BlobPromise[] = [
  {
    promise: 'stat: says "unreachable" when the bucket does not answer, and does not throw',
    needs: 'unreachable-bucket',
    run: async (bucket) => {
      equal(await (await unreachable(bucket)).stat(bucket.key('video.mp4')), 'unreachable', 'stat')
    },
  },
  {
    promise: 'put: is rejected with BLOB_UNREACHABLE when the bucket does not answer',
    needs: 'unreachable-bucket',
    run: async (bucket) => {
      const key = bucket.key('video.mp4')
      const error = await rejectsWith((await unreachable(bucket)).put(key, BYTES), 'BLOB_UNREACHABLE')
      equal(error.details.key, key, 'the key in the details of the error')
    },
  },
  {
    promise: 'list: is rejected with BLOB_UNREACHABLE when the bucket does not answer, and does not just end',
    needs: 'unreachable-bucket',
    run: async (bucket) => {
      await rejectsWith(listedKeys(await unreachable(bucket), bucket.prefix), 'BLOB_UNREACHABLE')
    },
  },
]

async function unreachable({ subject }: CaseBucket) {
  return offered(subject.unreachable, 'unreachable-bucket', 'unreachable')()
}
