import type { BlobStat } from '../../../core/model/blob.js'
import type { Intent } from '../../../core/model/intent.js'
import { finalKey } from '../../../core/model/object-key-layout.js'
import type { Project } from '../../../core/model/project.js'
import type { ProjectStatus } from '../../../core/model/status.js'
import type { Timestamp } from '../../../core/model/time.js'
import { addMs } from '../../../core/model/time.js'
import type { Counters } from '../../../core/rules/counters.js'
import { deriveProjectStatus, recalculateCounters } from '../../../core/rules/counters.js'
import { isWorkflow } from '../../../core/rules/workflow.js'
import { healthyScene } from './healthy-scene.js'
import type { PlacedFaults } from './place-faults.js'
import type { ProjectDraft } from './project-drafts.js'
import type { SceneDraft } from './scene-drafts.js'
import { SCENE_FAULTS } from './scene-faults.js'
import type { SceneRow } from './scene-row.js'
import { objectAt } from './scene-row.js'

/** A project with all that is stored of it. */
export interface ProjectRow {
  readonly project: Project
  readonly scenes: readonly SceneRow[]
  readonly intent?: Intent
  /** The film. */
  readonly objects: readonly BlobStat[]
}

const HOUR_SECONDS = 3_600

/** A project that is as it should be, but for the faults that were put on it. */
export function projectRow(
  projectId: string,
  draft: ProjectDraft,
  { scenes: drafts, ofScenes, ofProject }: PlacedFaults,
  now: Timestamp,
): ProjectRow {
  const isSealed = draft.isSealed || ofProject.has('foreign-write')
  const createdAt = addMs(now, -4 * HOUR_SECONDS * 1_000)
  const scenes = healthyScenes(drafts, { projectId, createdAt, now, isSealed }).map((row, at) => {
    const fault = ofScenes.get(at)
    return fault === undefined ? row : SCENE_FAULTS[fault](row, now)
  })
  const counters = recalculateCounters(scenes.map(({ scene }) => scene))
  const isStalled = ofProject.has('stalled-project')
  const status = isStalled ? workflowOf(counters) : settledStatus(draft.status, counters)
  const updatedAt = addMs(now, -1_000 * ageOf(draft.age, status, isStalled))
  const film = draft.hasFilm && status === 'completed' ? finalKey(projectId, 'film-1') : undefined
  const ledger = scenes.reduce((sum, { scene }) => sum + (scene.ledger ?? 0), draft.ledgerRetired)
  const project: Project = {
    ...{ projectId, status, conceptPrompt: draft.conceptPrompt, ...draft.more },
    ...(film !== undefined && { finalOutputKey: film }),
    ...{ ...counters, createdAt, updatedAt, listedAs: status },
    ...(isSealed && { order: 1, ledger, ledgerRetired: draft.ledgerRetired }),
  }
  const sequences = scenes.map(({ scene }) => scene.sequence)
  return {
    project: withFaults(project, ofProject, counters),
    scenes,
    ...(ofProject.has('unfinished-intent') && { intent: intentOf(projectId, createdAt, sequences) }),
    objects: film === undefined ? [] : [objectAt(film, updatedAt)],
  }
}

function healthyScenes(
  drafts: readonly SceneDraft[],
  place: Pick<Parameters<typeof healthyScene>[1], 'projectId' | 'createdAt' | 'now' | 'isSealed'>,
): readonly SceneRow[] {
  const order = drafts.map((_, at) => at).sort((a, b) => placeOf(drafts, a) - placeOf(drafts, b) || a - b)
  let sequence = 0
  return drafts.map((draft, at) => {
    sequence += draft.removedBefore + 1
    return healthyScene(draft, { ...place, sequence, displaySequence: order.indexOf(at) + 1 })
  })
}

function placeOf(drafts: readonly SceneDraft[], at: number): number {
  return drafts[at]?.place ?? 0
}

/** The status with which a project is as it should be: a stored one where its scenes admit that. */
function settledStatus(stored: ProjectStatus, counters: Counters): ProjectStatus {
  const { sceneCount, completedScenes, failedScenes } = counters
  if (stored === 'composing' && (sceneCount === 0 || completedScenes < sceneCount)) {
    return deriveProjectStatus('processing', counters)
  }
  if (stored === 'generating_scenes' && completedScenes + failedScenes > 0) {
    return deriveProjectStatus('processing', counters)
  }
  // A film that failed stays so until work goes on.
  return stored === 'failed' ? stored : deriveProjectStatus(stored, counters)
}

function workflowOf({ sceneCount, completedScenes }: Counters): ProjectStatus {
  return sceneCount > 0 && completedScenes === sceneCount ? 'composing' : 'generating_scenes'
}

/** How long ago a project was written, in seconds: a workflow less than an hour ago, unless it hangs. */
function ageOf(drafted: number, status: ProjectStatus, isStalled: boolean): number {
  if (isStalled) return 2 * HOUR_SECONDS
  return isWorkflow(status) ? drafted % HOUR_SECONDS : drafted
}

function intentOf(projectId: string, createdAt: Timestamp, order: readonly number[]): Intent {
  return { projectId, id: 'reorder-1', goal: 'scenes-reordered', step: 0, actor: 'tester', createdAt, order }
}

function withFaults(project: Project, faults: PlacedFaults['ofProject'], counters: Counters): Project {
  const { completedScenes, ...others } = counters
  const derived = deriveProjectStatus('completed', counters)
  const status = derived === 'completed' ? 'processing' : 'completed'
  const drifted: Project = {
    ...project,
    ...(faults.has('counter-drift') && { ...others, completedScenes: completedScenes + 1 }),
    // What a foreign save wiped of a scene is missing in the sum.
    ...(faults.has('foreign-write') && { ledger: (project.ledger ?? 0) + 1 }),
    ...(faults.has('project-status-drift') && { status, listedAs: status }),
  }
  if (!faults.has('status-index-drift')) return drifted
  return { ...drifted, listedAs: drifted.status === 'pending' ? 'processing' : 'pending' }
}
