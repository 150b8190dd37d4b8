import type { Claim } from '../model/claim.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { liveClaim } from '../rules/claims.js'
import { shortReason } from './short-reason.js'
import { ended } from '../rules/lease-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideFail}. */
export interface FailInput {
  /** The claim under which it failed; none for a scene that failed before anybody started. */
  readonly claimId?: string
  /** Why, in words; it becomes the scene's error message. */
  readonly reason: string
  /** The provider's job may still have a result, so the next attempt is to ask for it. */
  readonly keepJob?: boolean
  /** A job that could not be recorded before. */
  readonly jobId?: string
}

/**
 * Ends an attempt that came to nothing. The scene becomes `failed`; one that has a video (a failed regeneration) stays
 * as it is, with the reason in its history. The provider's job is forgotten, unless it may still have a result.
 */
export function decideFail(
  state: SceneRecords,
  { claimId, reason, keepJob = false, jobId }: FailInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const claim = claimId === undefined ? undefined : currentClaim(state, claimId)
  if (claimId !== undefined && claim === undefined) return refuse(claimLost(state, claimId))
  if (claimId === undefined) {
    const live = liveClaim(scene, state.claim?.value, context.now)
    if (live !== undefined) {
      return refuse({ kind: 'claimed', sequence: scene.sequence, owner: live.owner, until: live.expiry })
    }
  }
  // Providers deliver their callbacks more than once.
  if (claim?.ended === true && scene.status === 'failed') return { ok: true, result: scene }
  const stays = hasVideo(scene)
  if (!stays) {
    const move = checkSceneTransition(
      { from: scene.status, to: 'failed', by: 'fail', sequence: scene.sequence },
      context.policy.transitions,
    )
    if (!move.ok) return move
  }
  const job = jobId ?? claim?.jobId
  const over =
    claim === undefined ? undefined : afterFailure(ended(claim, context), keepJob ? job : undefined)
  return sceneChange(state, context, {
    scene: stays
      ? scene
      : { ...scene, status: 'failed', errorMessage: shortReason(reason), failedAt: context.now },
    ...(over !== undefined && { claim: over }),
    reliesOnExpiry: claim === undefined,
    event: {
      type: 'scene-failed',
      reason: shortReason(reason),
      ...(claim !== undefined && { attempt: claim.attempt }),
      ...(job !== undefined && { jobId: job }),
    },
    result: (after) => after,
  })
}

function afterFailure({ jobId: _forgotten, ...rest }: Claim, jobId: string | undefined): Claim {
  return { ...rest, ...(jobId !== undefined && { jobId }) }
}
