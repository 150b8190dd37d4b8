import type { BlobStore } from '@badapple/scenes'
import { SceneError } from '@badapple/scenes'

/** A bucket that can be switched off, in parts. */
export interface FailingBlobs extends BlobStore {
  readonly down: { put: boolean; stat: boolean; list: boolean }
}

/** A bucket in front of another one. */
export function failingBlobs(blobs: BlobStore): FailingBlobs {
  const down = { put: false, stat: false, list: false }
  const unreachable = (key: string) =>
    new SceneError('BLOB_UNREACHABLE', 'no answer', { key }, { retryable: true })
  return {
    ...blobs,
    down,
    put: (key, body, options) =>
      down.put ? Promise.reject(unreachable(key)) : blobs.put(key, body, options),
    stat: (key) => (down.stat ? Promise.resolve('unreachable') : blobs.stat(key)),
    list: (prefix) => {
      if (down.list) throw unreachable(prefix)
      return blobs.list(prefix)
    },
  }
}
