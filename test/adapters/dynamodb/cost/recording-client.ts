import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import type { Usage } from './usage.js'
import { NOTHING, plus, unitsOf } from './usage.js'

/** A request as the client sent it. */
export interface RecordedRequest {
  /** `TransactWriteItems`, `Query` … */
  readonly operation: string
  /** As it was given to the client: in plain values where that is a document client. */
  readonly input: object
}

/** A client that keeps what it is asked to send, and what the table says it cost. */
export interface RecordingClient {
  readonly client: DynamoDBClient
  /** Every request so far. */
  readonly requests: readonly RecordedRequest[]
  /** What was used since this was asked last. */
  take(): Usage
  /** Resolves when the next request of this operation is answered. */
  answered(operation: string): Promise<void>
}

/** A client that sends each request once, asks what it cost in the table and its index, and records both. */
export function recordingClient(config: DynamoDBClientConfig): RecordingClient {
  const client = new DynamoDBClient({ ...config, maxAttempts: 1 })
  const requests: RecordedRequest[] = []
  const waiting: { readonly operation: string; readonly wake: () => void }[] = []
  let used = NOTHING
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (request) => {
        const operation = String(commandName).replace(/Command$/, '')
        requests.push({ operation, input: request.input })
        used = plus(used, { ...NOTHING, requests: 1 })
        const input = Object.assign({}, request.input, { ReturnConsumedCapacity: 'INDEXES' as const })
        const answer = await next({ ...request, input })
        used = plus(used, unitsOf(operation, answer.output))
        for (const { wake } of waiting.filter((one) => one.operation === operation)) wake()
        return answer
      },
    { step: 'initialize', priority: 'low', name: 'recordRequests' },
  )
  return {
    client,
    requests,
    take: () => {
      const taken = used
      used = NOTHING
      return taken
    },
    answered: (operation) =>
      new Promise((wake) => {
        waiting.push({ operation, wake })
      }),
  }
}
