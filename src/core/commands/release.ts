import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { ended } from '../rules/lease-moves.js'
import { hasVideo } from '../rules/video.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { shortReason } from './short-reason.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideRelease}. */
export interface ReleaseInput {
  readonly claimId: string
  /** Why, in words, for the history. */
  readonly reason?: string
  /** A job of the provider that could not be recorded before. */
  readonly jobId?: string
}

/**
 * Gives a claim back without a result: anybody may claim the scene now, and resume the provider's job. A scene that
 * was `processing` without a video becomes `pending`.
 */
export function decideRelease(
  state: SceneRecords,
  { claimId, reason, jobId }: ReleaseInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const claim = currentClaim(state, claimId)
  if (claim === undefined) return refuse(claimLost(state, claimId))
  const waits = scene.status === 'processing' && !hasVideo(scene)
  if (!waits && claim.ended === true) return { ok: true, result: scene }
  return sceneChange(state, context, {
    scene: waits ? { ...scene, status: 'pending' } : scene,
    claim: { ...ended(claim, context), ...(jobId !== undefined && { jobId }) },
    event: {
      type: 'claim-released',
      attempt: claim.attempt,
      ...(jobId !== undefined && { jobId }),
      ...(reason !== undefined && { reason: shortReason(reason) }),
    },
    result: (after) => after,
  })
}
