import type { SceneEvent } from '../model/event.js'
import type { ObjectKey } from '../model/object-key.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { liveClaim } from '../rules/claims.js'
import { pastOriginal } from '../rules/clip-history.js'
import { settled } from '../rules/lease-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { fence } from './fence.js'
import { sceneChange } from './scene-change.js'
import { withChosenClip } from './upload.js'

/** Input of {@link decideRestore}. The object was checked: it exists and has bytes. */
export interface RestoreInput {
  readonly key: ObjectKey
  /** The scene's events that tell of the key, oldest first; others do no harm. */
  readonly history: readonly SceneEvent[]
  /** Keys that clips of other scenes of the project use. */
  readonly usedByOthers: ReadonlySet<string>
}

/**
 * Makes an earlier original clip of the scene its video again. The present clips go to history, and whoever is generating
 * the scene loses the claim. Where it is the scene's clip already, only a worker that is
 * about to replace it is shut out.
 */
export function decideRestore(
  state: SceneRecords,
  { key, history, usedByOthers }: RestoreInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const { sequence, status, clips } = scene
  if (clips.original === key) return keep(state, key, context)
  const past = pastOriginal(history, scene, key)
  if (past === undefined) return refuse({ kind: 'not-in-history', sequence, key })
  if (usedByOthers.has(key)) return refuse({ kind: 'not-adoptable', sequence, key, obstacle: 'in-use' })
  const move = checkSceneTransition(
    { from: status, to: 'completed', by: 'restore', sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: withChosenClip(scene, key, context, past.durationSeconds),
    claim: settled(fence(state, context), key, context),
    event: { type: 'clip-restored', ...past },
    result: (after) => after,
  })
}

/** The scene has the clip: whoever is about to replace it is shut out, and that is all. */
function keep(state: SceneRecords, key: ObjectKey, context: CommandContext): Decision<Scene> {
  const scene = state.scene.value
  if (liveClaim(scene, state.claim?.value, context.now) === undefined) return { ok: true, result: scene }
  return sceneChange(state, context, {
    scene,
    claim: settled(fence(state, context), key, context),
    event: { type: 'clip-restored' },
    result: (after) => after,
  })
}
