import { isSceneError, SceneError } from '../../core/model/error.js'
import type { Repair } from '../../core/model/repair.js'
import type { SceneObjects } from '../../core/rules/scene-case.js'
import { referencedKeys } from '../../core/rules/scene-case.js'
import { repairProjectRecord, repairScene } from '../commands.js'
import type { Environment } from '../environment.js'
import { execute } from '../execute.js'
import { finishIntent } from '../finish-intent.js'
import { readScene } from '../load.js'
import { renumberScenes } from '../order-commands.js'
import { tellOfMismatch } from '../signals/tell-of-mismatch.js'
import type { SceneRef } from '../scene-ref.js'
import type { Observation } from './audit-project.js'
import type { RepairProgress, RepairStep } from './repair-project.js'

/** Who carries a plan out, what ends it, and who hears of it. */
export interface CarryingOut {
  readonly actor: string | undefined
  readonly signal: AbortSignal | undefined
  readonly report?: (progress: RepairProgress) => void
}

/**
 * Carries out the plan of a repair, step by step. Each looks at the records as they are then.
 * @throws SceneError `ABORTED`, `PROJECT_NOT_FOUND`
 */
export async function carryOutPlan(
  environment: Environment,
  observation: Observation,
  plan: readonly Repair[],
  { actor, signal, report }: CarryingOut,
): Promise<readonly RepairStep[]> {
  const { projectId } = observation.audit
  const steps: RepairStep[] = []
  const startedMs = environment.clock.now()
  for (const repair of plan) {
    if (signal?.aborted === true) throw aborted(projectId, steps, environment.clock.now() - startedMs, signal)
    const step = await tryStep(environment, repair, observation, actor)
    steps.push(step)
    environment.tell({ type: 'repair', projectId, repair, outcome: step.outcome })
    report?.({ ...step, done: steps.length, total: plan.length })
  }
  return steps
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
      if (executed.committed !== undefined) tellOfMismatch(environment, executed.state)
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

function aborted(
  projectId: string,
  steps: readonly RepairStep[],
  waitedMs: number,
  { reason }: AbortSignal,
): SceneError {
  const message = `the repair of project ${projectId} was aborted after ${steps.length} steps; what is done stays done`
  return new SceneError('ABORTED', message, { waitedMs }, { cause: reason })
}
