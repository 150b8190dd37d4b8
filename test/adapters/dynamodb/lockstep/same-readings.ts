import type { SceneStore } from '@badapple/scenes'
import { PROJECT_STATUSES } from '@badapple/scenes'
import { expect } from 'vitest'

/** Two stores read the same: these projects in every way, and every listing. */
export async function expectSameReadings(
  memory: SceneStore,
  live: SceneStore,
  projectIds: Iterable<string>,
): Promise<void> {
  for (const projectId of projectIds) {
    const records = await memory.loadProject(projectId)
    expect(await live.loadProject(projectId)).toEqual(records)
    expect(await live.loadProject(projectId, { isolated: true })).toEqual(records)
    for (const { value } of records?.scenes ?? []) {
      const scene = await memory.loadScene(projectId, value.sequence)
      expect(await live.loadScene(projectId, value.sequence)).toEqual(scene)
    }
    for (const newestFirst of [false, true]) {
      const options = { newestFirst, limit: 1_000 }
      expect(await live.readEvents(projectId, options)).toEqual(await memory.readEvents(projectId, options))
    }
  }
  for (const status of PROJECT_STATUSES) {
    expect(await live.listProjects({ status })).toEqual(await memory.listProjects({ status }))
  }
  expect(await everyProject(live)).toEqual(await everyProject(memory))
}

/** The whole table has no order that every store would keep. */
async function everyProject(store: SceneStore) {
  const { items, invalid, cursor } = await store.listProjects({ limit: 1_000 })
  const inOrder = items.toSorted((a, b) => (a.value.projectId < b.value.projectId ? -1 : 1))
  return { items: inOrder, invalid: invalid.length, cursor }
}
