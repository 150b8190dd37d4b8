import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { Scene } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'
import { attemptsOf } from './claims.js'

/** The lease after its holder gave it up: it is over, and its fence still admits that holder's clip. */
export function ended(claim: Claim, { now }: { readonly now: Timestamp }): Claim {
  return { ...claim, ended: true, expiry: claim.expiry > now ? now : claim.expiry }
}

/**
 * The lease after a clip became the scene's original: it is over, and all attempts so far are settled, the one that made the
 * clip among them, whoever counted it.
 */
export function settled(lease: Claim, clip: ObjectKey, { now }: { readonly now: Timestamp }): Claim {
  const { jobId, ...rest } = lease
  const attempt = Math.max(lease.attempt, attemptOfKey(clip) ?? 0)
  return { ...rest, expiry: now, ended: true, attempt, attemptBase: attempt, floor: attempt, clip }
}

/** What a lease that nobody holds is named with. */
export interface FenceName extends Pick<Claim, 'claimId' | 'owner'> {
  readonly now: Timestamp
}

/** The lease after everybody was shut out: it is over, under a fence of its own, and all attempts so far are settled. */
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
