import { SceneError } from '@badapple/scenes'
import type { SimulatedProcess } from '@badapple/scenes/testing'

/** The scenes of the project by their numbers, as this process sees them. */
export async function sequencesOf(
  process: SimulatedProcess,
  projectId: string,
): Promise<readonly [number, ...number[]]> {
  const { scenes } = await process.scenes.load(projectId)
  const [first, ...others] = scenes.map(({ value }) => value.sequence)
  if (first !== undefined) return [first, ...others]
  throw new SceneError('SCENE_NOT_FOUND', `project ${projectId} has no scenes`, { projectId, sequence: 1 })
}
