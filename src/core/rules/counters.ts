import type { Project } from '../model/project.js'
import type { Scene } from '../model/scene.js'
import type { ProjectStatus } from '../model/status.js'
import { SCENE_STATUSES } from '../model/status.js'
import { entriesOf, oneOf, propertyOf } from './untyped.js'
import { isWorkflow } from './workflow.js'

/** How many scenes a project has, and how many of them are `completed` and `failed`. */
export interface Counters {
  readonly sceneCount: number
  readonly completedScenes: number
  readonly failedScenes: number
}

/**
 * Counts scenes by their status: the truth that a project's stored counters are compared with. It does not depend on
 * the order of the scenes.
 * @throws SceneError `INVALID_INPUT` for a scene of an unknown status.
 * @example
 * recalculateCounters([{ status: 'completed' }, { status: 'pending' }])
 * // { sceneCount: 2, completedScenes: 1, failedScenes: 0 }
 */
export function recalculateCounters(scenes: Iterable<Pick<Scene, 'status'>>): Counters {
  const counters = { sceneCount: 0, completedScenes: 0, failedScenes: 0 }
  for (const scene of entriesOf(scenes, 'scenes')) {
    // Records that hold their scene, say, would all count as unfinished.
    const status = oneOf(SCENE_STATUSES, propertyOf(scene, 'status'), 'status of scenes')
    counters.sceneCount++
    if (status === 'completed') counters.completedScenes++
    if (status === 'failed') counters.failedScenes++
  }
  return counters
}

/** A project's counters as stored; a missing one is 0. */
export function storedCounters(project: Project): Counters {
  const { sceneCount = 0, completedScenes = 0, failedScenes = 0 } = project
  return { sceneCount, completedScenes, failedScenes }
}

/** Whether two counts say the same. */
export function isSameCount(a: Counters, b: Counters): boolean {
  return (
    a.sceneCount === b.sceneCount &&
    a.completedScenes === b.completedScenes &&
    a.failedScenes === b.failedScenes
  )
}

/**
 * The status that a project has by its counts: `completed` when every scene is, `failed` when all are settled and some
 * failed; one that said so too early goes back to `processing`. Workflows and projects without scenes keep theirs.
 */
export function deriveProjectStatus(status: ProjectStatus, counters: Counters): ProjectStatus {
  const { sceneCount: n, completedScenes: c, failedScenes: f } = counters
  if (isWorkflow(status) || n === 0) return status
  if (c === n) return 'completed'
  if (c + f === n) return 'failed'
  return status === 'completed' || status === 'failed' || status === 'queued' ? 'processing' : status
}

/** What a change of one scene adds to the counts; `undefined` stands for a scene that is not there. */
export function countersDelta(
  before: Pick<Scene, 'status'> | undefined,
  after: Pick<Scene, 'status'> | undefined,
): Counters {
  return plus(countOf(after), negative(countOf(before)))
}

/** The sum of two counts, field by field. */
export function plus(a: Counters, b: Counters): Counters {
  return {
    sceneCount: a.sceneCount + b.sceneCount,
    completedScenes: a.completedScenes + b.completedScenes,
    failedScenes: a.failedScenes + b.failedScenes,
  }
}

/** Whether a delta changes any count. */
export function changesCounts({ sceneCount, completedScenes, failedScenes }: Counters): boolean {
  return sceneCount !== 0 || completedScenes !== 0 || failedScenes !== 0
}

/** Whether every scene has come to an end, one way or the other. */
export function isSettled({ sceneCount, completedScenes, failedScenes }: Counters): boolean {
  return completedScenes + failedScenes >= sceneCount
}

function countOf(scene: Pick<Scene, 'status'> | undefined): Counters {
  return recalculateCounters(scene === undefined ? [] : [scene])
}

function negative({ sceneCount, completedScenes, failedScenes }: Counters): Counters {
  return { sceneCount: -sceneCount, completedScenes: -completedScenes, failedScenes: -failedScenes }
}
