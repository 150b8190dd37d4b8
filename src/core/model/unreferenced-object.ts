import type { BlobStat } from './blob.js'

/** An object in the folder of a project that no record of the project refers to. */
export interface UnreferencedObject extends BlobStat {
  readonly projectId: string
  /** Milliseconds since it was last modified. */
  readonly ageMs: number
}
