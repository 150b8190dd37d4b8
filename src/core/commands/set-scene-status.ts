import type { SceneRecords } from '../model/records.js'
import type { Refusal } from '../model/refusal.js'
import type { Scene } from '../model/scene.js'
import type { SceneStatus } from '../model/status.js'
import { liveClaim } from '../rules/claims.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideSetSceneStatus}. */
export interface SetSceneStatusInput {
  readonly status: SceneStatus
  /** The status that the caller saw; refused when it is another by now. */
  readonly expected?: SceneStatus
  /** Why, in words: for the history, and the error message of a scene set to `failed`. */
  readonly reason?: string
}

/**
 * Sets a scene's status by hand and nothing else: clips and claims stay. Under the strict policy not while a worker is at it,
 * and only to a status that agrees with the video; `processing` is set by claiming alone. Under the permissive one any
 * move is accepted.
 */
export function decideSetSceneStatus(
  state: SceneRecords,
  { status, expected, reason }: SetSceneStatusInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const { sequence, status: actual } = scene
  const isStrict = context.policy.transitions === 'strict'
  if (expected !== undefined && expected !== actual) {
    return refuse({ kind: 'status-changed', sequence, expected, actual })
  }
  if (status === actual) return { ok: true, result: scene }
  const refusal = isStrict ? strictRefusal(state, status, context) : undefined
  if (refusal !== undefined) return refuse(refusal)
  const { errorMessage, failedAt, ...rest } = scene
  const why = reason ?? errorMessage
  return sceneChange(state, context, {
    scene: {
      ...rest,
      status,
      ...(status === 'failed' && { failedAt: context.now, ...(why !== undefined && { errorMessage: why }) }),
    },
    reliesOnExpiry: isStrict,
    event: { type: 'scene-status-set', ...(why !== undefined && { reason: why }) },
    result: (after) => after,
  })
}

/** Every move between two statuses that agrees with the video has a command that makes it, so no table is asked here. */
function strictRefusal(
  { scene: { value: scene }, claim }: SceneRecords,
  status: SceneStatus,
  { now }: CommandContext,
): Refusal | undefined {
  const { sequence } = scene
  const live = liveClaim(scene, claim?.value, now)
  if (live !== undefined) return { kind: 'claimed', sequence, owner: live.owner, until: live.expiry }
  const agrees = status !== 'processing' && (status === 'completed') === hasVideo(scene)
  return agrees ? undefined : { kind: 'status-disagrees', sequence, status, hasVideo: hasVideo(scene) }
}
