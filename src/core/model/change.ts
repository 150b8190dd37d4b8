import type { Claim } from './claim.js'
import type { SceneEvent } from './event.js'
import type { Intent, IntentChunk } from './intent.js'
import type { Project } from './project.js'
import type { Revision, SequenceMark, Stored } from './records.js'
import type { Clips, Scene } from './scene.js'

/** The kinds of record that commits write, with the type of each. */
export interface RecordTypes {
  readonly project: Project
  readonly scene: Scene
  readonly claim: Claim
  readonly 'sequence-mark': SequenceMark
  readonly intent: Intent
  readonly 'intent-chunk': IntentChunk
}

/** A kind of record. */
export type RecordKind = keyof RecordTypes

/** Which record; `sequence` for those that exist per scene, `intentId` and `index` for the chunks of an intent. */
export interface RecordRef<Kind extends RecordKind = RecordKind> {
  readonly kind: Kind
  readonly projectId: string
  readonly sequence?: number
  readonly intentId?: string
  readonly index?: number
}

/** New values of some fields; `null` removes one. Fields that are not named are not touched. */
export type Patch<T> = {
  readonly [Field in keyof T]?: Field extends 'clips' ? Patch<Clips> : T[Field] | null
}

/** The fields of a record that hold numbers. */
export type NumberField<T> = {
  [Field in keyof T]-?: NonNullable<T[Field]> extends number ? Field : never
}[keyof T]

/** Numbers by field. */
export type Numbers<T> = { readonly [Field in NumberField<T>]?: number }

/** What must hold for a write to happen. The record must exist; a named fact of `null` must be absent. */
export interface Guard<T> {
  readonly revision?: Revision
  readonly equals?: Patch<T>
  /** Fields that must be there, whatever they say. */
  readonly present?: { readonly [Field in keyof T]?: true }
  /** Fields that must be there and say no more than this. */
  readonly atMost?: Numbers<T>
  /** Fields that must be there and say no less than this. */
  readonly atLeast?: Numbers<T>
}

/** A record that must not exist yet, and how it is to be. */
export interface InsertWrite<Kind extends RecordKind> {
  readonly op: 'insert'
  readonly ref: RecordRef<Kind>
  readonly value: RecordTypes[Kind]
}

/** A change of some fields of a record that exists. */
export interface UpdateWrite<Kind extends RecordKind> {
  readonly op: 'update'
  readonly ref: RecordRef<Kind>
  readonly set: Patch<RecordTypes[Kind]>
  /** Added to what is stored at that moment, whatever it is; a missing field counts as 0. */
  readonly add?: Numbers<RecordTypes[Kind]>
  readonly guard: Guard<RecordTypes[Kind]>
}

/** The removal of a record that exists. */
export interface DeleteWrite<Kind extends RecordKind> {
  readonly op: 'delete'
  readonly ref: RecordRef<Kind>
  readonly guard: Guard<RecordTypes[Kind]>
}

/** A condition on a record that is not written. */
export interface CheckWrite<Kind extends RecordKind> {
  readonly op: 'check'
  readonly ref: RecordRef<Kind>
  readonly guard: Guard<RecordTypes[Kind]>
}

/** A condition that there is no such record. */
export interface CheckAbsentWrite {
  readonly op: 'check-absent'
  readonly ref: RecordRef
}

/** A condition that a commit has not happened. */
export interface CheckNoEvent {
  readonly op: 'check-no-event'
  readonly projectId: string
  readonly commitId: string
}

/** A write to a record of a kind. */
export type WriteOf<Kind extends RecordKind> = Kind extends RecordKind
  ? InsertWrite<Kind> | UpdateWrite<Kind> | DeleteWrite<Kind> | CheckWrite<Kind>
  : never

/** One write or condition of a commit. */
export type Write = WriteOf<RecordKind> | CheckAbsentWrite | CheckNoEvent

/**
 * Everything that one command changes, committed all or nothing.
 *
 * With an `event`, every record that is inserted or updated gets `lastCommit = id`, and thereby a new revision. Without
 * one (heartbeats) revisions stay.
 */
export interface Change {
  /** Unique and time-ordered. */
  readonly id: string
  readonly projectId: string
  readonly writes: readonly Write[]
  readonly event?: SceneEvent
}

/** The most actions a commit may have: its writes, and one for its event. */
export const MAX_ACTIONS = 100

/** A guard that did not hold, with the record as it is now (missing when there is none). */
export interface Conflict {
  /** Index into `change.writes`; `'event'` when the event exists already. */
  readonly write: number | 'event'
  readonly current?: Stored<RecordTypes[RecordKind]>
}

/** The answer to a commit. */
export type CommitAnswer =
  | {
      readonly ok: true
      /** Of every record written, when the change has an event. */ readonly revision: Revision
    }
  | { readonly ok: false; readonly conflicts: readonly Conflict[] }
