import type { BlobStore } from '../../core/ports/blob-store.js'

/** What not every bucket has, by name. */
export type BlobStoreCapability =
  /** Of several uploads to one key at the same moment exactly one wins, as with `If-None-Match: *`. */
  | 'conditional-put'
  /** The test can set the time that URLs are signed at. */
  | 'controlled-time'
  /** Signed URLs and uploads work with `fetch`. */
  | 'fetchable-urls'
  /** Several stores may be opened on the same bucket, as several processes do. */
  | 'several-stores'
  /** The test can tell from a signed URL when it ceases to work. */
  | 'readable-expiry'
  /** The bucket checks what was signed: the object, and an upload's size and content type. */
  | 'checked-signatures'
  /** Keys may be as long as S3 allows: 1,024 bytes. */
  | 'longest-keys'
  /** The test can have a store whose bucket does not answer. */
  | 'unreachable-bucket'

/** A store to hold to the contract. */
export interface BlobStoreSubject {
  readonly store: BlobStore
  /** The bytes of an object, read without the store. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>
  /** Another store on the same bucket that shares nothing with the first, as another process would open it. For `several-stores`. */
  readonly another?: () => BlobStore | Promise<BlobStore>
  /** Sets the time that URLs are signed at, for this case; until then it is the real one. For `controlled-time`. */
  readonly setTime?: (time: Date) => void
  /** When a signed URL or upload ceases to work. For `readable-expiry`. */
  readonly expiryOf?: (url: string) => Date
  /** A store whose bucket does not answer, and which does not try for long. For `unreachable-bucket`. */
  readonly unreachable?: () => BlobStore | Promise<BlobStore>
  /** Called when the case is over, however it went. */
  readonly close?: () => void | Promise<void>
}

/**
 * Makes the store for one case. It may be new and empty each time, or one that all cases share: each case works under a
 * prefix of its own.
 */
export type BlobStoreFactory = () => BlobStoreSubject | Promise<BlobStoreSubject>

/** Options of `blobStoreContract`. */
export interface BlobStoreContractOptions {
  /** What the store lacks, with the reason; cases that need it are skipped by name. */
  readonly lacks?: Readonly<Partial<Record<BlobStoreCapability, string>>>
}
