import type { ObjectKey } from '../../core/model/object-key.js'
import { attemptKey } from '../../core/model/object-key-layout.js'
import { isSceneError } from '../../core/model/error.js'
import { parseInput } from '../../core/model/issues.schema.js'
import { complete, fail, release } from '../commands.js'
import { firstAborted } from '../first-aborted.js'
import type { CheckedClip } from '../generated-clip.schema.js'
import { paidClipSchema } from '../generated-clip.schema.js'
import { isRetryable, jitteredMs } from '../retry.js'
import { storeClip } from '../store-clip.js'
import { sizeOf } from '../upload.js'
import type { GenerationJob } from './generation-job.js'
import type { GenerationRun } from './generation-run.js'
import type { SceneOutcome } from './generation-summary.js'
import type { HeldClaim } from './held-claim.js'
import { isLost } from './held-claim.js'
import { untilAbandoned } from './until-abandoned.js'

/** How one attempt ended: with an outcome, or with the wish to be tried again. */
export type Attempt =
  SceneOutcome | { readonly outcome: 'again'; readonly error: unknown; readonly attempt: number }

/** One attempt, under its claim. */
interface Production {
  readonly run: GenerationRun
  readonly held: HeldClaim
  readonly mayRetry: boolean
  readonly uploadKey: ObjectKey
  /** Aborted when the claim is found to be lost. */
  readonly lost: AbortSignal
  /** Aborted then, and with the run. */
  readonly signal: AbortSignal
}

/**
 * Generates a clip under a claim, stores and records it, and ends the claim one way or the other. What went wrong decides
 * how: a generator that failed fails the scene; a bucket or store that does not answer never does.
 */
export async function produceClip(
  run: GenerationRun,
  held: HeldClaim,
  { mayRetry }: { readonly mayRetry: boolean },
): Promise<Attempt> {
  const { projectId, sequence } = held.ref
  const lost = new AbortController()
  const uploadKey = attemptKey(projectId, sequence, held.attempt, held.claimId)
  const { signal, letGo } = firstAborted([run.signal, lost.signal])
  const production: Production = { run, held, mayRetry, uploadKey, lost: lost.signal, signal }
  const alive = held.keepAlive((error) => {
    lost.abort(error)
  })
  const { clock, tell } = run.environment
  const startedMs = clock.now()
  try {
    const attempt = await generate(production)
    const seconds = (clock.now() - startedMs) / 1_000
    tell({
      type: 'generation',
      projectId,
      sequence,
      attempt: held.attempt,
      outcome: attempt.outcome,
      seconds,
    })
    return attempt
  } finally {
    held.stop()
    await alive
    letGo()
  }
}

async function generate(production: Production): Promise<Attempt> {
  const { run, held, lost, signal, mayRetry } = production
  // The abort may have come while the claim was made.
  const { sequence } = held.ref
  const aborted: Attempt = { sequence, outcome: 'aborted' }
  if (run.signal.aborted) return giveBack(production, 'the run was aborted', aborted)
  const { scene } = held.records
  let clip: CheckedClip
  try {
    const made = await untilAbandoned(
      run.environment,
      signal,
      Promise.resolve(run.generate(scene.value, jobOf(production))),
    )
    clip = parseInput(paidClipSchema, made, `what the generator returned for scene ${sequence}`)
  } catch (error) {
    if (lost.aborted) return { sequence, outcome: 'claim-lost' }
    if (signal.aborted) return giveBack(production, messageOf(error), aborted)
    if (isRetryable(error) && mayRetry) return tryAgain(production, error)
    return failScene(production, error, isRetryable(error) || isSceneError(error, 'INVALID_INPUT'))
  }
  return store(production, clip)
}

