import type { DynamoJson } from '../../../core/items/item.js'
import type { DynamoJsonItem } from '../../../core/items/dynamo-json.js'
import type { ItemKey } from '../../../core/items/keys.js'
import { eventKey, keyOf } from '../../../core/items/keys.js'
import type { RecordRef } from '../../../core/model/change.js'
import { offered } from '../case-of.js'
import { equal, present } from '../expectations.js'
import type { SceneStoreSubject, TableDoor } from '../scene-store-subject.js'

/** The table behind a store, by records instead of keys. */
export interface ProductionTable {
  /** The item of a record, which must be there. */
  itemOf(ref: RecordRef): Promise<DynamoJsonItem>
  /** The item of an event, which must be there. */
  eventItem(projectId: string, commitId: string): Promise<DynamoJsonItem>
  /** Saves an item with some attributes changed, and those that are `undefined` gone, as a whole. */
  save(item: DynamoJsonItem, changes?: Readonly<Record<string, DynamoJson | undefined>>): Promise<void>
  remove(ref: RecordRef): Promise<void>
}

/** The table of a subject, which must offer one. */
export function tableOf({ table }: SceneStoreSubject): ProductionTable {
  const door: TableDoor = offered(table, 'production-items', 'table')
  const read = async (key: ItemKey) => present(await door.getItem(key), `the item ${key.PK} ${key.SK}`)
  return {
    itemOf: (ref) => read(keyOf(ref)),
    eventItem: (projectId, commitId) => read(eventKey(projectId, commitId)),
    save: (item, changes = {}) => {
      const all: readonly (readonly [string, DynamoJson | undefined])[] = Object.entries({
        ...item,
        ...changes,
      })
      return door.putItem(
        Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
      )
    },
    remove: (ref) => door.deleteItem(keyOf(ref)),
  }
}

/** An item as the Python backend saves it: without the attributes that only this library knows. */
export const WIPED = {
  lastCommit: undefined,
  order: undefined,
  foreignSave: undefined,
  ledger: undefined,
  ledgerRetired: undefined,
}

/** Two items are the same; the entries of sets have no order, and numbers are what they amount to. */
export function equalItems(actual: DynamoJsonItem, expected: DynamoJsonItem, what: string): void {
  equal(comparable(actual), comparable(expected), what)
}

function comparable(item: DynamoJsonItem): unknown {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, comparableValue(value)]))
}

function comparableValue(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map(comparableValue)
  return Object.fromEntries(
    Object.entries(json).map(([type, value]: [string, unknown]) => {
      if ((type === 'SS' || type === 'NS') && Array.isArray(value))
        return [type, [...(value as unknown[])].sort()]
      // Digits beyond a double are compared as they are.
      if (type === 'N' && typeof value === 'string' && value.length < 16) return [type, Number(value)]
      return [type, comparableValue(value)]
    }),
  )
}

/** How the times of the sample records are stored. */
export const CREATED_AND_UPDATED = {
  createdAt: { S: '2025-11-24T08:15:30.123456+0000' },
  updatedAt: { S: '2025-11-24T09:00:00.000002+0000' },
}

/** What every item of a record has. */
export function placed(projectId: string, SK: string, entityType: string, lastCommit: string) {
  return {
    PK: { S: `PROJECT#${projectId}` },
    SK: { S: SK },
    entityType: { S: entityType },
    projectId: { S: projectId },
    lastCommit: { S: lastCommit },
  }
}

/** Makes a record unreadable, as a foreign save does. */
export async function spoil(
  subject: SceneStoreSubject,
  ref: RecordRef,
  changes: Readonly<Record<string, DynamoJson | undefined>>,
): Promise<void> {
  const table = tableOf(subject)
  await table.save(await table.itemOf(ref), { ...WIPED, ...changes })
}

/** What no status of this library is. */
export const UNKNOWN_STATUS = { status: { S: 'archived' } }
