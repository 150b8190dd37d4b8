import type { ClaimedScene, ClaimInput } from '../../core/commands/claim-scene.js'
import { refuse } from '../../core/commands/decision.js'
import type { SceneRecords } from '../../core/model/records.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { lostClip } from '../../core/rules/adoption.js'
import type { SceneCommand } from '../commands.js'
import { claim } from '../commands.js'
import type { SceneRef } from '../scene-ref.js'

/**
 * A claim for somebody who looked for a finished clip on these records. It is refused where a stale save has taken a
 * clip away since: that one was not looked for, and whoever claims is about to pay for another.
 */
export function claimUnlessLost(
  ref: SceneRef,
  lookedOn: SceneRecords,
): SceneCommand<ClaimInput, ClaimedScene> {
  const command = claim(ref)
  return {
    ...command,
    decide: (state, input, context) => {
      const decision = command.decide(state, input, context)
      if (!decision.ok || decision.change === undefined || !isLostSince(state, lookedOn)) return decision
      return refuse({ kind: 'has-video', sequence: ref.sequence })
    },
  }
}

/** Whether a stale save has taken a clip away that the earlier records did not lack. */
function isLostSince(state: SceneRecords, earlier: SceneRecords): boolean {
  const lost = lostClipOf(state)
  return lost !== undefined && lost !== lostClipOf(earlier)
}

function lostClipOf({ scene, claim: lease }: SceneRecords): ObjectKey | undefined {
  return lostClip(scene.value, lease?.value)
}
