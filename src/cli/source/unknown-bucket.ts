import type { BlobStore } from '../../index.js'
import { SceneError } from '../../index.js'

/**
 * A bucket that nobody named. It says of no object whether it is there, so nothing is judged to be gone, and nothing that
 * may turn up is given up.
 */
export function unknownBucket(): BlobStore {
  const unknown = (key: string) =>
    new SceneError(
      'BLOB_UNREACHABLE',
      'the bucket is unknown; name it with --bucket, or list the objects in the file',
      { key },
    )
  return {
    stat: () => Promise.resolve('unreachable'),
    put: (key) => Promise.reject(unknown(key)),
    signedUrl: (key) => Promise.reject(unknown(key)),
    signedUpload: (key) => Promise.reject(unknown(key)),
    list: (prefix) => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(unknown(prefix)) }),
    }),
  }
}
