import { SceneError } from '../../core/model/error.js'

/** No answer: whether the object is there nobody knows. */
export function unreachable(key: string): SceneError {
  return new SceneError(
    'BLOB_UNREACHABLE',
    `the bucket did not answer for ${key}`,
    { key },
    { retryable: true },
  )
}
