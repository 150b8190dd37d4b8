import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { withoutClips } from '../rules/clip-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { fence } from './fence.js'
import { composingRefusal } from './project-status.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideReset}. */
export interface ResetInput {
  /** Why, in words, for the history. */
  readonly reason?: string
}

/**
 * Takes a scene back to `pending`, to be generated again. Its clips go to history, their objects stay in the bucket,
 * and whoever is generating it loses the claim.
 */
export function decideReset(
  state: SceneRecords,
  { reason }: ResetInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const composing = composingRefusal(state.project.value, 'reset')
  if (composing !== undefined) return refuse(composing)
  const move = checkSceneTransition(
    { from: scene.status, to: 'pending', by: 'reset', sequence: scene.sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: { ...withoutClips(scene), status: 'pending' },
    claim: fence(state, context),
    reliesOnProject: true,
    event: { type: 'scene-reset', ...(reason !== undefined && { reason }) },
    result: (after) => after,
  })
}
