import type { ObjectKey } from '../model/object-key.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { liveClaim } from '../rules/claims.js'
import { mayBeClip } from '../rules/clip-keys.js'
import { withNewClip } from '../rules/clip-moves.js'
import { settled } from '../rules/lease-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { fence } from './fence.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideUpload}. The object was checked: it exists and has bytes. */
export interface UploadInput {
  readonly key: ObjectKey
  /** The real length of the clip in seconds, where it is known. */
  readonly durationSeconds?: number
  /** Keys that clips of other scenes of the project use. */
  readonly usedByOthers: ReadonlySet<string>
}

/**
 * Makes a video by hand the scene's video, whatever its status, while the film is composed too. What it replaces goes to
 * history, and whoever is generating the scene loses the claim. Nothing changes when the scene has that video already and
 * nobody is replacing it.
 */
export function decideUpload(
  state: SceneRecords,
  { key, durationSeconds, usedByOthers }: UploadInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const { sequence, status, clips } = scene
  const isLive = liveClaim(scene, state.claim?.value, context.now) !== undefined
  if (clips.original === key && status === 'completed' && !isLive) return { ok: true, result: scene }
  if (!mayBeClip(scene, 'original', key)) return refuse({ kind: 'unfit-key', sequence, key })
  if (usedByOthers.has(key)) return refuse({ kind: 'not-adoptable', sequence, key, obstacle: 'in-use' })
  const move = checkSceneTransition(
    { from: status, to: 'completed', by: 'upload', sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: withChosenClip(scene, key, context, durationSeconds),
    claim: settled(fence(state, context), key, context),
    event: { type: 'clip-uploaded', ...(durationSeconds !== undefined && { durationSeconds }) },
    result: (after) => after,
  })
}

/**
 * The scene after a clip that nobody generated for it just now became its original. The length on record is another clip's,
 * so where the real one is not known there are no trim points.
 */
export function withChosenClip(
  scene: Scene,
  key: ObjectKey,
  context: CommandContext,
  durationSeconds: number | undefined,
): Scene {
  const { trimPoints, ...chosen } = withNewClip(scene, key, context, durationSeconds)
  return { ...chosen, ...(durationSeconds !== undefined && trimPoints !== undefined && { trimPoints }) }
}
