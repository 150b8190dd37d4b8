import type { Finding, Scene } from '../../index.js'
import type { Estimate } from '../show/estimate.js'
import { estimate } from '../show/estimate.js'
import type { Workplace } from '../source/source.js'

/** What it takes to generate again the videos that are gone, as their objects are. */
export async function demotedScenes(
  { store }: Workplace,
  findings: readonly Finding[],
  pricePerSecond: number | undefined,
): Promise<Estimate> {
  const scenes: Pick<Scene, 'durationSeconds'>[] = []
  for (const { projectId, sequence, demotes } of findings) {
    if (demotes !== true || sequence === undefined) continue
    const records = await store.loadScene(projectId, sequence)
    scenes.push(records?.scene.value ?? {})
  }
  return estimate(scenes, pricePerSecond)
}
