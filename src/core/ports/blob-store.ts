import type { BlobStat, StatAnswer } from '../model/blob.js'
import type { CancelSignal } from './scene-store.js'
import type { ObjectKey } from '../model/object-key.js'

/** A stream of bytes. Web and Node streams are such. */
export type ByteStream = AsyncIterable<Uint8Array>

/** What a `Blob` or `File` offers. */
export interface BlobLike {
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

/** Bytes to upload. */
export type Body = Uint8Array | BlobLike | ByteStream

/** Options of {@link BlobStore.put}. */
export interface PutOptions {
  /** A media type, such as `video/mp4`. */
  readonly contentType?: string
  /** Ends the upload; nothing of it is left behind. */
  readonly signal?: CancelSignal | undefined
}

/** Options of {@link BlobStore.signedUrl}. */
export interface SignedUrlOptions {
  /** How long the URL works at least, in whole seconds; with the window seven days at most. Default: 3,600. */
  readonly expiresInSeconds?: number
  /** The URL stays the same within windows of this length, in whole seconds. Default: 900. */
  readonly windowSeconds?: number
}

/** Options of {@link BlobStore.signedUpload}. */
export interface SignedUploadOptions {
  /** A media type, such as `video/mp4`. */
  readonly contentType: string
  /** The exact size of the upload, in bytes; at least one. */
  readonly size: number
  /** How long the upload may begin, in whole seconds; seven days at most. Default: 3,600. */
  readonly expiresInSeconds?: number
}

/** A request that uploads one object without further credentials. */
export interface SignedUpload {
  readonly method: 'PUT'
  readonly url: string
  /** `content-type` and `content-length` among them. */
  readonly headers: Readonly<Record<string, string>>
}

/** Objects in one bucket. */
export interface BlobStore {
  /** What is known about the object. Never throws because it is missing or the bucket does not answer. */
  stat(key: ObjectKey): Promise<StatAnswer>
  /**
   * Stores a new object; it is visible as a whole or not at all. What breaks a stream is thrown as it is. Bytes are copied
   * at once: they are the caller's again as soon as `put` was called.
   * @throws SceneError `BLOB_EXISTS` when the key is taken, and nothing is changed: objects are never overwritten.
   * @throws SceneError `BLOB_UNREACHABLE` when the bucket does not answer. The object may exist or not: `stat` tells.
   * @throws SceneError `INVALID_INPUT` for a stream of anything but bytes.
   * @throws SceneError `ABORTED` when the signal was aborted before the object was there as a whole.
   */
  put(key: ObjectKey, body: Body, options?: PutOptions): Promise<BlobStat>
  /**
   * All objects whose key begins with the prefix, in any order, over all pages; none is no error.
   * @throws SceneError `BLOB_UNREACHABLE` when the bucket does not answer; its `key` is the prefix.
   */
  list(prefix: string): AsyncIterable<BlobStat>
  /**
   * A URL that reads the object; the same one within a window. The object need not exist.
   * @throws SceneError `INVALID_INPUT` for times that S3 would not sign for.
   */
  signedUrl(key: ObjectKey, options?: SignedUrlOptions): Promise<string>
  /**
   * A request that uploads the object from elsewhere, a browser for instance.
   * @throws SceneError `INVALID_INPUT` for a time, a size or a type that S3 would not sign for.
   */
  signedUpload(key: ObjectKey, options: SignedUploadOptions): Promise<SignedUpload>
}
