import { applyPatch, patchOf } from '../model/patch.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import type { SceneChanges } from '../model/scene-changes.schema.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/**
 * Edits what a scene is made from, in every status, while the film is composed too. The wanted length can be edited as
 * long as the scene has no video; afterwards its length is the video's, and trimming changes it.
 */
export function decideEditScene(
  state: SceneRecords,
  changes: SceneChanges,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const edited = applyPatch(scene, changes)
  const { durationSeconds, ...rest } = patchOf(scene, edited)
  if (durationSeconds !== undefined && hasVideo(scene)) {
    return refuse({ kind: 'has-video', sequence: scene.sequence })
  }
  if (durationSeconds === undefined && Object.keys(rest).length === 0) return { ok: true, result: scene }
  return sceneChange(state, context, {
    scene: edited,
    event: { type: 'scene-edited' },
    result: (after) => after,
  })
}
