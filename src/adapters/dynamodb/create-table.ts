import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  CreateTableCommand,
  UpdateContinuousBackupsCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import type { CancelSignal } from '../../core/ports/scene-store.js'
import type { TableCheck } from './check-table.js'
import { checkTable } from './check-table.js'
import type { DynamoConnection } from './connection.js'
import { clientOf } from './connection.js'
import { nameOf, toStoreError } from './store-error.js'
import { tableDefinition } from './table-definition.js'

/** Which table to create, and how. */
export type CreateTableOptions = DynamoConnection & {
  readonly tableName: string
  /** Whether to keep backups of every moment of the last 35 days. They cost by the size of the table. Default: true. */
  readonly pointInTimeRecovery?: boolean
  /** How long to wait until the table can be used, in seconds. Default: 300. */
  readonly maxWaitSeconds?: number
  readonly signal?: CancelSignal
}

/**
 * Creates the table unless it is there, waits until it can be used, and turns on its backups. A table that is there is left
 * as it is otherwise: the answer says what is wrong with it.
 * @throws SceneError `STORE_REFUSED`, `STORE_UNAVAILABLE`
 */
export async function createTable(options: CreateTableOptions): Promise<TableCheck> {
  const { tableName, pointInTimeRecovery = true, maxWaitSeconds = 300 } = options
  const client = clientOf(options)
  try {
    await client.send(new CreateTableCommand(tableDefinition(tableName))).catch(unlessItExists)
    await waitUntilTableExists(
      { client, maxWaitTime: maxWaitSeconds, minDelay: 1, maxDelay: 5 },
      { TableName: tableName },
    )
    if (pointInTimeRecovery) await turnOnBackups(client, tableName)
  } catch (error) {
    throw toStoreError(error, tableName)
  }
  return checkTable({ client, tableName })
}

/** Engines for tests may not know of backups; `checkTable` remarks on it. */
async function turnOnBackups(client: DynamoDBClient, TableName: string): Promise<void> {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
  try {
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }))
  } catch (error) {
    if (nameOf(error) !== 'UnknownOperationException') throw error
  }
}

function unlessItExists(error: unknown): void {
  if (nameOf(error) !== 'ResourceInUseException') throw error
}
