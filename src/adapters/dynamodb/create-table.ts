import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import type { TableCheck } from './check-table.js'
import { checkTable } from './check-table.js'
import type { DynamoConnection } from './connection.js'
import { clientOf } from './connection.js'
import type { SendOptions } from '../deadline.js'
import { Sender } from './sender.js'
import { errorName } from './store-error.js'
import { STREAM, tableDefinition } from './table-definition.js'

/** Which table to create, and how. */
export type CreateTableOptions = DynamoConnection & {
  readonly tableName: string
  /** Whether to keep backups of every moment of the last 35 days. They cost by the size of the table. Default: true. */
  readonly pointInTimeRecovery?: boolean
  /** Whether to turn on the stream of its changes, which `createStreamHandler` delivers events from. Default: false. */
  readonly stream?: boolean
  /** How long to wait until the table can be used, in seconds. Default: 300. */
  readonly maxWaitSeconds?: number
  readonly signal?: CancelSignal
}

/**
 * Creates the table unless it is there, waits until it can be used, and turns on its backups and, when it is asked to, its
 * stream. A table that is there is left as it is otherwise, also a stream with another view: the answer says what is wrong
 * with it.
 * @throws SceneError `STORE_REFUSED`, `STORE_UNAVAILABLE`, `ABORTED`
 */
export async function createTable(options: CreateTableOptions): Promise<TableCheck> {
  const { tableName, pointInTimeRecovery = true, stream = false, maxWaitSeconds = 300, signal } = options
  const client = clientOf(options)
  const maxWaitMs = maxWaitSeconds * 1_000
  const sender = new Sender(tableName, { retryBudgetMs: maxWaitMs })
  const definition = { ...tableDefinition(tableName), ...(stream && { StreamSpecification: STREAM }) }
  await sender.send(
    (request) => client.send(new CreateTableCommand(definition), request).catch(unlessItExists),
    signal,
  )
  const waiting = { client, maxWaitTime: maxWaitSeconds, minDelay: 1, maxDelay: 5 }
  const untilUsable = () =>
    new Sender(tableName, { requestTimeoutMs: maxWaitMs, retryBudgetMs: 0 }).send(
      (request) => waitUntilTableExists({ ...waiting, ...request }, { TableName: tableName }),
      signal,
    )
  await untilUsable()
  if (stream) {
    await sender.send((request) => turnOnStream(client, tableName, request), signal)
    await untilUsable()
  }
  // A new table has no backups to turn on for a while.
  if (pointInTimeRecovery) await sender.send((request) => turnOnBackups(client, tableName, request), signal)
  return checkTable({ client, tableName, signal })
}

/** A table that has a stream keeps it: turning it on anew would make another one. */
async function turnOnStream(client: DynamoDBClient, TableName: string, request: SendOptions): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }), request)
  if (Table?.StreamSpecification?.StreamEnabled === true) return
  const StreamSpecification = STREAM
  // Somebody else may be faster.
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification }), request).catch(unlessItExists)
}

/** Engines for tests may not know of backups; `checkTable` remarks on it. */
async function turnOnBackups(client: DynamoDBClient, TableName: string, request: SendOptions): Promise<void> {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
  try {
    await client.send(
      new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
      request,
    )
  } catch (error) {
    if (errorName(error) !== 'UnknownOperationException') throw error
  }
}

function unlessItExists(error: unknown): void {
  if (errorName(error) !== 'ResourceInUseException') throw error
}
