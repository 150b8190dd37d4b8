import type { ObjectKey } from '../../core/model/object-key.js'
import type { SkippedScene } from '../../core/rules/selection.js'
import type { Scene } from '../../core/model/scene.js'
import type { SceneOutcome } from './generation-summary.js'

/** What a run reports while it goes on. */
export type GenerationProgress =
  | {
      readonly type: 'selected'
      readonly selected: readonly Scene[]
      readonly skipped: readonly SkippedScene<Scene>[]
    }
  | { readonly type: 'claimed'; readonly sequence: number; readonly attempt: number }
  | { readonly type: 'submitted'; readonly sequence: number; readonly jobId: string }
  | { readonly type: 'uploading'; readonly sequence: number }
  /** A finished clip was found that its own worker may still record. */
  | { readonly type: 'waiting'; readonly sequence: number; readonly key: ObjectKey; readonly waitMs: number }
  | {
      readonly type: 'retrying'
      readonly sequence: number
      readonly attempt: number
      readonly error: unknown
      readonly waitMs: number
      /** Tries of this run so far, and how many it allows. */
      readonly tries: number
      readonly maxAttempts: number
    }
  | {
      readonly type: 'finished'
      readonly result: SceneOutcome
      /** Scenes finished so far. */
      readonly done: number
      /** Scenes selected. */
      readonly total: number
    }
