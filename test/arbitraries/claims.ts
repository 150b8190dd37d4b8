import fc from 'fast-check'
import type { Claim } from '../../src/core/model/claim.js'
import { attemptKey } from '../../src/core/model/object-key-layout.js'
import type { Scene } from '../../src/core/model/scene.js'
import { timestamps } from './timestamps.js'

/** What a claim is besides the scene that it is for, so that both shrink by themselves. */
interface ClaimDraft {
  readonly facts: Pick<
    Claim,
    'claimId' | 'owner' | 'expiry' | 'ended' | 'attempt' | 'attemptBase' | 'floor' | 'jobId'
  >
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

/** Claims before they are put on a scene: running, over, fenced, and left behind by an earlier scene. */
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
export function claimOn(scene: Scene, { facts: given, clipOfAttempt, otherScene }: ClaimDraft): Claim {
  const { projectId, sequence, createdAt } = scene
  return {
    projectId,
    sequence,
    ...given,
    sceneCreatedAt: otherScene ?? createdAt,
    ...(clipOfAttempt !== undefined && { clip: attemptKey(projectId, sequence, clipOfAttempt, 'claim-1') }),
  }
}

/** Arbitrary claims on one scene. */
export function claimsOn(scene: Scene): fc.Arbitrary<Claim> {
  return claimDrafts.map((draft) => claimOn(scene, draft))
}

/** Scenes, and for each of them a claim or none. */
export function withClaims(
  lists: fc.Arbitrary<readonly Scene[]>,
): fc.Arbitrary<readonly [readonly Scene[], ReadonlyMap<number, Claim>]> {
  const drafts = fc.array(fc.option(claimDrafts, { nil: undefined }), { maxLength: 6 })
  return fc.tuple(lists, drafts).map(([scenes, perScene]) => {
    const claims = scenes.flatMap((scene, at) => {
      const draft = perScene[at]
      return draft === undefined ? [] : [claimOn(scene, draft)]
    })
    return [scenes, new Map(claims.map((claim) => [claim.sequence, claim]))]
  })
}
