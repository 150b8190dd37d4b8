import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { claimOf } from '../rules/claims.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { composingRefusal } from './project-status.js'
import { sceneChange } from './scene-change.js'
import { shortReason } from './short-reason.js'

/** Input of {@link decideRetry}. */
export interface RetryInput {
  /** Why, in words, for the history. */
  readonly reason?: string
}

/**
 * Takes a failed scene back to `pending`, with its error cleared, its retries counted and its attempts counted anew. The
 * history keeps the error, beside the reason.
 */
export function decideRetry(
  state: SceneRecords,
  { reason }: RetryInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const composing = composingRefusal(state.project.value, 'retry')
  if (composing !== undefined) return refuse(composing)
  if (hasVideo(scene)) return refuse({ kind: 'has-video', sequence: scene.sequence })
  const move = checkSceneTransition(
    { from: scene.status, to: 'pending', by: 'retry', sequence: scene.sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  const { errorMessage, failedAt, ...rest } = scene
  const claim = claimOf(scene, state.claim?.value)
  const why = [reason, errorMessage].filter((text) => text !== undefined).join('; it had failed: ')
  return sceneChange(state, context, {
    scene: { ...rest, status: 'pending', retryCount: (scene.retryCount ?? 0) + 1 },
    ...(claim !== undefined && { claim: { ...claim, attemptBase: claim.attempt } }),
    reliesOnProject: true,
    event: { type: 'scene-retried', ...(why !== '' && { reason: shortReason(why) }) },
    result: (after) => after,
  })
}
