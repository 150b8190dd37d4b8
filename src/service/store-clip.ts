import type { ObjectKey } from '../core/model/object-key.js'
import type { CheckedClip } from './generated-clip.schema.js'
import type { Environment } from './environment.js'
import { upload, verify } from './upload.js'

/**
 * Brings a finished clip into the bucket, if it is not there already, and makes sure that it is.
 * @param uploadKey - Where bytes go: the attempt's own key.
 * @returns The key to record.
 * @throws What {@link upload} and {@link verify} throw.
 */
export async function storeClip(
  environment: Environment,
  clip: CheckedClip,
  uploadKey: ObjectKey,
): Promise<ObjectKey> {
  if ('key' in clip) {
    await verify(environment, clip.key)
    return clip.key
  }
  await upload(environment, uploadKey, clip.body, clip.contentType ?? 'video/mp4')
  await verify(environment, uploadKey)
  return uploadKey
}
