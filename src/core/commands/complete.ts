import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { attemptKey, attemptOfKey, isOriginalOf, roleOfKey } from '../model/object-key-layout.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { withNewClip } from '../rules/clip-moves.js'
import { settled } from '../rules/lease-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideComplete}. The object was checked: it exists and has bytes. */
export interface CompleteInput {
  readonly claimId: string
  readonly key: ObjectKey
  /** The real length of the clip in seconds, where it is known. */
  readonly durationSeconds?: number
}

/**
 * Records the clip of an attempt. Accepted while the claim is current, expired or not, and again when the scene has
 * this very clip already. The clip it replaces, and a lip-synced version of that, go to history.
 */
export function decideComplete(
  state: SceneRecords,
  { claimId, key, durationSeconds }: CompleteInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const claim = currentClaim(state, claimId)
  const isSettled = claim === undefined || claim.ended === true
  if (scene.clips.original === key && isSettled) return { ok: true, result: scene }
  if (claim === undefined) return refuse(claimLost(state, claimId))
  if (!mayBeClipOf(key, scene, claim)) return refuse({ kind: 'unfit-key', sequence: scene.sequence, key })
  const move = checkSceneTransition(
    { from: scene.status, to: 'completed', by: 'complete', sequence: scene.sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: withNewClip(scene, key, context, durationSeconds),
    claim: settled(claim, key, context),
    event: {
      type: 'scene-completed',
      attempt: claim.attempt,
      ...(claim.jobId !== undefined && { jobId: claim.jobId }),
      ...(durationSeconds !== undefined && { durationSeconds }),
    },
    result: (after) => after,
  })
}

/** A key of the layout must name an original of this scene, and one with an attempt's number this very claim. */
function mayBeClipOf(key: ObjectKey, scene: Scene, { attempt, claimId }: Claim): boolean {
  const { projectId, sequence } = scene
  if (roleOfKey(key) === undefined) return true
  const own = attemptOfKey(key)
  if (own === undefined) return isOriginalOf(scene, key)
  // Adopting the clip of a later attempt counts the lease on, and its holder may still finish.
  return own <= attempt && key === attemptKey(projectId, sequence, own, claimId)
}
