import { assertChange } from '../model/assert-change.js'
import type {
  Change,
  CommitAnswer,
  Conflict,
  Guard,
  RecordKind,
  RecordTypes,
  Write,
} from '../model/change.js'
import { factsHold } from '../model/guard.js'
import type { Stored } from '../model/records.js'
import { toEventItem } from './event-item.js'
import type { Item } from './item.js'
import type { ItemKey } from './keys.js'
import { eventKey, keyOf } from './keys.js'
import { patchedItem } from './patched-item.js'
import { isReadable, itemPatch, newItem, readRecord, revisionAfter, revisionOf } from './stored-item.js'

/** What a change comes to on the items as they are. */
export interface ChangeExecution {
  readonly answer: CommitAnswer
  /** Whole items to store; none when the answer is no. */
  readonly put: readonly Item[]
  /** Items to remove; none when the answer is no. */
  readonly remove: readonly ItemKey[]
}

/** The places of all items that a change writes or looks at: what a store reads, or locks, to execute it. */
export function itemKeysOf(change: Change): readonly ItemKey[] {
  const keys = change.writes.map(placeOfWrite)
  return change.event === undefined ? keys : [...keys, eventKey(change.projectId, change.id)]
}

/**
 * Executes a change on items: the whole of `SceneStore.commit` but for reading and writing them, for stores whose own
 * transactions keep others out between the two.
 * @param itemAt - The item at a place that {@link itemKeysOf} names, or `undefined`.
 * @throws SceneError `INVALID_CHANGE`
 * @example
 * const change: Change = { id: 'a.1', projectId: '91cf', writes: [{ op: 'check-absent', ref: { kind: 'intent', projectId: '91cf' } }] }
 * itemKeysOf(change) // [{ PK: 'PROJECT#91cf', SK: 'INTENT' }]
 */
export function executeChange(change: Change, itemAt: (key: ItemKey) => Item | undefined): ChangeExecution {
  assertChange(change)
  const conflicts = change.writes.flatMap((write, index) => conflictsOf(write, index, itemAt))
  const { event } = change
  if (event !== undefined && itemAt(eventKey(change.projectId, change.id)) !== undefined) {
    conflicts.push({ write: 'event' })
  }
  if (conflicts.length > 0) return { answer: { ok: false, conflicts }, put: [], remove: [] }
  const lastCommit = event === undefined ? undefined : change.id
  return {
    answer: { ok: true, revision: revisionAfter(change.id) },
    put: [
      ...change.writes.flatMap((write) => itemsAfter(write, lastCommit, itemAt)),
      ...(event === undefined ? [] : [toEventItem(event)]),
    ],
    remove: change.writes.flatMap((write) => (write.op === 'delete' ? [keyOf(write.ref)] : [])),
  }
}

function placeOfWrite(write: Write): ItemKey {
  return write.op === 'check-no-event' ? eventKey(write.projectId, write.commitId) : keyOf(write.ref)
}

function conflictsOf(write: Write, index: number, itemAt: (key: ItemKey) => Item | undefined): Conflict[] {
  const item = itemAt(placeOfWrite(write))
  if (write.op === 'check-no-event') return item === undefined ? [] : [{ write: index }]
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

function itemsAfter(
  write: Write,
  lastCommit: string | undefined,
  itemAt: (key: ItemKey) => Item | undefined,
): readonly Item[] {
  if (write.op === 'insert') return [newItem(write, lastCommit)]
  if (write.op !== 'update') return []
  return [patchedItem(itemAt(keyOf(write.ref)) ?? {}, itemPatch(write, lastCommit))]
}
