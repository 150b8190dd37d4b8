import type { BlobStore } from '@badapple/scenes'
import { SceneError } from '@badapple/scenes'

/** A bucket as somebody sees it who hardly reaches it. */
export function farBucket(bucket: BlobStore, isCutOff: () => boolean): BlobStore {
  return {
    ...bucket,
    stat: (key) => (isCutOff() ? Promise.resolve('unreachable') : bucket.stat(key)),
    put: (key, body, options) =>
      isCutOff() ? Promise.reject(unreachable(key)) : bucket.put(key, body, options),
    async *list(prefix) {
      if (isCutOff()) throw unreachable(prefix)
      yield* bucket.list(prefix)
    },
  }
}

function unreachable(key: string): SceneError {
  return new SceneError('BLOB_UNREACHABLE', `the bucket is far from ${key}`, { key }, { retryable: true })
}
