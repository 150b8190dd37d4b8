import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'

/** Lets a model write the scenes of a project that has none, and begins with the videos. */
export const writers: Actor = async (process, { projectId }) => {
  const { scenes } = process
  await attempt(process, (options) => scenes.startSceneGeneration(projectId, options))
  await process.sleep(10_000)
  if (process.chance(0.2)) {
    await attempt(process, (options) => scenes.failSceneGeneration(projectId, 'no idea', options))
    await attempt(process, (options) => scenes.startSceneGeneration(projectId, options))
  }
  const shots = ['Dawn', 'Dusk'].map((prompt) => ({ prompt, durationSeconds: 8 }))
  await attempt(process, (options) => scenes.addScenes(projectId, shots, options))
  await attempt(process, (options) => scenes.finishSceneGeneration(projectId, options))
  await attempt(process, (options) => scenes.startVideoGeneration(projectId, options))
}
