import type { Decision } from '../../../src/core/commands/decision.js'
import type { Change, RecordKind, RecordTypes, UpdateWrite, Write } from '../../../src/core/model/change.js'
import type { SceneEvent } from '../../../src/core/model/event.js'
import { applyPatch } from '../../../src/core/model/patch.js'
import type { Refusal } from '../../../src/core/model/refusal.js'
import { undefinedFields } from './undefined-fields.js'

/** The change and the result of a decision that must be an acceptance with a change, no field of it without a value. */
export function accepted<Result>(decision: Decision<Result>): {
  readonly change: Change
  readonly event: SceneEvent
  readonly result: Result
} {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  const { change, result } = decision
  if (change?.event === undefined) throw new Error('accepted without a change or without an event')
  const empty = undefinedFields({ change, ...(result !== undefined && { result }) })
  if (empty.length > 0) throw new Error(`without a value: ${empty.join(', ')}`)
  return { change, event: change.event, result }
}

/** The result of a decision that must find everything done already. */
export function unchanged<Result>(decision: Decision<Result>): Result {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  if (decision.change !== undefined) throw new Error('accepted with a change')
  return decision.result
}

/** The refusal of a decision that must be one. */
export function refusalOf(decision: Decision<unknown>): Refusal {
  if (decision.ok) throw new Error('accepted')
  return decision.refusal
}

/** The write of a change on a record of a kind, or `undefined`. */
export function writeOn(change: Change, kind: RecordKind): Write | undefined {
  return change.writes.find((write) => 'ref' in write && write.ref.kind === kind)
}

/** The operation on every record of a change, such as `update scene`. */
export function operations(change: Change): readonly string[] {
  return change.writes.map((write) => ('ref' in write ? `${write.op} ${write.ref.kind}` : write.op)).sort()
}

/** A record after a change; `before` when the change does not write it. */
export function after<Kind extends RecordKind>(
  change: Change,
  kind: Kind,
  before: RecordTypes[Kind] | undefined,
): RecordTypes[Kind] | undefined {
  for (const write of change.writes) {
    if (!('ref' in write) || write.ref.kind !== kind) continue
    // The kind was compared; the compiler cannot follow it into the union.
    if (write.op === 'insert') return write.value as RecordTypes[Kind]
    if (write.op === 'update' && before !== undefined) {
      return applyPatch(before, (write as UpdateWrite<RecordKind>).set as UpdateWrite<Kind>['set'])
    }
  }
  return before
}
