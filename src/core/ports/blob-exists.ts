import { SceneError } from '../model/error.js'

/** The error of an upload to a key that is taken. */
export function blobExists(key: string): SceneError {
  return new SceneError(
    'BLOB_EXISTS',
    `an object exists at ${key}; objects are never overwritten, use a new key`,
    { key },
  )
}
