import type { BlobStore } from '../../core/ports/blob-store.js'
import type { BlobStat } from '../../core/model/blob.js'
import { blobExists } from '../../core/ports/blob-exists.js'
import { unreachable } from '../faults/bucket-faults.js'
import type { SimulatedProcess } from './simulated-process.js'
import { WAYS } from './way.js'

/** The bucket as one process of a simulation sees it. */
export function simulatedBucket(bucket: BlobStore, process: SimulatedProcess): BlobStore {
  return {
    stat: (key) =>
      process.request({
        what: 'stat',
        about: key,
        ways: WAYS.snapshot.filter((way) => way !== 'throttled'),
        arrive: () => bucket.stat(key),
        unanswered: () => unreachable(key),
        refusals: { lost: () => Promise.resolve('unreachable') },
      }),
    put: (key, body, options) =>
      process.request({
        what: 'upload',
        about: key,
        ways: WAYS.upload,
        arrive: async (way) => {
          const stat = await bucket.put(key, body, options)
          if (way === 'taken') throw blobExists(key)
          return stat
        },
        unanswered: () => unreachable(key),
      }),
    async *list(prefix) {
      yield* await process.request({
        what: 'list objects',
        about: prefix,
        ways: WAYS.snapshot.filter((way) => way !== 'throttled'),
        arrive: () => all(bucket.list(prefix)),
        unanswered: () => unreachable(prefix),
      })
    },
    signedUrl: (key, options) => bucket.signedUrl(key, options),
    signedUpload: (key, options) => bucket.signedUpload(key, options),
  }
}

async function all(list: AsyncIterable<BlobStat>): Promise<readonly BlobStat[]> {
  const found: BlobStat[] = []
  for await (const one of list) found.push(one)
  return found
}
