import { afterFailure } from './after-failure.js'
import { reasonOf } from './reason.js'
import type { Service } from './service.js'

/** Writes the scenes of a project that is `generating_scenes`, and ends that: `pending`, or `failed`. */
export async function writeScenes(
  service: Pick<Service, 'scenes' | 'writer' | 'report'>,
  projectId: string,
  signal: AbortSignal,
): Promise<void> {
  const { scenes, writer } = service
  try {
    const { project } = await scenes.load(projectId)
    await scenes.addScenes(projectId, await writer.write(project.value, signal))
    await scenes.finishSceneGeneration(projectId)
  } catch (error) {
    await afterFailure(service, () => scenes.failSceneGeneration(projectId, reasonOf(error)))
    throw error
  }
}
