import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { Scene } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'
import { attemptsOf } from './claims.js'

/** The lease after its holder gave it up: nobody holds it, and its fence still admits that holder's clip. */
export function ended(claim: Claim, now: Timestamp): Claim {
  return { ...claim, ended: true, expiry: claim.expiry > now ? now : claim.expiry }
}

/** The lease after a clip was set: over, with all attempts so far settled. */
export function settled(claim: Claim, clip: ObjectKey, { now }: { readonly now: Timestamp }): Claim {
  const { jobId, ...rest } = claim
  return { ...rest, expiry: now, ended: true, floor: claim.attempt, attemptBase: claim.attempt, clip }
}

/** The lease after a clip was adopted: the attempt that made it is settled too, whoever counted it. */
export function settledByAdoption(
  lease: Claim,
  clip: ObjectKey,
  present: { readonly now: Timestamp },
): Claim {
  const attempt = Math.max(lease.attempt, attemptOfKey(clip) ?? 0)
  return settled({ ...lease, attempt }, clip, present)
}

/** What a lease that nobody holds is named with. */
export interface FenceName extends Pick<Claim, 'claimId' | 'owner'> {
  readonly now: Timestamp
}

/** The lease after everybody who held it was shut out: all attempts so far are settled, and nobody holds it. */
export function fenced(scene: Scene, claim: Claim | undefined, { now, claimId, owner }: FenceName): Claim {
  const { projectId, sequence, createdAt } = scene
  const { attempt } = attemptsOf(scene, claim)
  return {
    projectId,
    sequence,
    claimId,
    owner,
    expiry: now,
    ended: true,
    sceneCreatedAt: createdAt,
    attempt,
    attemptBase: attempt,
    floor: attempt,
  }
}
