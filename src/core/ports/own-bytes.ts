import type { Body } from './blob-store.js'

/**
 * A body that its caller can not change any more: bytes are copied, at once. Blobs do not change, and streams are read
 * when their time comes.
 */
export function ownBytes(body: Body): Body {
  // Not `slice()`, which of a `Buffer` is a view.
  return body instanceof Uint8Array ? new Uint8Array(body) : body
}
