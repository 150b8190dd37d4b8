import type { ObjectKey } from './object-key.js'
import type { Timestamp } from './time.js'

/** An object in the bucket. */
export interface BlobStat {
  readonly key: ObjectKey
  /** Bytes. */
  readonly size: number
  readonly lastModified: Timestamp
  readonly contentType?: string
}

/**
 * What is known about an object. `unreachable` (no answer, or forbidden) is never read as `absent`; `empty` is an
 * object without bytes.
 */
export type StatAnswer = 'absent' | 'empty' | 'unreachable' | BlobStat
