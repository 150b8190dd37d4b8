import type { NewScene } from './new-scene.schema.js'
import type { Timestamp } from './time.js'

/** What an intent is to bring about. */
export type IntentGoal = 'scenes-added' | 'scenes-reordered' | 'scene-removed'

/**
 * A command that does not fit into one commit, accepted and written down: it is done in steps, each of which leaves the
 * project in order, and whoever finds it finishes it. A project has one at most.
 */
export interface Intent {
  readonly projectId: string
  /** Unique: the commit that brought it, with the time. */
  readonly id: string
  readonly goal: IntentGoal
  /** The next step; every step is conditional on it. */
  readonly step: number
  /** Who asked for it, for the history. */
  readonly actor: string
  readonly createdAt: Timestamp
  /** The display order to reach, by sequence; a scene that is to be removed comes last. */
  readonly order?: readonly number[]
  /** The scene to remove. */
  readonly sequence?: number
  /** The number of the first scene to add; a step adds the scenes of one chunk. */
  readonly firstSequence?: number
  /** How many chunks there are. */
  readonly chunks?: number
}

/** Scenes that an intent adds in one step. */
export interface IntentChunk {
  readonly projectId: string
  readonly intentId: string
  /** The step that adds them. */
  readonly index: number
  /** How many scenes the chunks before have. */
  readonly offset: number
  readonly scenes: readonly NewScene[]
  readonly createdAt: Timestamp
}
