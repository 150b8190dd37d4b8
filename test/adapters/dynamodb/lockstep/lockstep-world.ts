import type { SceneStore, Scenes } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import type { TestData } from '@badapple/scenes/testing'
import { countingIds, createManualClock, pythonBackend } from '@badapple/scenes/testing'
import type { HistoryWorld } from '@badapple/scenes/testing/arbitraries'
import type { WholeTable } from './whole-table.js'

/** The service on a store, with surroundings that are the same for every store. */
export interface LockstepWorld extends Required<HistoryWorld> {
  readonly scenes: Scenes
  readonly store: SceneStore
  readonly table: WholeTable
}

/** What a world begins with besides its table. */
export interface Beginning extends Pick<TestData, 'objects'> {
  readonly nowMs: number
  /** Begins every identity: an engine remembers for ten minutes under which it did what. */
  readonly prefix: string
}

/** A world whose clock, identities, chance and bucket are those of every other world with the same beginning. */
export function lockstepWorld(
  store: SceneStore,
  table: WholeTable,
  { objects, nowMs, prefix }: Beginning,
): LockstepWorld {
  const clock = createManualClock({ now: nowMs })
  const now = () => clock.now()
  const blobs = createMemoryBlobStore({ objects, now })
  const ids = countingIds(prefix)
  // Of several scenes at a time nobody could say which comes first.
  const policy = { concurrency: 1 }
  const scenes = createScenes({ store, blobs, clock, ids, policy, random: () => 0 })
  return { scenes, store, table, clock, blobs, python: { read } }

  /** The backend on the items as they are now; what it saves goes into the table. */
  async function read(projectId: string, sequence?: number) {
    const items = await table.exportItems(projectId)
    let saved: Promise<void> = Promise.resolve()
    const copy = pythonBackend(
      {
        exportItems: () => items,
        putItem: (item) => {
          saved = table.putItem(item)
        },
      },
      now,
    ).read(projectId, sequence)
    return {
      save: async () => {
        copy.save()
        await saved
      },
    }
  }
}
