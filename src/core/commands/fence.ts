import type { Claim } from '../model/claim.js'
import type { SceneRecords } from '../model/records.js'
import { fenced } from '../rules/lease-moves.js'
import type { CommandContext } from './decision.js'

/** The scene's lease after everybody was shut out, under the command's own fence. */
export function fence({ scene, claim }: SceneRecords, { now, commandId, actor }: CommandContext): Claim {
  return fenced(scene.value, claim?.value, { now, claimId: commandId, owner: actor })
}
