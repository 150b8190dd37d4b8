import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import { fromDynamoJson } from '../../core/items/dynamo-json.js'
import { isReadable, readRecord, revisionAfter } from '../../core/items/stored-item.js'
import type { Change, CommitAnswer, Conflict } from '../../core/model/change.js'
import { errorName } from './store-error.js'

/** Why one action of a transaction, or a single write, was not done. */
export interface Reason {
  readonly code: string
  /** The item as it is, where a condition did not hold and there is one. */
  readonly item?: DynamoJsonItem
}

/** What an error says about each action of a commit; one for an error that names none. */
export function reasonsOf(error: unknown): readonly Reason[] {
  if (typeof error !== 'object' || error === null) return []
  if ('CancellationReasons' in error && Array.isArray(error.CancellationReasons)) {
    return error.CancellationReasons.map((reason: unknown) => reasonOf(reason, 'Code'))
  }
  return [reasonOf(error, 'name')]
}

/** The answer that the reasons of a failed commit give; `undefined` when no condition failed, and it may be tried again. */
export function answerOf(change: Change, reasons: readonly Reason[]): CommitAnswer | undefined {
  const conflicts = reasons.flatMap((reason, index): Conflict | readonly never[] =>
    isConditionFailed(reason) ? conflictOf(change, index, reason) : [],
  )
  return conflicts.length === 0 ? undefined : { ok: false, conflicts }
}

/** The answer to a commit that took effect. */
export function done(change: Change): CommitAnswer {
  return { ok: true, revision: revisionAfter(change.id) }
}

function isConditionFailed({ code }: Reason): boolean {
  return code === 'ConditionalCheckFailed' || code === 'ConditionalCheckFailedException'
}

function conflictOf(change: Change, index: number, { item }: Reason): Conflict {
  const write = change.writes[index]
  if (write === undefined) return { write: 'event' }
  if (item === undefined || write.op === 'check-no-event') return { write: index }
  const record = readRecord(write.ref.kind, fromDynamoJson(item))
  return { write: index, ...(isReadable(record) && { current: record }) }
}

function reasonOf(reason: unknown, codeIn: 'Code' | 'name'): Reason {
  if (typeof reason !== 'object' || reason === null) return { code: '' }
  const code = codeIn === 'name' ? errorName(reason) : String(Reflect.get(reason, codeIn))
  return 'Item' in reason && isItem(reason.Item) ? { code, item: reason.Item } : { code }
}

function isItem(item: unknown): item is DynamoJsonItem {
  return typeof item === 'object' && item !== null && Object.keys(item).length > 0
}
