import type { Finding, Scene } from '../../index.js'
import type { Workplace } from '../source/source.js'

/** The scenes whose video is gone, as its object is: a repair takes it off the scene, and it is to be generated again. */
export async function demotedScenes(
  { store }: Workplace,
  findings: readonly Finding[],
): Promise<readonly Scene[]> {
  const scenes: Scene[] = []
  for (const { projectId, sequence, demotes } of findings) {
    if (demotes !== true || sequence === undefined) continue
    const records = await store.loadScene(projectId, sequence)
    if (records !== undefined) scenes.push(records.scene.value)
  }
  return scenes
}
