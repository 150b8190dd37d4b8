import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { withoutClips } from '../rules/clip-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { fence } from './fence.js'
import { composingRefusal } from './project-status.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideReject}. */
export interface RejectInput {
  /** What is wrong with the video, in words; it becomes the scene's error message. */
  readonly reason: string
}

/**
 * Turns a bad video down: the scene becomes `failed`, its clips go to history, their objects stay in the bucket, and
 * whoever is generating it loses the claim.
 */
export function decideReject(
  state: SceneRecords,
  { reason }: RejectInput,
  context: CommandContext,
): Decision<Scene> {
  const { now, policy } = context
  const scene = state.scene.value
  const { sequence, status } = scene
  const composing = composingRefusal(state.project.value, 'reject')
  if (composing !== undefined) return refuse(composing)
  if (!hasVideo(scene)) return refuse({ kind: 'no-video', sequence })
  const move = checkSceneTransition(
    { from: status, to: 'failed', by: 'reject', sequence },
    policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: { ...withoutClips(scene), status: 'failed', errorMessage: reason, failedAt: now },
    claim: fence(state, context),
    reliesOnProject: true,
    event: { type: 'scene-rejected', reason },
    result: (after) => after,
  })
}
