import { fromDynamoJson, toDynamoJson } from '../../core/items/dynamo-json.js'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import { fromEventItem } from '../../core/items/event-item.js'
import { executeChange } from '../../core/items/execute-change.js'
import type { ItemKey } from '../../core/items/keys.js'
import { EVENT_PREFIX, FIRST_RECORD_SK, keyOf, LAST_RECORD_SK, partitionKey } from '../../core/items/keys.js'
import { readProjectItems, readSceneItems } from '../../core/items/read-records.js'
import type { Change, CommitAnswer } from '../../core/model/change.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import { listIn } from './list-in.js'
import { ItemTable } from './item-table.js'
import { listProjects, readEvents } from './listings.js'

/** A scene store in memory, with a door for whoever writes to the same table without this library. */
export interface MemorySceneStore extends SceneStore {
  /** Every item in DynamoDB JSON, by partition and sort key; a copy. */
  exportItems(): readonly DynamoJsonItem[]
  /** Saves a whole item as it is, as the Python backend does: whatever the old one had besides is gone. */
  putItem(item: DynamoJsonItem): void
  /** Removes an item, if it is there. */
  deleteItem(key: ItemKey): void
}

/** Options of {@link createMemorySceneStore}. */
export interface MemorySceneStoreOptions {
  /** Items to begin with, in DynamoDB JSON: a table export. */
  readonly items?: Iterable<DynamoJsonItem>
}

/**
 * A scene store in memory: for tests and demos, and the reference for every other adapter. It keeps items in exactly
 * the form of the production table, so exports of that table load as they are and come back unharmed.
 * @throws SceneError `INVALID_INPUT` for items that are no DynamoDB JSON.
 * @example
 * const store = createMemorySceneStore()
 * await store.loadProject('91cf') // undefined
 */
export function createMemorySceneStore(options: MemorySceneStoreOptions = {}): MemorySceneStore {
  const table = new ItemTable()
  for (const item of listIn(options, 'items')) table.put(fromDynamoJson(item))
  return sceneStoreOn(table)
}

/** The store on a table that somebody else looks at as well. */
export function sceneStoreOn(table: ItemTable): MemorySceneStore {
  return {
    loadProject: (projectId) =>
      answer(() => readProjectItems(table.query(partitionKey(projectId), FIRST_RECORD_SK, LAST_RECORD_SK))),
    loadScene: (projectId, sequence) =>
      answer(() =>
        readSceneItems({
          project: table.get(keyOf({ kind: 'project', projectId })),
          scene: table.get(keyOf({ kind: 'scene', projectId, sequence })),
          claim: table.get(keyOf({ kind: 'claim', projectId, sequence })),
        }),
      ),
    listProjects: (listing) => answer(() => listProjects(table, listing)),
    readEvents: (projectId, reading) => answer(() => readEvents(table, projectId, reading)),
    findEvent: (projectId, commandId) =>
      answer(() => {
        const first = `${EVENT_PREFIX}${commandId}.`
        const [item] = table.query(partitionKey(projectId), first, `${first}\uffff`)
        return item === undefined ? undefined : fromEventItem(item)
      }),
    commit: (change) => answer(() => commit(table, change)),
    exportItems: () => table.all().map(toDynamoJson),
    putItem: (item) => {
      table.put(fromDynamoJson(item))
    },
    deleteItem: (key) => {
      table.delete(key)
    },
  }
}

/** The whole answer is worked out at once, so nothing happens between its parts. */
function answer<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}

function commit(table: ItemTable, change: Change): CommitAnswer {
  const { answer, put, remove } = executeChange(change, (key) => table.get(key))
  for (const item of put) table.put(item)
  for (const key of remove) table.delete(key)
  return answer
}
