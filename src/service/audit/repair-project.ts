import { isSceneError, SceneError } from '../../core/model/error.js'
import type { Finding, FindingKind } from '../../core/model/finding.js'
import type { Repair } from '../../core/model/repair.js'
import { checkDemotions } from '../../core/rules/check-demotions.js'
import { planRepairs } from '../../core/rules/plan-repairs.js'
import type { SceneObjects } from '../../core/rules/scene-case.js'
import { referencedKeys } from '../../core/rules/scene-case.js'
import type { CommandOptions } from '../command-options.js'
import type { Environment } from '../environment.js'
import { execute } from '../execute.js'
import { finishIntent } from '../finish-intent.js'
import { renumberScenes } from '../order-commands.js'
import { ProgressReport } from '../progress-report.js'
import { readScene } from '../load.js'
import { refusalError } from '../refusal-error.js'
import type { SceneRef } from '../scene-ref.js'
import type { Audit, Observation } from './audit-project.js'
import { observeProject } from './audit-project.js'
import { repairProjectRecord, repairScene } from './repair-commands.js'

/** Which findings to put right. A finding must fit everything that is named. */
export interface RepairSelection {
  readonly kinds?: readonly FindingKind[] | undefined
  /** Scenes by their sequence; findings about the project itself are left out then. */
  readonly sequences?: readonly number[] | undefined
}

/** Options of a repair. */
export interface RepairOptions extends Pick<CommandOptions, 'actor'> {
  /** Take videos away even where so many are said to be gone that a wrong bucket is more likely. */
  readonly force?: boolean
  /** Only these findings. Default: all that can be put right. */
  readonly only?: RepairSelection
  /** Ends the repair before its next step; what is done stays done. */
  readonly signal?: AbortSignal
  /** Told of every step when it is over. */
  readonly onProgress?: (progress: RepairProgress) => void
}

/** What became of one step of the plan. */
export interface RepairStep {
  readonly repair: Repair
  /**
   * `superseded`: the reason for it was gone. Somebody else had put it right or had come in between, or an earlier step did
   * it along the way: the first step that counts seals the counters of a project that has no ledger.
   */
  readonly outcome: 'repaired' | 'superseded' | 'failed'
  /** Why a step failed; the others were done all the same. */
  readonly error?: unknown
}

/** A step that is over, of a repair under way. */
export interface RepairProgress extends RepairStep {
  /** Steps that are over, this one included. */
  readonly done: number
  readonly total: number
}

/** What a repair did. */
export interface RepairSummary {
  /** What was found before. */
  readonly audit: Audit
  readonly steps: readonly RepairStep[]
  readonly repaired: number
  readonly superseded: number
  readonly failed: number
  /** Findings that nothing was done about: those that are only reported, and those that were not asked for. */
  readonly left: readonly Finding[]
}

/**
 * Audits a project and puts right what can be. Each step looks at the records as they are then.
 * @throws SceneError `REFUSED` with `too-many-demotions`, and nothing is changed; `PROJECT_NOT_FOUND`, `ABORTED`
 */
export async function repairProject(
  environment: Environment,
  projectId: string,
  options: RepairOptions,
): Promise<RepairSummary> {
  const { force = false, only = {}, signal, onProgress } = options
  const observation = await observeProject(environment, projectId, signal)
  const { audit } = observation
  const wanted = audit.findings.filter((finding) => finding.repairable && isWanted(finding, only))
  const plan = planRepairs(wanted)
  const verdict = checkDemotions({
    sequences: plan.flatMap((repair) =>
      repair.command === 'repair-scene' && repair.demotes ? repair.sequence : [],
    ),
    scenesSeen: audit.scenesSeen,
    objectsSeen: audit.objectsSeen,
    policy: environment.policy,
  })
  if (!verdict.ok && !force) throw refusalError(verdict.refusal, projectId)
  const steps: RepairStep[] = []
  const progress = new ProgressReport(onProgress)
  const startedMs = environment.clock.now()
  for (const repair of plan) {
    if (signal?.aborted === true) throw aborted(projectId, steps, environment.clock.now() - startedMs, signal)
    const step = await tryStep(environment, repair, observation, options.actor)
    steps.push(step)
    progress.report({ ...step, done: steps.length, total: plan.length })
  }
  progress.rethrow()
  const count = (wanted: RepairStep['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length
  return {
    audit,
    steps,
    repaired: count('repaired'),
    superseded: count('superseded'),
    failed: count('failed'),
    left: audit.findings.filter((finding) => !wanted.includes(finding)),
  }
}

/** One step that cannot be done, because its records are contended or unreadable, does not keep the others from it. */
async function tryStep(
  environment: Environment,
  repair: Repair,
  observation: Observation,
  actor: string | undefined,
): Promise<RepairStep> {
  try {
    const isDone = await carryOut(environment, repair, observation, actor)
    return { repair, outcome: isDone ? 'repaired' : 'superseded' }
  } catch (error) {
    if (!isSceneError(error, 'CONTENDED') && !isSceneError(error, 'INVALID_ITEM')) throw error
    return { repair, outcome: 'failed', error }
  }
}

/** Whether it was done, or somebody else had changed what it was for. */
async function carryOut(
  environment: Environment,
  repair: Repair,
  { facts }: Observation,
  actor: string | undefined,
): Promise<boolean> {
  const { projectId, kinds } = repair
  switch (repair.command) {
    case 'finish-intent':
      return finishIntent(environment, projectId)
    case 'renumber':
      return renumberScenes(environment, projectId, { actor })
    case 'recount': {
      const executed = await execute(environment, repairProjectRecord(projectId), { kinds }, { actor })
      return executed.tookEffect
    }
    case 'repair-scene': {
      const { sequence, demotes } = repair
      const fact = facts.get(sequence)
      if (fact === undefined) return false
      try {
        const objects = demotes ? await lookAgain(environment, repair, fact.objects) : fact.objects
        const input = { ...fact, objects, kinds, demotes }
        return (await execute(environment, repairScene({ projectId, sequence }), input, { actor })).tookEffect
      } catch (error) {
        // It was removed meanwhile.
        if (isSceneError(error, 'SCENE_NOT_FOUND')) return false
        throw error
      }
    }
  }
}

/**
 * What the bucket says right before a video is taken away: the backend writes to the same key again, so an object that was
 * gone when it was audited may be there by now.
 */
async function lookAgain(
  environment: Environment,
  ref: SceneRef,
  { answers, found }: SceneObjects,
): Promise<SceneObjects> {
  const { scene } = await readScene(environment, ref)
  const again = await Promise.all(
    referencedKeys(scene.value).map(async (key) => [key, await environment.blobs.stat(key)] as const),
  )
  return { answers: new Map([...answers, ...again]), found }
}

function isWanted({ kind, sequence }: Finding, { kinds, sequences }: RepairSelection): boolean {
  const isScene = sequence !== undefined && sequences?.includes(sequence) === true
  return kinds?.includes(kind) !== false && (sequences === undefined || isScene)
}

function aborted(
  projectId: string,
  steps: readonly RepairStep[],
  waitedMs: number,
  { reason }: AbortSignal,
): SceneError {
  const message = `the repair of project ${projectId} was aborted after ${steps.length} steps; what is done stays done`
  return new SceneError('ABORTED', message, { waitedMs }, { cause: reason })
}
