import fc from 'fast-check'
import type { Claim } from '../../core/model/claim.js'
import { attemptKey } from '../../core/model/object-key-layout.js'
import type { Scene } from '../../core/model/scene.js'
import type { FixedFields } from './fixed-fields.js'
import { withFixed } from './fixed-fields.js'
import { timestamps } from './timestamps.js'

/** What of a scene a claim on it depends on. */
export type ClaimedScene = Pick<Scene, 'projectId' | 'sequence' | 'createdAt'>

/** What a claim is besides the scene that it is for, so that both shrink by themselves. */
export interface ClaimDraft {
  readonly facts: Omit<Claim, 'projectId' | 'sequence' | 'sceneCreatedAt' | 'clip'>
  readonly clipOfAttempt: number | undefined
  /** When the scene was created that the claim is for, unless it is for the very one. */
  readonly otherScene: Claim['sceneCreatedAt'] | undefined
}

const facts = fc
  .record(
    {
      claimId: fc.constantFrom('claim-1', 'claim-2'),
      owner: fc.constantFrom('worker-1', 'worker-2'),
      expiry: timestamps,
      ended: fc.constant(true),
      attempt: fc.nat(3),
      attemptBase: fc.nat(3),
      floor: fc.nat(3),
      jobId: fc.constantFrom('job-1', 'job-2'),
    },
    { requiredKeys: ['claimId', 'owner', 'expiry', 'attempt', 'attemptBase'], noNullPrototype: true },
  )
  // No lease was ever settled beyond its attempts.
  .map((claim) => ({ ...claim, attempt: Math.max(claim.attempt, claim.attemptBase, claim.floor ?? 0) }))

/** Claims before they are put on a scene. */
export const claimDrafts: fc.Arbitrary<ClaimDraft> = fc.record(
  {
    facts,
    clipOfAttempt: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    otherScene: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 3 },
      { arbitrary: timestamps, weight: 1 },
    ),
  },
  { noNullPrototype: true },
)

/** A claim on a scene. */
export function claimOn(scene: ClaimedScene, { facts: given, clipOfAttempt, otherScene }: ClaimDraft): Claim {
  const { projectId, sequence, createdAt } = scene
  return {
    projectId,
    sequence,
    ...given,
    sceneCreatedAt: otherScene ?? createdAt,
    ...(clipOfAttempt !== undefined && { clip: attemptKey(projectId, sequence, clipOfAttempt, 'claim-1') }),
  }
}

/**
 * Claims on a scene: running, over, fenced, and left behind by an earlier scene of the same number. Whether one is live
 * depends on the present; `expiry` is fixed like any field.
 * @example
 * const scene = { projectId: '91cf', sequence: 3, createdAt: toTimestamp(0) }
 * fc.assert(fc.property(arbitraryClaim(scene, { ended: true }), (claim) => !liveClaim(scene, claim, toTimestamp(0))))
 */
export function arbitraryClaim(scene: ClaimedScene, fields: FixedFields<Claim> = {}): fc.Arbitrary<Claim> {
  return withFixed(
    claimDrafts.map((draft) => claimOn(scene, draft)),
    fields,
  )
}
