import type { ObjectKey } from '../../../core/model/object-key.js'
import { toObjectKey } from '../../../core/model/object-key.js'
import type { BlobStore } from '../../../core/ports/blob-store.js'
import type { BlobStoreCapability, BlobStoreSubject } from '../blob-store-subject.js'
import type { PromiseCase } from '../case-of.js'

/** The part of a bucket that one case works in, so that a bucket may serve all of them. */
export interface CaseBucket {
  readonly store: BlobStore
  readonly subject: BlobStoreSubject
  /** What every key of the case begins with. */
  readonly prefix: string
  /** A key of the case's own. */
  readonly key: (name: string) => ObjectKey
}

/** One promise of the port. */
export type BlobPromise = PromiseCase<CaseBucket, BlobStoreCapability>

/** A part of the bucket that nothing else has a key in. */
export function caseBucket(subject: BlobStoreSubject): CaseBucket {
  const prefix = `contract/${crypto.randomUUID()}/`
  return { store: subject.store, subject, prefix, key: (name) => toObjectKey(`${prefix}${name}`) }
}
