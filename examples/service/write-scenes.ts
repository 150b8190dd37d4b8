import { reasonOf } from './reason.js'
import type { Service } from './service.js'

/** Writes the scenes of a project that is `generating_scenes`, and ends that: `pending`, or `failed`. */
export async function writeScenes(
  { scenes, writer }: Pick<Service, 'scenes' | 'writer'>,
  projectId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { project } = await scenes.load(projectId)
    await scenes.addScenes(projectId, await writer.write(project.value, signal))
    await scenes.finishSceneGeneration(projectId)
  } catch (error) {
    await scenes.failSceneGeneration(projectId, reasonOf(error))
    throw error
  }
}
