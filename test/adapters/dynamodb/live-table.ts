import { randomUUID } from 'node:crypto'
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { AttributeValue, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import type { DynamoJsonItem, SceneStore } from '@badapple/scenes'
import type { DynamoSceneStoreOptions } from '@badapple/scenes/dynamodb'
import { createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import type { TableDoor } from '@badapple/scenes/testing'
import { startDynamo } from '../../support/engines/dynamo-engine.js'

/** A table of a test on a live engine. */
export interface LiveTable {
  readonly tableName: string
  readonly client: DynamoDBClient
  /** The table without this library. */
  readonly door: TableDoor
  /** A store on the table, with connections of its own. */
  store(options?: Partial<DynamoSceneStoreOptions>): SceneStore
  /** What reaches the engine. */
  readonly config: DynamoDBClientConfig
  readonly endpoint: string
  /** Deletes the table and stops the engine that was started for it. */
  close(): Promise<void>
}

/** A new table, on an engine that is started for it or on the one that the environment names. */
export async function liveTable(): Promise<LiveTable> {
  const engine = await startDynamo()
  const tableName = `${process.env['SCENES_TABLE_PREFIX'] ?? 'scenes-test'}-${randomUUID()}`
  const client = new DynamoDBClient(engine.config)
  await createTable({ client, tableName, pointInTimeRecovery: false })
  return {
    config: engine.config,
    endpoint: engine.endpoint,
    tableName,
    client,
    door: {
      getItem: async (key) => {
        const Key = { PK: { S: key.PK }, SK: { S: key.SK } }
        const { Item } = await client.send(
          new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }),
        )
        return Item === undefined ? undefined : jsonOf(Item)
      },
      putItem: async (item) => {
        await client.send(new PutItemCommand({ TableName: tableName, Item: attributesOf(item) }))
      },
      deleteItem: async ({ PK, SK }) => {
        await client.send(
          new DeleteItemCommand({ TableName: tableName, Key: { PK: { S: PK }, SK: { S: SK } } }),
        )
      },
    },
    store: ({ client: _client, config: _config, ...options } = {}) =>
      createDynamoSceneStore({ config: engine.config, tableName, ...options }),
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }))
      client.destroy()
      engine.stop()
    },
  }
}

/** DynamoDB JSON is what the client takes; it says so in a type of its own. */
export function attributesOf(item: DynamoJsonItem): Record<string, AttributeValue> {
  const entries = Object.entries(item).map(([name, json]): [string, AttributeValue] => {
    if (!isAttributeValue(json)) throw new Error(`${name} is no DynamoDB JSON`)
    return [name, json]
  })
  return Object.fromEntries(entries)
}

function isAttributeValue(json: object): json is AttributeValue {
  return Object.keys(json).length === 1
}

/** The same item as this library reads it. */
export function jsonOf(attributes: Record<string, AttributeValue>): DynamoJsonItem {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { ...value }]))
}
