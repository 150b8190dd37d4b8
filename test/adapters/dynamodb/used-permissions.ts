import * as z from 'zod'
import type { RecordedRequest } from './cost/recording-client.js'

/** An action of IAM, and what it is done to. */
export interface UsedPermission {
  /** `dynamodb:PutItem` … */
  readonly action: string
  readonly on: 'table' | 'index'
}

const input = z.object({
  IndexName: z.string().optional(),
  TransactItems: z.array(z.record(z.string(), z.unknown())).optional(),
})

/** What the actions of a transaction are called in policies. */
const IN_TRANSACTIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

/** What somebody must be allowed to do to send a request: a transaction itself is no action of a policy, what is in it is. */
export function usedPermissions(request: RecordedRequest): readonly UsedPermission[] {
  const { IndexName, TransactItems } = input.parse(request.input)
  const on = IndexName === undefined ? 'table' : 'index'
  const names = TransactItems?.flatMap((item) => Object.keys(item)) ?? [request.operation]
  return names.map((name) => ({ action: `dynamodb:${IN_TRANSACTIONS[name] ?? name}`, on }))
}
