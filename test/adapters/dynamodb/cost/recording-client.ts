import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import type { MeteredClient } from './metered-client.js'
import { meteredClient } from './metered-client.js'

/** A request as the client sent it. */
export interface RecordedRequest {
  /** `TransactWriteItems`, `Query` … */
  readonly operation: string
  /** As it was given to the client: in plain values where that is a document client. */
  readonly input: object
}

/** A client that keeps what it is asked to send, and what the table says it cost. */
export interface RecordingClient extends MeteredClient {
  /** Every request so far. */
  readonly requests: readonly RecordedRequest[]
  /** Resolves when the next request of this operation is answered. */
  answered(operation: string): Promise<void>
}

/** A client that sends each request once, asks what it cost in the table and its index, and records both. */
export function recordingClient(config: DynamoDBClientConfig): RecordingClient {
  const requests: RecordedRequest[] = []
  const waiting: { readonly operation: string; readonly wake: () => void }[] = []
  const metered = meteredClient(config, {
    sent: (operation, input) => {
      requests.push({ operation, input })
    },
    answered: (operation) => {
      for (const { wake } of waiting.filter((one) => one.operation === operation)) wake()
    },
  })
  return {
    ...metered,
    requests,
    answered: (operation) =>
      new Promise((wake) => {
        waiting.push({ operation, wake })
      }),
  }
}
