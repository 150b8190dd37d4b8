import { isSceneError } from '../../core/model/error.js'
import type { SceneRecords } from '../../core/model/records.js'
import { hasVideo } from '../../core/rules/video.js'
import { execute } from '../execute.js'
import { readScene } from '../load.js'
import { jitteredMs } from '../retry.js'
import { adoptFinished } from './adopt-finished.js'
import { claimUnlessLost } from './claim-unless-lost.js'
import type { GenerationRun } from './generation-run.js'
import type { SceneOutcome } from './generation-summary.js'
import { HeldClaim } from './held-claim.js'
import type { Attempt } from './produce-clip.js'
import { produceClip } from './produce-clip.js'

/**
 * Brings one scene to an end: adopts a finished clip, or claims, generates, uploads and records, again after errors
 * that a retry may cure. Never throws for what concerns this scene only.
 */
export async function generateScene(run: GenerationRun, sequence: number): Promise<SceneOutcome> {
  const { environment, maxAttempts, signal } = run
  for (let tries = 1; ; tries++) {
    if (signal.aborted) return { sequence, outcome: 'aborted' }
    const attempt = await attemptScene(run, sequence, tries)
    if (attempt.outcome !== 'again') return attempt
    const { backoffBaseMs: baseMs, backoffMaxMs: longestMs } = environment.policy
    const waitMs = jitteredMs(environment.random, tries, { baseMs, longestMs })
    const { error } = attempt
    run.report({ type: 'retrying', sequence, attempt: attempt.attempt, error, waitMs, tries, maxAttempts })
    await environment.clock.sleep(waitMs, signal)
  }
}

/** Adopts or claims, and generates under the claim. */
async function attemptScene(
  run: GenerationRun,
  sequence: number,
  tries: number,
  mustLook = tries > 1,
): Promise<Attempt> {
  const { environment, projectId, signal, maxAttempts } = run
  try {
    const records =
      (mustLook ? undefined : run.known.scene(sequence)) ??
      (await readScene(environment, { projectId, sequence }))
    const adopted = await adoptFinished(run, records)
    if (adopted?.clips.original !== undefined) {
      return { sequence, outcome: 'adopted', key: adopted.clips.original }
    }
    if (signal.aborted) return { sequence, outcome: 'aborted' }
    const held = await claimScene(run, records)
    if (held === undefined) return await attemptScene(run, sequence, tries, true)
    const attempt = await produceClip(run, held, { mayRetry: tries < maxAttempts })
    run.known.note(held.records)
    return attempt
  } catch (error) {
    if (isSceneError(error, 'REFUSED')) return { sequence, outcome: 'skipped', reason: error.details.refusal }
    if (isSceneError(error, 'SCENE_NOT_FOUND')) return { sequence, outcome: 'claim-lost' }
    const isUnknown = isSceneError(error, 'STORE_UNAVAILABLE') && error.details.outcome === 'unknown'
    return { sequence, outcome: tries > 1 || isUnknown ? 'unrecorded' : 'untouched', error }
  }
}

/**
 * Claims a scene; `undefined` when it has no video although it was refused for one. That was lost, or taken away meanwhile, so
 * there may be a clip to give back first.
 */
async function claimScene(run: GenerationRun, records: SceneRecords): Promise<HeldClaim | undefined> {
  const { environment, projectId, owner, leaseMs } = run
  const { sequence } = records.scene.value
  const ref = { projectId, sequence }
  const insteadOf = run.regenerate.get(sequence)
  const input = { owner, leaseMs, ...(insteadOf !== undefined && { regenerate: true, insteadOf }) }
  const options = { known: records, actor: owner }
  try {
    const claimed = await execute(environment, claimUnlessLost(ref, records), input, options)
    const held = new HeldClaim(environment, claimed, { leaseMs, actor: owner })
    run.known.note(held.records)
    run.report({ type: 'claimed', sequence, attempt: held.attempt })
    return held
  } catch (error) {
    if (!isSceneError(error, 'REFUSED') || error.details.refusal.kind !== 'has-video') throw error
    const { scene } = await readScene(environment, ref)
    if (hasVideo(scene.value)) throw error
    return undefined
  }
}
