import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { SceneRecords } from '../model/records.js'
import { fenced, settled } from '../rules/lease-moves.js'
import type { CommandContext } from './decision.js'

/**
 * The lease after somebody chose a clip by hand: whoever is generating is shut out, and nothing made so far is adopted in
 * place of that clip.
 */
export function shutOutFor(
  { scene, claim }: SceneRecords,
  key: ObjectKey,
  { now, commandId, actor }: CommandContext,
): Claim {
  const lease = fenced(scene.value, claim?.value, { now, claimId: commandId, owner: actor })
  return settled({ ...lease, attempt: Math.max(lease.attempt, attemptOfKey(key) ?? 0) }, key, { now })
}
