import type { PutCommandInput, TransactWriteCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { toEventItem } from '../../../core/items/event-item.js'
import { eventKey, keyOf } from '../../../core/items/keys.js'
import { itemPatch, newItem } from '../../../core/items/stored-item.js'
import type { Change, RecordKind, UpdateWrite, Write } from '../../../core/model/change.js'
import { ABSENT, guardCondition } from './condition.js'
import { Expression } from './expression.js'
import { requestToken } from './request-token.js'

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** What a commit sends: one update, where that is all, or one transaction. */
export type CommitRequest =
  | { readonly kind: 'update'; readonly input: UpdateCommandInput }
  | { readonly kind: 'transaction'; readonly input: TransactWriteCommandInput }

/** Asks for the item as it is where a condition does not hold. */
const OLD_ITEM = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const

/**
 * The request of a change. The actions of a transaction are its writes in their order, and its event last. The same change
 * gives the same request, to the byte.
 */
export function commitRequest(TableName: string, change: Change): CommitRequest {
  const [write, ...others] = change.writes
  const lastCommit = change.event === undefined ? undefined : change.id
  if (write?.op === 'update' && others.length === 0 && change.event === undefined) {
    return { kind: 'update', input: updateOf(TableName, write, lastCommit) }
  }
  const actions = change.writes.map((one) => actionOf(TableName, one, lastCommit))
  return {
    kind: 'transaction',
    input: {
      TransactItems:
        change.event === undefined ? actions : [...actions, { Put: eventPut(TableName, change.event) }],
      ClientRequestToken: requestToken(change.id),
    },
  }
}

function eventPut(TableName: string, event: NonNullable<Change['event']>) {
  return { TableName, Item: toEventItem(event), ConditionExpression: ABSENT } satisfies PutCommandInput
}

function actionOf(TableName: string, write: Write, lastCommit: string | undefined): Action {
  if (write.op === 'check-no-event') {
    const Key = eventKey(write.projectId, write.commitId)
    return { ConditionCheck: { TableName, Key, ConditionExpression: ABSENT } }
  }
  const Key = keyOf(write.ref)
  switch (write.op) {
    case 'insert':
      return {
        Put: { TableName, Item: newItem(write, lastCommit), ConditionExpression: ABSENT, ...OLD_ITEM },
      }
    case 'check-absent':
      return { ConditionCheck: { TableName, Key, ConditionExpression: ABSENT, ...OLD_ITEM } }
    case 'update':
      return updateAction(TableName, write, lastCommit)
    case 'delete':
    case 'check': {
      const expression = new Expression()
      const ConditionExpression = guardCondition(expression, write.ref.kind, write.guard)
      const action = { TableName, Key, ConditionExpression, ...expression.placeholders(), ...OLD_ITEM }
      return write.op === 'delete' ? { Delete: action } : { ConditionCheck: action }
    }
  }
}

/** An update that changes nothing and only asks is a condition. */
function updateAction(
  TableName: string,
  write: UpdateWrite<RecordKind>,
  lastCommit: string | undefined,
): Action {
  const { UpdateExpression, ...input } = updateOf(TableName, write, lastCommit)
  return UpdateExpression === '' ? { ConditionCheck: input } : { Update: { ...input, UpdateExpression } }
}

function updateOf<Kind extends RecordKind>(
  TableName: string,
  write: UpdateWrite<Kind>,
  lastCommit: string | undefined,
) {
  const expression = new Expression()
  const { set, remove, add } = itemPatch(write, lastCommit)
  const clauses = {
    SET: Object.entries(set).map(([name, value]) => `${expression.name(name)} = ${expression.value(value)}`),
    REMOVE: remove.map((name) => expression.name(name)),
    ADD: Object.entries(add).map(([name, value]) => `${expression.name(name)} ${expression.value(value)}`),
  }
  return {
    TableName,
    Key: keyOf(write.ref),
    UpdateExpression: Object.entries(clauses)
      .flatMap(([clause, parts]) => (parts.length === 0 ? [] : `${clause} ${parts.join(', ')}`))
      .join(' '),
    ConditionExpression: guardCondition(expression, write.ref.kind, write.guard),
    ...expression.placeholders(),
    ...OLD_ITEM,
  }
}
