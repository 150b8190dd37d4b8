import type { Claim } from '../model/claim.js'
import type { Refusal } from '../model/refusal.js'
import type { SceneRecords } from '../model/records.js'
import { claimOf } from '../rules/claims.js'

/** The scene's claim if it still is the named one, expired or not. */
export function currentClaim({ scene, claim }: SceneRecords, claimId: string): Claim | undefined {
  const own = claimOf(scene.value, claim?.value)
  return own?.claimId === claimId ? own : undefined
}

/** The refusal of a claim that was replaced. */
export function claimLost({ scene }: SceneRecords, claimId: string): Refusal {
  const { projectId, sequence } = scene.value
  return { kind: 'claim-lost', projectId, sequence, claimId }
}
