import type { BlobStore, CreateScenesOptions, Policy, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { ListedObject, MemoryBlobStore, MemorySceneStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { SimulatedClock } from './simulated-clock.js'
import { countingIds } from './test-ids.js'

/** A service in memory with everything that a test may look at. */
export interface TestScenes {
  readonly scenes: Scenes
  readonly store: MemorySceneStore
  readonly blobs: MemoryBlobStore
  readonly clock: SimulatedClock
  readonly options: CreateScenesOptions
}

/** Choices for {@link testScenes}. */
export interface TestScenesOptions {
  readonly policy?: Partial<Policy>
  readonly objects?: readonly ListedObject[]
  readonly items?: Parameters<typeof createMemorySceneStore>[0]
  /** Put something between the service and its store or bucket. */
  readonly wrapStore?: (store: SceneStore) => SceneStore
  readonly wrapBlobs?: (blobs: BlobStore) => BlobStore
}

/** A service on memory adapters, with simulated time and counted ids. */
export function testScenes(choices: TestScenesOptions = {}): TestScenes {
  const clock = new SimulatedClock()
  const store = createMemorySceneStore(choices.items)
  const blobs = createMemoryBlobStore({ objects: choices.objects ?? [], now: () => clock.now() })
  const options: CreateScenesOptions = {
    store: choices.wrapStore?.(store) ?? store,
    blobs: choices.wrapBlobs?.(blobs) ?? blobs,
    clock,
    ids: countingIds(),
    random: () => 0.5,
    policy: choices.policy ?? {},
  }
  return { scenes: createScenes(options), store, blobs, clock, options }
}

/** Creates a project with so many pending scenes, and returns its id. */
export async function projectWith(scenes: Scenes, count: number): Promise<string> {
  const { projectId } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  const prompts = Array.from({ length: count }, (_, index) => ({
    prompt: `Shot ${index + 1}`,
    durationSeconds: 8,
  }))
  if (count > 0) await scenes.addScenes(projectId, prompts)
  return projectId
}

/** The bytes of a small clip. */
export function clipBytes(size = 16): Uint8Array {
  return new Uint8Array(size).fill(7)
}
