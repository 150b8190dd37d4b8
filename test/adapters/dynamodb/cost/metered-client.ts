import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import type { Usage } from './usage.js'
import { NOTHING, plus, unitsOf } from './usage.js'

/** A client that knows what the table says its requests cost. */
export interface MeteredClient {
  readonly client: DynamoDBClient
  /** What was used since this was asked last. */
  take(): Usage
}

/** Who else is told of requests. */
export interface MeterListeners {
  readonly sent?: (operation: string, input: object) => void
  readonly answered?: (operation: string) => void
}

/** A client that sends each request once, and asks what it cost in the table and its index. */
export function meteredClient(config: DynamoDBClientConfig, listeners: MeterListeners = {}): MeteredClient {
  const client = new DynamoDBClient({ ...config, maxAttempts: 1 })
  let used = NOTHING
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const operation = String(commandName).replace(/Command$/, '')
        listeners.sent?.(operation, request.input)
        used = plus(used, { ...NOTHING, requests: 1 })
        const input = Object.assign({}, request.input, { ReturnConsumedCapacity: 'INDEXES' as const })
        const answer = await next({ ...request, input })
        used = plus(used, unitsOf(operation, answer.output))
        listeners.answered?.(operation)
        return answer
      },
    { step: 'initialize', priority: 'low', name: 'meterRequests' },
  )
  return {
    client,
    take: () => {
      const taken = used
      used = NOTHING
      return taken
    },
  }
}
