import type { FindingKind } from './finding.js'
import type { IntentGoal } from './intent.js'
import type { ClipName, Clips } from './scene.js'
import type { StoredKey } from './object-key.js'
import type { ProjectStatus, SceneStatus } from './status.js'
import type { Timestamp } from './time.js'

/** Every kind of event, in the past tense. */
export const EVENT_TYPES = [
  'project-created',
  'scenes-added',
  'video-generation-started',
  'scene-claimed',
  'job-submitted',
  'scene-completed',
  'scene-failed',
  'claim-released',
  'scene-reset',
  'scene-retried',
  'clip-adopted',
  'clip-uploaded',
  'clip-set',
  'clip-restored',
  'scene-rejected',
  'scene-status-set',
  'scene-edited',
  'scene-removed',
  'scene-repaired',
  'scenes-reordered',
  'intent-started',
  'intent-advanced',
  'project-edited',
  'project-status-set',
  'project-repaired',
  'counters-recounted',
  'scene-generation-started',
  'scene-generation-finished',
  'scene-generation-failed',
  'composition-started',
  'composition-finished',
  'composition-failed',
] as const

/** What happened. */
export type EventType = (typeof EVENT_TYPES)[number]

/** A stored event that cannot be read. It is reported and never touched. */
export interface InvalidEvent {
  /** The commit that it is stored under. */
  readonly id: string
  /** What is wrong with it. */
  readonly issues: readonly string[]
  /** The event as it is stored. */
  readonly raw: Readonly<Record<string, unknown>>
}

/** A clip that a scene no longer uses; its object stays in the bucket. */
export interface SupersededClip {
  readonly clip: ClipName
  readonly key: StoredKey
}

/**
 * What one commit did, written in that commit. The history of a project is the list of its events; a scene's events
 * are replayed by `order`, not by `id` or `time`.
 */
export interface SceneEvent {
  /** Version of this format. */
  readonly version: 1
  /** The commit that wrote it. */
  readonly id: string
  readonly type: EventType
  readonly time: Timestamp
  /** Grows with every event of the same scene or, for events without a `sequence`, of the same project. */
  readonly order: number
  readonly projectId: string
  /** Who did it: a worker, a person, a service. */
  readonly actor: string
  /** The scene, for events about one scene. */
  readonly sequence?: number
  /** The scenes, for events about several. */
  readonly sequences?: readonly number[]
  readonly attempt?: number
  readonly from?: SceneStatus | ProjectStatus
  readonly to?: SceneStatus | ProjectStatus
  /** The project's move, where the same commit moved it, with its number among the project's events. */
  readonly project?: { readonly from: ProjectStatus; readonly to: ProjectStatus; readonly order: number }
  /** The scene's clips after this commit, where it changed them or tells their length. */
  readonly clips?: Clips
  /** Keys that the scene referenced before and no longer does. */
  readonly clipsSuperseded?: readonly SupersededClip[]
  /** The provider's job. */
  readonly jobId?: string
  /** Length of the clip, in seconds. */
  readonly durationSeconds?: number
  /** Why, in words. */
  readonly reason?: string
  /** What a command that is done in steps will come to. */
  readonly intent?: IntentGoal
  /** What a repair put right. */
  readonly findings?: readonly FindingKind[]
  /** The film after this commit, where it changed that. */
  readonly finalOutput?: StoredKey
  /** The film that it replaced; its object stays in the bucket. */
  readonly finalOutputSuperseded?: StoredKey
}
