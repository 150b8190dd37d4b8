import type { Scene, SceneEvent } from '@badapple/scenes'
import type { SimulatedWorld } from '@badapple/scenes/testing'
import type { Stage } from '../crew.js'
import type { WatchedPromise } from './promise.js'

/** Every video that a commit recorded, by its key. */
export class RecordedVideos {
  readonly #keys = new Set<string>()

  /** Remembers what every commit recorded. */
  readonly watch: WatchedPromise = () => ({
    committed: ({ answer, before, after }) => {
      if (!answer.ok) return
      // What somebody else saved there is not this commit's word.
      const old = new Set<string>()
      for (const { value } of before?.scenes ?? []) add(old, value)
      for (const { value } of after?.scenes ?? []) {
        for (const key of Object.values(value.clips)) if (!old.has(key)) this.#keys.add(key)
      }
    },
  })

  /** Reports every video that neither a scene nor the history names in the end, and every object that is gone. */
  async check({ world, projectId }: Pick<Stage, 'world' | 'projectId'>): Promise<void> {
    const named = new Set<string>()
    for (const { value } of (await world.store.loadProject(projectId))?.scenes ?? []) add(named, value)
    for (const event of await allEvents(world, projectId)) add(named, event)
    for (const key of this.#keys) {
      if (!named.has(key)) world.report(`no video is lost: neither a scene nor the history names ${key}`)
      if (world.blobs.read(key) === undefined) world.report(`no object is lost: there is nothing at ${key}`)
    }
  }
}

function add(named: Set<string>, { clips = {}, ...more }: Partial<Scene & SceneEvent>): void {
  for (const key of Object.values(clips)) named.add(key)
  for (const { key } of more.clipsSuperseded ?? []) named.add(key)
}

async function allEvents(world: SimulatedWorld, projectId: string): Promise<readonly SceneEvent[]> {
  const { items, cursor } = await world.store.readEvents(projectId, { limit: 100_000 })
  if (cursor !== undefined) world.report('there are more events than were read')
  return items
}
