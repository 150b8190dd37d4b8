import type { SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import type { Contender } from '../compare.js'

/** What a service does with one project: with one of its scenes, and with all of them. */
export function operationsOn(store: SceneStore, projectId: string): readonly Contender[] {
  const scenes = createScenes({ store, blobs: createMemoryBlobStore() })
  let takes = 0
  const prompt = () => `The keeper climbs, take ${++takes}. ${'The lamp sways. '.repeat(60)}`
  return [
    { name: 'edit a scene', run: () => scenes.editScene(projectId, 2, { prompt: prompt() }) },
    { name: 'load a project', run: () => scenes.load(projectId) },
    { name: 'view a project', run: () => scenes.view(projectId) },
    { name: 'audit a project', run: () => scenes.audit(projectId) },
  ]
}
