import type { Clips, SceneEvent } from '@badapple/scenes'
import type { SimulatedWorld } from '@badapple/scenes/testing'
import type { Stage } from '../crew.js'
import type { WatchedPromise } from './promise.js'

/** Every video that a commit recorded, by its key. */
export class RecordedVideos {
  readonly #keys = new Set<string>()

  /** Remembers what was there in the beginning. */
  begin(keys: Iterable<string>): void {
    for (const key of keys) this.#keys.add(key)
  }

  /** Remembers what every commit recorded. */
  readonly watch: WatchedPromise = () => ({
    committed: ({ answer, before, after }) => {
      if (!answer.ok) return
      // What somebody else saved there is not this commit's word.
      const old = new Set<string>()
      for (const { value } of before?.scenes ?? []) add(old, { clips: value.clips })
      for (const { value } of after?.scenes ?? []) {
        for (const key of keysOf(value.clips)) if (!old.has(key)) this.#keys.add(key)
      }
    },
  })

  /** Reports every video that neither a scene nor the history names in the end, and every object that is gone. */
  async check({ world, projectId, lost }: Pick<Stage, 'world' | 'projectId' | 'lost'>): Promise<void> {
    const named = new Set<string>()
    for (const { value } of (await world.store.loadProject(projectId))?.scenes ?? [])
      add(named, { clips: value.clips })
    for (const event of await allEvents(world, projectId)) add(named, event)
    for (const key of this.#keys) {
      if (!named.has(key)) world.report(`no video is lost: neither a scene nor the history names ${key}`)
      if (world.blobs.read(key) === undefined && !lost.has(key))
        world.report(`no object is lost: there is nothing at ${key}`)
    }
  }
}

function add(
  named: Set<string>,
  { clips, clipsSuperseded }: Pick<Partial<SceneEvent>, 'clips' | 'clipsSuperseded'>,
): void {
  for (const key of keysOf(clips)) named.add(key)
  for (const { key } of clipsSuperseded ?? []) named.add(key)
}

/** The keys of a scene's clips. */
export function keysOf({ original, working, lipSynced }: Clips = {}): readonly string[] {
  return [original, working, lipSynced].filter((key) => key !== undefined)
}

async function allEvents(world: SimulatedWorld, projectId: string): Promise<readonly SceneEvent[]> {
  const { items, cursor } = await world.store.readEvents(projectId, { limit: 100_000 })
  if (cursor !== undefined) world.report('there are more events than were read')
  return items
}
