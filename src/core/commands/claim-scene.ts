import type { Claim } from '../model/claim.js'
import type { StoredKey } from '../model/object-key.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { addMs } from '../model/time.js'
import { attemptsOf } from '../rules/claims.js'
import { skipReason } from '../rules/selection.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import { currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { composingRefusal, withStatus } from './project-status.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideClaim}. */
export interface ClaimInput {
  /** Who will generate, for people who look. */
  readonly owner: string
  /** How long the claim lives without a heartbeat, in milliseconds. */
  readonly leaseMs: number
  /** Claim it although it has a video. */
  readonly regenerate?: boolean
  /** With `regenerate`: only while this is its video, so that two who ask for one new clip do not pay for two. */
  readonly insteadOf?: StoredKey
}

/** A scene together with the claim that was made on it. */
export interface ClaimedScene {
  readonly scene: Scene
  readonly claim: Claim
}

/**
 * Claims a scene for generation, under the same rule as selection. A scene without a video becomes `processing`; one
 * that has a video keeps its status and its clips until the new clip is committed. The error of an earlier attempt goes to
 * history.
 */
export function decideClaim(
  state: SceneRecords,
  input: ClaimInput,
  context: CommandContext,
): Decision<ClaimedScene> {
  const { now, policy, commandId } = context
  const scene = state.scene.value
  const { projectId, sequence } = scene
  const held = currentClaim(state, commandId)
  if (held !== undefined) return { ok: true, result: { scene, claim: held } }

  const composing = composingRefusal(state.project.value, 'claim')
  if (composing !== undefined) return refuse(composing)
  const reason = skipReason(scene, {
    now,
    policy,
    ...(state.claim !== undefined && { claims: new Map([[sequence, state.claim.value]]) }),
    ...(mayReplace(scene, input) && { regenerate: [sequence] }),
  })
  if (reason !== undefined) return refuse({ ...reason, sequence })
  const again = hasVideo(scene)
  if (!again) {
    const move = checkSceneTransition(
      { from: scene.status, to: 'processing', by: 'claim', sequence, hasVideo: false },
      policy.transitions,
    )
    if (!move.ok) return move
  }

  const { attempt, ...settled } = attemptsOf(scene, state.claim?.value)
  const { attemptBase, floor, jobId, clip } = settled
  const claim: Claim = {
    projectId,
    sequence,
    claimId: commandId,
    owner: input.owner,
    expiry: addMs(now, input.leaseMs),
    sceneCreatedAt: scene.createdAt,
    attempt: attempt + 1,
    attemptBase,
    ...(floor !== undefined && { floor }),
    ...(jobId !== undefined && { jobId }),
    ...(clip !== undefined && { clip }),
  }
  const { errorMessage, failedAt, ...rest } = scene
  const { status } = state.project.value
  const starts = status === 'pending' || status === 'queued'
  return sceneChange(state, context, {
    scene: { ...rest, ...(!again && { status: 'processing' }), generationStartedAt: now },
    claim,
    ...(starts && { project: withStatus(state.project.value, 'processing') }),
    reliesOnExpiry: true,
    reliesOnProject: true,
    event: {
      type: 'scene-claimed',
      attempt: claim.attempt,
      ...(errorMessage !== undefined && { reason: errorMessage }),
    },
    result: (after) => ({ scene: after, claim }),
  })
}

function mayReplace(scene: Scene, { regenerate = false, insteadOf }: ClaimInput): boolean {
  return regenerate && (insteadOf === undefined || insteadOf === scene.clips.original)
}
