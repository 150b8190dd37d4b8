import type { ObjectKey } from '../../core/model/object-key.js'
import { attemptKey } from '../../core/model/object-key-layout.js'
import { isSceneError } from '../../core/model/error.js'
import { parseInput } from '../../core/model/issues.schema.js'
import type { SceneRecords } from '../../core/model/records.js'
import type { Scene } from '../../core/model/scene.js'
import { claim, complete, fail, release, submitted } from '../commands.js'
import { execute } from '../execute.js'
import { generatedClipSchema } from '../generated-clip.schema.js'
import { isRetryable, jitteredMs } from '../retry.js'
import { storeClip } from '../store-clip.js'
import { adoptFinished } from './adopt-finished.js'
import type { GenerationJob } from './generation-job.js'
import type { GenerationRun } from './generation-run.js'
import type { SceneOutcome } from './generation-summary.js'
import { HeldClaim } from './held-claim.js'
import { untilAbandoned } from './until-abandoned.js'

/** A result, or the wish to be tried again. */
type Attempt = SceneOutcome | { readonly outcome: 'again'; readonly error: unknown; readonly attempt: number }

/**
 * Brings one scene to an end: adopts a finished clip, or claims, generates, uploads and records, again after errors
 * that a retry may cure. Never throws for what concerns this scene only.
 */
export async function generateScene(run: GenerationRun, sequence: number): Promise<SceneOutcome> {
  const { environment, maxAttempts, signal } = run
  for (let tries = 1; ; tries++) {
    if (signal.aborted) return { sequence, outcome: 'aborted' }
    const known = tries === 1 ? run.known.scene(sequence) : undefined
    const attempt = await attemptScene(run, sequence, known, tries < maxAttempts)
    if (attempt.outcome !== 'again') return attempt
    const { backoffBaseMs: baseMs, backoffMaxMs: longestMs } = environment.policy
    const waitMs = jitteredMs(environment.random, tries, { baseMs, longestMs })
    run.report({ type: 'retrying', sequence, attempt: attempt.attempt, error: attempt.error, waitMs })
    await environment.clock.sleep(waitMs, signal)
  }
}

async function attemptScene(
  run: GenerationRun,
  sequence: number,
  known: SceneRecords | undefined,
  mayRetry: boolean,
): Promise<Attempt> {
  const { environment, projectId, owner, leaseMs, signal } = run
  const ref = { projectId, sequence }
  let held: HeldClaim
  let scene: Scene
  try {
    const records = known ?? (await claim(ref).load(environment.store))
    const adopted = await adoptFinished(run, records)
    if (adopted?.clips.original !== undefined) {
      return { sequence, outcome: 'adopted', key: adopted.clips.original }
    }
    if (signal.aborted) return { sequence, outcome: 'aborted' }
    const input = { owner, leaseMs, regenerate: run.regenerate.has(sequence) }
    const claimed = await execute(environment, claim(ref), input, { known: records, actor: owner })
    held = new HeldClaim(environment, claimed, { leaseMs, actor: owner })
    scene = claimed.result.scene
    run.known.note(held.records)
    run.report({ type: 'claimed', sequence, attempt: held.attempt })
    return await generateHeld(run, held, { scene, resumeJobId: claimed.result.claim.jobId, mayRetry })
  } catch (error) {
    if (isSceneError(error, 'REFUSED')) return { sequence, outcome: 'skipped', reason: error.details.refusal }
    return { sequence, outcome: 'untouched', error }
  }
}

interface Claimed {
  readonly scene: Scene
  readonly resumeJobId: string | undefined
  readonly mayRetry: boolean
}

/** Generates under a claim and ends the claim, one way or the other. */
async function generateHeld(run: GenerationRun, held: HeldClaim, claimed: Claimed): Promise<Attempt> {
  const { environment, projectId } = run
  const { sequence } = claimed.scene
  const ref = { projectId, sequence }
  const uploadKey = attemptKey(projectId, sequence, held.attempt, held.claimId)
  const lost = new AbortController()
  const alive = held.keepAlive((error) => {
    lost.abort(error)
  })
  let key: ObjectKey | undefined
  try {
    const signal = AbortSignal.any([run.signal, lost.signal])
    const made = await untilAbandoned(
      environment,
      signal,
      run.generate(claimed.scene, jobOf(run, held, claimed, uploadKey, signal)),
    )
    const clip = parseInput(generatedClipSchema, made, `what the generator returned for scene ${sequence}`)
    run.report({ type: 'uploading', sequence })
    key = await storeClip(environment, clip, uploadKey)
    const { durationSeconds } = clip
    await held.run(complete(ref), {
      claimId: held.claimId,
      key,
      ...(durationSeconds !== undefined && { durationSeconds }),
    })
    return { sequence, outcome: 'generated', key, attempt: held.attempt }
  } catch (error) {
    return await afterError(run, held, {
      error: lost.signal.aborted ? lost.signal.reason : error,
      key,
      ...claimed,
    })
  } finally {
    held.stop()
    await alive
  }
}

/** Ends a claim whose attempt threw, and says what that means for the scene. */
async function afterError(
  run: GenerationRun,
  held: HeldClaim,
  { error, key, scene, mayRetry }: Claimed & { readonly error: unknown; readonly key: ObjectKey | undefined },
): Promise<Attempt> {
  const { projectId, signal } = run
  const { sequence } = scene
  const { attempt, claimId } = held
  const uploaded = key !== undefined && { key }
  held.stop()
  if (isSceneError(error, 'CLAIM_LOST')) return { sequence, outcome: 'claim-lost', ...uploaded }
  // A clip that is in the bucket but not in the record is left to be adopted: neither failed nor paid for again.
  if (key !== undefined && isRetryable(error)) return { sequence, outcome: 'unrecorded', error, ...uploaded }
  const reason = messageOf(error)
  const again = mayRetry && isRetryable(error)
  try {
    if (again || signal.aborted) await held.run(release({ projectId, sequence }), { claimId, reason })
    else await held.run(fail({ projectId, sequence }), { claimId, reason })
  } catch (recording) {
    if (isSceneError(recording, 'CLAIM_LOST')) return { sequence, outcome: 'claim-lost', ...uploaded }
    return { sequence, outcome: 'unrecorded', error: recording, ...uploaded }
  }
  if (signal.aborted) return { sequence, outcome: 'aborted' }
  return again ? { outcome: 'again', error, attempt } : { sequence, outcome: 'failed', error, attempt }
}

function jobOf(
  run: GenerationRun,
  held: HeldClaim,
  { scene, resumeJobId }: Claimed,
  uploadKey: ObjectKey,
  signal: AbortSignal,
): GenerationJob {
  const { projectId } = run
  const { sequence } = scene
  return {
    signal,
    attempt: held.attempt,
    uploadKey,
    ...(resumeJobId !== undefined && { resumeJobId }),
    submitted: async (jobId) => {
      await held.run(submitted({ projectId, sequence }, held.claimId), { claimId: held.claimId, jobId })
      run.report({ type: 'submitted', sequence, jobId })
    },
    heartbeat: () => held.beat(),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
