import { isSceneError } from '../../core/model/error.js'
import type { BlobStat } from '../../core/model/blob.js'
import type { SceneRecords } from '../../core/model/records.js'
import type { Scene } from '../../core/model/scene.js'
import { addMs, epochMs } from '../../core/model/time.js'
import { judgeCandidates } from '../../core/rules/adoption.js'
import { adopt } from '../commands.js'
import { presentOf } from '../environment.js'
import { execute } from '../execute.js'
import { findSceneObjects } from '../find-scene-objects.js'
import { readScene } from '../load.js'
import type { GenerationRun } from './generation-run.js'

/**
 * Before paying: looks for a finished clip that an earlier attempt uploaded and nobody recorded, and records it. One
 * that is so young that its own worker may still record it is waited for.
 * @returns The scene with the clip, or `undefined` when there is nothing to adopt.
 */
export async function adoptFinished(
  run: GenerationRun,
  records: SceneRecords,
  isFresh = false,
): Promise<Scene | undefined> {
  const { environment, projectId, usedKeys, signal } = run
  const { sequence } = records.scene.value
  const insteadOf = run.regenerate.get(sequence)
  const objects = await findSceneObjects(environment, { projectId, sequence }, records.claim?.value.clip)
  const best = bestCandidate(run, records, objects)
  if (best === undefined) return undefined
  if (best.obstacle === 'within-grace') {
    // The records may be as old as the run; perhaps the clip was recorded long since.
    if (!isFresh) return adoptFinished(run, await readScene(environment, { projectId, sequence }), true)
    const over = addMs(best.lastModified, environment.policy.graceMs)
    const waitMs = Math.max(0, epochMs(over) + 1 - environment.clock.now())
    run.report({ type: 'waiting', sequence, key: best.key, waitMs })
    await environment.clock.sleep(waitMs, signal)
    if (signal.aborted) return undefined
    return adoptFinished(run, await readScene(environment, { projectId, sequence }), true)
  }
  if (best.obstacle !== undefined) return undefined
  try {
    const input = { usedKeys, objects, ...(insteadOf !== undefined && { insteadOf }) }
    const options = { known: records, actor: run.owner }
    return (await execute(environment, adopt({ projectId, sequence }), input, options)).result
  } catch (error) {
    // Somebody else was faster; claiming will tell what became of the scene.
    if (isSceneError(error, 'REFUSED')) return undefined
    throw error
  }
}

function bestCandidate(run: GenerationRun, { scene, claim }: SceneRecords, objects: readonly BlobStat[]) {
  const { environment, usedKeys, regenerate } = run
  const insteadOf = regenerate.get(scene.value.sequence)
  return judgeCandidates(objects, {
    scene: scene.value,
    claim: claim?.value,
    usedKeys,
    now: presentOf(environment),
    graceMs: environment.policy.graceMs,
    ...(insteadOf !== undefined && { insteadOf }),
  })[0]
}
