import type { SceneRef, Scenes, SceneView } from '@badapple/scenes'
import { ApiError } from './errors.js'

/** One scene as the API shows it. */
export async function sceneView(scenes: Scenes, { projectId, sequence }: SceneRef): Promise<SceneView> {
  const view = await scenes.view(projectId)
  const scene = view.scenes.find((one) => one.sequence === sequence)
  if (scene === undefined) throw new ApiError('NotFound', `project ${projectId} has no scene ${sequence}`)
  return scene
}
