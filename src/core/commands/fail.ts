import type { Claim } from '../model/claim.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { liveClaim } from '../rules/claims.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { ended, sceneChange } from './scene-change.js'

/** Input of {@link decideFail}. */
export interface FailInput {
  /** The claim under which it failed; none for a scene that failed before anybody started. */
  readonly claimId?: string
  /** Why, in words; it becomes the scene's error message. */
  readonly reason: string
}

/**
 * Ends an attempt that came to nothing. The scene becomes `failed`; one that has a video (a failed regeneration) stays
 * as it is, with the reason in its history. The provider's job is forgotten.
 */
export function decideFail(
  state: SceneRecords,
  { claimId, reason }: FailInput,
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
  const stays = hasVideo(scene)
  if (!stays) {
    const move = checkSceneTransition(
      { from: scene.status, to: 'failed', by: 'fail' },
      context.policy.transitions,
    )
    if (!move.ok) return move
  }
  const over = claim === undefined ? undefined : withoutJob(ended(claim, context.now))
  return sceneChange(state, context, {
    scene: stays ? scene : { ...scene, status: 'failed', errorMessage: reason, failedAt: context.now },
    ...(over !== undefined && { claim: over }),
    reliesOnExpiry: claim === undefined,
    event: {
      type: 'scene-failed',
      reason,
      ...(claim !== undefined && { attempt: claim.attempt }),
      ...(claim?.jobId !== undefined && { jobId: claim.jobId }),
    },
    result: (after) => after,
  })
}

/** The lease without the provider's job: there is nothing to resume. */
function withoutJob({ jobId, ...rest }: Claim): Claim {
  return rest
}
