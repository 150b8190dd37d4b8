import type { Policy } from '../model/policy.js'
import type { Verdict } from '../model/refusal.js'
import type { SceneMover } from '../model/scene-mover.js'
import type { ProjectStatus, SceneStatus } from '../model/status.js'

/** How strictly moves are judged. */
export type TransitionMode = Policy['transitions']

/** Ways to a finished clip that are open whatever the scene's status. */
const FINISH = ['complete', 'upload', 'adopt', 'restore'] as const

/** For every pair of scene statuses, the commands that make that move; none where the list is empty. */
export const SCENE_TRANSITIONS: Readonly<
  Record<SceneStatus, Readonly<Record<SceneStatus, readonly SceneMover[]>>>
> = {
  pending: {
    pending: [],
    processing: ['claim'],
    completed: [...FINISH, 'repair'],
    failed: ['fail'],
  },
  processing: {
    pending: ['release', 'reset', 'repair'],
    processing: ['claim'],
    completed: [...FINISH, 'repair'],
    failed: ['fail', 'repair'],
  },
  failed: {
    pending: ['retry', 'reset'],
    processing: ['claim'],
    completed: [...FINISH, 'repair'],
    failed: [],
  },
  completed: {
    pending: ['reset', 'repair'],
    processing: ['claim'],
    completed: [...FINISH],
    failed: ['reject'],
  },
}

/** For every project status, the statuses it may move to. `queued` occurs on old projects and is never entered. */
export const PROJECT_TRANSITIONS: Readonly<Record<ProjectStatus, readonly ProjectStatus[]>> = {
  pending: ['generating_scenes', 'processing', 'failed'],
  queued: ['generating_scenes', 'processing', 'failed'],
  generating_scenes: ['pending', 'failed'],
  processing: ['completed', 'failed', 'composing', 'pending'],
  composing: ['completed', 'failed'],
  completed: ['processing', 'composing'],
  failed: ['pending', 'generating_scenes', 'processing', 'composing'],
}

/** A move of a scene. */
export interface SceneTransition {
  readonly from: SceneStatus
  readonly to: SceneStatus
  readonly by: SceneMover
  /** The scene, for whoever reads of the refusal. */
  readonly sequence?: number
  /** A completed scene becomes `processing` only without a video; say so where it matters. */
  readonly hasVideo?: boolean
}

/** A move of a project. */
export interface ProjectTransition {
  readonly from: ProjectStatus
  readonly to: ProjectStatus
}

/**
 * Whether a command may move a scene so.
 * @example
 * checkSceneTransition({ from: 'failed', to: 'pending', by: 'retry' }).ok // true
 * checkSceneTransition({ from: 'pending', to: 'failed', by: 'reject' }).ok // false
 */
export function checkSceneTransition(move: SceneTransition, mode: TransitionMode = 'strict'): Verdict {
  const listed = SCENE_TRANSITIONS[move.from][move.to].includes(move.by)
  const keepsVideo = move.to === 'processing' && move.hasVideo === true
  return mode === 'permissive' || (listed && !keepsVideo)
    ? { ok: true }
    : { ok: false, refusal: { kind: 'transition', of: 'scene', ...move } }
}

/** Whether a project may move so. */
export function checkProjectTransition(move: ProjectTransition, mode: TransitionMode = 'strict'): Verdict {
  return mode === 'permissive' || PROJECT_TRANSITIONS[move.from].includes(move.to)
    ? { ok: true }
    : { ok: false, refusal: { kind: 'transition', of: 'project', ...move } }
}
