import type { Item, ProjectRecords, SceneStore } from '@badapple/scenes'
import { fromDynamoJson, readProjectItems } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'

/** How readings of a half-visible store go. */
export interface Visibility {
  /** The time that a reading takes: whatever is done meanwhile may be seen in part. */
  readonly pass: () => Promise<void>
  /** For each record that a reading finds in turn, whether it is seen as it was at the end. */
  readonly isLate: () => boolean
  /** Told of every reading that saw a state which never was. */
  readonly onTorn?: () => void
}

/**
 * A store whose plain readings of a project are not isolated from transactions, as a Query on DynamoDB is not: each record
 * is seen as it was when the reading began or when it ended. Isolated readings and commits are the memory store's.
 */
export function halfVisibleStore(
  memory: MemorySceneStore,
  store: SceneStore,
  { pass, isLate, onTorn = () => undefined }: Visibility,
): SceneStore {
  const plain = async (projectId: string): Promise<ProjectRecords | undefined> => {
    const begin = itemsOf(memory, projectId)
    await pass()
    const end = itemsOf(memory, projectId)
    const places = [...new Set([...begin.keys(), ...end.keys()])]
    const seen = places.map((place) => (isLate() ? end : begin).get(place))
    const isLike = (all: ReadonlyMap<unknown, Item>) =>
      places.every((place, at) => JSON.stringify(all.get(place)) === JSON.stringify(seen[at]))
    if (!isLike(begin) && !isLike(end)) onTorn()
    return readProjectItems(seen.filter((item) => item !== undefined))
  }
  return {
    ...store,
    loadProject: async (projectId, options = {}) => {
      if (options.isolated !== true) return plain(projectId)
      await pass()
      return store.loadProject(projectId, options)
    },
  }
}

/** A project's records by their place; events are read apart. */
function itemsOf(memory: MemorySceneStore, projectId: string): ReadonlyMap<unknown, Item> {
  const items = memory
    .exportItems()
    .map((item) => ({ item, place: item['SK']?.['S'] }))
    .filter(({ item, place }) => item['PK']?.['S'] === `PROJECT#${projectId}` && !isEvent(place))
  return new Map(items.map(({ item, place }) => [place, fromDynamoJson(item)]))
}

function isEvent(place: unknown): boolean {
  return typeof place === 'string' && place.startsWith('EVENT#')
}
