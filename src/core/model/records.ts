import type { RecordKind } from './change.js'
import type { Claim } from './claim.js'
import type { Intent, IntentChunk } from './intent.js'
import type { Project } from './project.js'
import type { Scene } from './scene.js'

/** An opaque mark of a record's state, made by the store and handed back to it in guards. */
export type Revision = string

/** A record as loaded from a store. */
export interface Stored<T> {
  readonly value: T
  readonly revision: Revision
  /** The commit of this library that wrote the record last; missing when somebody else did. */
  readonly lastCommit?: string
}

/** The highest sequence ever used in a project; numbers of deleted scenes are never used again. */
export interface SequenceMark {
  readonly projectId: string
  readonly highest: number
}

/** A stored record that cannot be read. It is reported and never touched. */
export interface InvalidRecord {
  readonly kind: RecordKind
  /** Where it is, in the store's own terms, such as `SCENE#004`. */
  readonly id: string
  /** What is wrong with it. */
  readonly issues: readonly string[]
  /** The record as it is stored. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** Everything about a project that decisions need. */
export interface ProjectRecords {
  readonly project: Stored<Project>
  /** Ascending by `sequence`. */
  readonly scenes: readonly Stored<Scene>[]
  /** By sequence. A claim may outlive its scene's generation: see `liveClaim`. */
  readonly claims: ReadonlyMap<number, Stored<Claim>>
  readonly sequenceMark?: Stored<SequenceMark>
  readonly invalid: readonly InvalidRecord[]
  /** A command that is being done in steps, or was left half done. */
  readonly intent?: Stored<Intent>
  /** What that command still has to add; chunks without an intent were left by a command that never began. */
  readonly intentChunks?: readonly Stored<IntentChunk>[]
}

/** What decisions about one scene need. */
export interface SceneRecords {
  readonly project: Stored<Project>
  readonly scene: Stored<Scene>
  readonly claim?: Stored<Claim>
}
