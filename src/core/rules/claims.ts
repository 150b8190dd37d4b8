import type { Claim } from '../model/claim.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { Scene } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'

/** The claim, if it was made for this very scene and not for an earlier one of the same number. */
export function claimOf<C extends Pick<Claim, 'sceneCreatedAt'>>(
  scene: Pick<Scene, 'createdAt'>,
  claim: C | undefined,
): C | undefined {
  return claim?.sceneCreatedAt === scene.createdAt ? claim : undefined
}

/** What of a claim says whether its lease runs. */
export type Lease = Pick<Claim, 'sceneCreatedAt' | 'expiry' | 'ended'>

/** The scene's claim while its lease runs; nobody else may generate the scene then. */
export function liveClaim<C extends Lease>(
  scene: Pick<Scene, 'createdAt'>,
  claim: C | undefined,
  now: Timestamp,
): C | undefined {
  const own = claimOf(scene, claim)
  return own !== undefined && own.ended !== true && own.expiry > now ? own : undefined
}

/** What a scene's lease says about attempts, whether or not there is one. */
export type AttemptRecord = Pick<Claim, 'attempt' | 'attemptBase' | 'floor' | 'jobId' | 'clip'>

/**
 * The attempts of a scene so far. Those of an earlier scene of the same number are counted on and settled; the number
 * in the key of the clip counts where the lease was lost.
 */
export function attemptsOf(
  scene: Pick<Scene, 'createdAt' | 'clips'>,
  claim: Claim | undefined,
): AttemptRecord {
  const recorded = claim?.attempt ?? 0
  const attempt = Math.max(recorded, attemptOfKey(scene.clips.original ?? '') ?? 0)
  if (claim === undefined) return { attempt, attemptBase: attempt, ...(attempt > 0 && { floor: attempt }) }
  if (claimOf(scene, claim) !== undefined) return { ...claim, attempt }
  return { attempt, attemptBase: attempt, floor: recorded }
}
