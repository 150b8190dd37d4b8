import fc from 'fast-check'
import type { Claim } from '../../src/core/model/claim.js'
import type { Scene } from '../../src/core/model/scene.js'
import { claimDrafts, claimOn } from '../../src/testing/arbitraries/claim.js'

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
