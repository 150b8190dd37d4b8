import type { Change, Conflict, Guard, RecordKind, RecordTypes, Write } from '../../core/model/change.js'
import type { Stored } from '../../core/model/records.js'
import { fromDynamoJson, toDynamoJson } from '../../core/items/dynamo-json.js'
import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import { fromEventItem, toEventItem } from '../../core/items/event-item.js'
import type { Item } from '../../core/items/item.js'
import type { ItemKey } from '../../core/items/keys.js'
import {
  EVENT_PREFIX,
  eventKey,
  FIRST_RECORD_SK,
  keyOf,
  LAST_RECORD_SK,
  partitionKey,
} from '../../core/items/keys.js'
import { readProjectItems, readSceneItems } from '../../core/items/read-records.js'
import {
  isReadable,
  itemPatch,
  newItem,
  readRecord,
  revisionAfter,
  revisionOf,
} from '../../core/items/stored-item.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import { assertChange } from '../../core/model/assert-change.js'
import { factsHold } from '../../core/model/guard.js'
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

function commit(table: ItemTable, change: Change): Awaited<ReturnType<SceneStore['commit']>> {
  assertChange(change)
  const conflicts = change.writes.flatMap((write, index) => conflictsOf(table, write, index))
  if (change.event !== undefined && table.get(eventKey(change.projectId, change.id)) !== undefined) {
    conflicts.push({ write: 'event' })
  }
  if (conflicts.length > 0) return { ok: false, conflicts }
  const lastCommit = change.event === undefined ? undefined : change.id
  for (const write of change.writes) apply(table, write, lastCommit)
  if (change.event !== undefined) table.put(toEventItem(change.event))
  return { ok: true, revision: revisionAfter(change.id) }
}

function conflictsOf(table: ItemTable, write: Write, index: number): Conflict[] {
  if (write.op === 'check-no-event') {
    return table.get(eventKey(write.projectId, write.commitId)) === undefined ? [] : [{ write: index }]
  }
  const item = table.get(keyOf(write.ref))
  const record = item === undefined ? undefined : readRecord(write.ref.kind, item)
  const current = record !== undefined && isReadable(record) ? record : undefined
  const mustBeAbsent = write.op === 'insert' || write.op === 'check-absent'
  const holds = mustBeAbsent ? item === undefined : guardHolds(write.guard, item, current)
  return holds ? [] : [{ write: index, ...(current !== undefined && { current }) }]
}

function guardHolds<Kind extends RecordKind>(
  guard: Guard<RecordTypes[Kind]>,
  item: Item | undefined,
  current: Stored<RecordTypes[Kind]> | undefined,
): boolean {
  if (item === undefined || current === undefined) return false
  if (guard.revision !== undefined && guard.revision !== revisionOf(item)) return false
  return factsHold(current.value, guard)
}

function apply(table: ItemTable, write: Write, lastCommit: string | undefined): void {
  switch (write.op) {
    case 'insert':
      table.put(newItem(write, lastCommit))
      return
    case 'update':
      table.update(keyOf(write.ref), itemPatch(write, lastCommit))
      return
    case 'delete':
      table.delete(keyOf(write.ref))
      return
    case 'check':
    case 'check-absent':
    case 'check-no-event':
  }
}