async function store(production: Production, clip: CheckedClip): Promise<Attempt> {
  const { run, held, uploadKey, mayRetry } = production
  run.report({ type: 'uploading', sequence: held.ref.sequence })
  let key: ObjectKey
  try {
    key = await storePersistently(production, clip)
  } catch (error) {
    const { sequence } = held.ref
    const isAborted = run.signal.aborted
    // The stream's own error: its generator was told to stop.
    if (isAborted && !isSceneError(error)) {
      return giveBack(production, messageOf(error), { sequence, outcome: 'aborted' })
    }
    if (!isRetryable(error)) return failScene(production, error, !isSceneError(error, 'BLOB_EMPTY'))
    // A stream can not be read again, so the provider must be asked again.
    if (!isRepeatable(clip) && mayRetry && !isAborted) return tryAgain(production, error)
    return giveBack(production, messageOf(error), { sequence, outcome: 'unrecorded', error, key: uploadKey })
  }
  return record(production, clip, key)
}

/** The clip is paid for and at hand, so the bucket is asked again and again rather than the provider. */
async function storePersistently(
  { run, uploadKey, lost }: Production,
  clip: CheckedClip,
): Promise<ObjectKey> {
  const { environment, maxAttempts, signal } = run
  const { backoffBaseMs: baseMs, backoffMaxMs: longestMs } = environment.policy
  for (let tries = 1; ; tries++) {
    try {
      return await storeClip(environment, clip, uploadKey)
    } catch (error) {
      const isOver = tries >= maxAttempts || lost.aborted || signal.aborted
      if (isOver || !isRetryable(error) || !isRepeatable(clip)) throw error
      await environment.clock.sleep(jitteredMs(environment.random, tries, { baseMs, longestMs }), signal)
    }
  }
}

async function record(production: Production, clip: CheckedClip, key: ObjectKey): Promise<Attempt> {
  const { held } = production
  const { sequence } = held.ref
  const { durationSeconds } = clip
  held.stop()
  try {
    await held.run(complete(held.ref), {
      claimId: held.claimId,
      key,
      ...(durationSeconds !== undefined && { durationSeconds }),
    })
    return { sequence, outcome: 'generated', key, attempt: held.attempt }
  } catch (error) {
    if (isLost(error)) return { sequence, outcome: 'claim-lost', key }
    if (isSceneError(error, 'REFUSED')) return failScene(production, error, true)
    return { sequence, outcome: 'unrecorded', error, key }
  }
}

/** Gives the claim back with the outcome named; the provider's job stays on the lease. */
async function giveBack({ held }: Production, reason: string, outcome: Attempt): Promise<Attempt> {
  const { claimId, ref, unrecordedJob: jobId } = held
  held.stop()
  return recorded(
    held,
    held.run(release(ref), { claimId, reason, ...(jobId !== undefined && { jobId }) }),
    outcome,
  )
}

function tryAgain(production: Production, error: unknown): Promise<Attempt> {
  const { attempt } = production.held
  return giveBack(production, messageOf(error), { outcome: 'again', error, attempt })
}

async function failScene({ held }: Production, error: unknown, keepJob: boolean): Promise<Attempt> {
  const { claimId, attempt, ref, unrecordedJob: jobId } = held
  held.stop()
  const input = { claimId, reason: messageOf(error), keepJob, ...(jobId !== undefined && { jobId }) }
  return recorded(held, held.run(fail(ref), input), {
    sequence: ref.sequence,
    outcome: 'failed',
    error,
    attempt,
  })
}

/** The outcome, if the command that records it took effect. */
async function recorded(held: HeldClaim, command: Promise<unknown>, outcome: Attempt): Promise<Attempt> {
  const { sequence } = held.ref
  try {
    await command
    return outcome
  } catch (error) {
    return isLost(error) ? { sequence, outcome: 'claim-lost' } : { sequence, outcome: 'unrecorded', error }
  }
}

function jobOf({ run, held, uploadKey, signal }: Production): GenerationJob {
  const resumeJobId = held.records.claim?.value.jobId
  return {
    signal,
    attempt: held.attempt,
    uploadKey,
    ...(resumeJobId !== undefined && { resumeJobId }),
    submitted: async (jobId) => {
      await held.submitted(jobId)
      run.report({ type: 'submitted', sequence: held.ref.sequence, jobId })
    },
    heartbeat: () => held.beat(),
  }
}

function isRepeatable(clip: CheckedClip): boolean {
  return 'key' in clip || sizeOf(clip.body) !== undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
