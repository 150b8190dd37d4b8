import type { BlobStore, StoredKey } from '@badapple/scenes'
import { toObjectKey } from '@badapple/scenes'

/** The bytes of an object. */
export async function fetchObject(
  blobs: BlobStore,
  key: StoredKey,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const response = await fetch(
    await blobs.signedUrl(toObjectKey(key)),
    signal === undefined ? {} : { signal },
  )
  if (!response.ok) throw new Error(`${key} cannot be read: the bucket answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
