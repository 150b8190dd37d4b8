import { SceneError } from '../model/error.js'
import type { Policy } from '../model/policy.js'
import type { Verdict } from '../model/refusal.js'
import type { SceneMover } from '../model/scene-mover.js'
import type { ProjectStatus, SceneStatus } from '../model/status.js'
import { describeRefusal } from './describe-refusal.js'

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

/**
 * As {@link checkSceneTransition}, for those who rather catch.
 * @throws SceneError `REFUSED`, with the refusal in its details.
 */
export function assertSceneTransition(move: SceneTransition, mode: TransitionMode = 'strict'): void {
  assertVerdict(checkSceneTransition(move, mode))
}

/**
 * As {@link checkProjectTransition}, for those who rather catch.
 * @throws SceneError `REFUSED`, with the refusal in its details.
 */
export function assertProjectTransition(move: ProjectTransition, mode: TransitionMode = 'strict'): void {
  assertVerdict(checkProjectTransition(move, mode))
}

function assertVerdict(verdict: Verdict): void {
  if (verdict.ok) return
  throw new SceneError('REFUSED', describeRefusal(verdict.refusal), { refusal: verdict.refusal })
}
