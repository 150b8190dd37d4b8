import type { BlobStore } from '@badapple/scenes'
import { SceneError } from '@badapple/scenes'

/** A bucket as somebody sees it who hardly reaches it, and to whom all uploads break off. */
export function farBucket(bucket: BlobStore, isCutOff: () => boolean): BlobStore {
  return {
    ...bucket,
    stat: (key) => (isCutOff() ? Promise.resolve('unreachable') : bucket.stat(key)),
    put: (key) => Promise.reject(unreachable(key)),
    async *list(prefix) {
      if (isCutOff()) throw unreachable(prefix)
      yield* bucket.list(prefix)
    },
  }
}

function unreachable(key: string): SceneError {
  return new SceneError('BLOB_UNREACHABLE', `the bucket is far from ${key}`, { key }, { retryable: true })
}
