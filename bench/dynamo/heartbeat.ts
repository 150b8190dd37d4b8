import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SceneStore } from '@badapple/scenes'
import { toTimestamp } from '@badapple/scenes'
import { Entity as ToolboxEntity, item, string, Table, UpdateItemCommand } from 'dynamodb-toolbox'
import { Entity as ElectroEntity } from 'electrodb'
import type { Contender } from '../compare.js'

const Key = { PK: 'PROJECT#91cf', SK: 'LEASE#003' }

/** A simple update, a heartbeat: one attribute of one item under three conditions. The times go back and forth. */
export function heartbeats(
  client: DynamoDBClient,
  store: SceneStore,
  tableName: string,
): readonly [Contender, ...Contender[]] {
  return [
    ofDocumentClient(client, tableName, 'lib-dynamodb, the same with a deadline', withDeadline),
    ofDocumentClient(client, tableName, 'lib-dynamodb, without a deadline', (send) => send({})),
    ofScenes(store),
    ofElectro(client, tableName),
    ofToolbox(client, tableName),
  ]
}

/** Two instants, each the other's successor. */
function* expiries(): Generator<{ readonly from: string; readonly to: string }> {
  const times = ['2025-11-24T12:02:00.000000', '2025-11-24T12:04:00.000000']
  for (let at = 0; ; at++) yield { from: times[at % 2] ?? '', to: times[(at + 1) % 2] ?? '' }
}

/** How a request is sent. */
type Sending = <T>(send: (options: { readonly abortSignal?: AbortSignal }) => Promise<T>) => Promise<T>

/** Every request of the library can be aborted, and is aborted when it takes too long. */
async function withDeadline<T>(send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>) {
  const controller = new AbortController()
  const timeout = setTimeout(() => {
    controller.abort()
  }, 10_000)
  try {
    return await send({ abortSignal: controller.signal })
  } finally {
    clearTimeout(timeout)
  }
}

function ofDocumentClient(
  client: DynamoDBClient,
  TableName: string,
  name: string,
  sending: Sending,
): Contender {
  const documents = DynamoDBDocumentClient.from(client)
  const times = expiries()
  return {
    name,
    run: () => {
      const { from, to } = next(times)
      const command = new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: 'SET #0 = :0',
        ConditionExpression:
          'attribute_exists(PK) AND #1 = :1 AND #0 = :2 AND (attribute_not_exists(#2) OR attribute_type(#2, :3))',
        ExpressionAttributeNames: { '#0': 'expiry', '#1': 'claimId', '#2': 'ended' },
        ExpressionAttributeValues: {
          ':0': `${to}+0000`,
          ':1': 'claim-1',
          ':2': `${from}+0000`,
          ':3': 'NULL',
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      })
      return sending((options) => documents.send(command, options))
    },
  }
}

function ofScenes(store: SceneStore): Contender {
  const times = expiries()
  const ref = { kind: 'claim', projectId: '91cf', sequence: 3 } as const
  let commits = 0
  return {
    name: 'this library',
    run: () => {
      const { from, to } = next(times)
      return store.commit({
        id: `command-${++commits}.1`,
        projectId: '91cf',
        writes: [
          {
            op: 'update',
            ref,
            set: { expiry: toTimestamp(`${to}Z`) },
            guard: { equals: { claimId: 'claim-1', expiry: toTimestamp(`${from}Z`), ended: null } },
          },
        ],
      })
    },
  }
}

function ofElectro(client: DynamoDBClient, table: string): Contender {
  const lease = new ElectroEntity(
    {
      model: { entity: 'lease', version: '1', service: 'scenes' },
      attributes: {
        projectId: { type: 'string', required: true },
        number: { type: 'string', required: true },
        claimId: { type: 'string' },
        expiry: { type: 'string' },
        ended: { type: 'boolean' },
      },
      indexes: {
        byPlace: {
          pk: { field: 'PK', composite: ['projectId'], template: 'PROJECT#${projectId}', casing: 'none' },
          sk: { field: 'SK', composite: ['number'], template: 'LEASE#${number}', casing: 'none' },
        },
      },
    } as const,
    { client: DynamoDBDocumentClient.from(client), table },
  )
  const times = expiries()
  return {
    name: 'electrodb',
    run: () => {
      const { from, to } = next(times)
      return lease
        .patch({ projectId: '91cf', number: '003' })
        .set({ expiry: `${to}+0000` })
        .where(
          ({ claimId, expiry, ended }, { eq, notExists }) =>
            `${eq(claimId, 'claim-1')} AND ${eq(expiry, `${from}+0000`)} AND ${notExists(ended)}`,
        )
        .go()
    },
  }
}

function ofToolbox(client: DynamoDBClient, name: string): Contender {
  const table = new Table({
    documentClient: DynamoDBDocumentClient.from(client),
    name,
    partitionKey: { name: 'PK', type: 'string' },
    sortKey: { name: 'SK', type: 'string' },
  })
  const lease = new ToolboxEntity({
    name: 'lease',
    table,
    schema: item({
      PK: string().key(),
      SK: string().key(),
      claimId: string().optional(),
      expiry: string().optional(),
      ended: string().optional(),
    }),
    timestamps: false,
    entityAttribute: false,
  })
  const times = expiries()
  return {
    name: 'dynamodb-toolbox',
    run: () => {
      const { from, to } = next(times)
      return lease
        .build(UpdateItemCommand)
        .item({ ...Key, expiry: `${to}+0000` })
        .options({
          condition: {
            and: [
              { attr: 'PK', exists: true },
              { attr: 'claimId', eq: 'claim-1' },
              { attr: 'expiry', eq: `${from}+0000` },
              { attr: 'ended', exists: false },
            ],
          },
        })
        .send()
    },
  }
}

function next<T>(values: Generator<T, never>): T
function next<T>(values: Generator<T>): T
function next<T>(values: Generator<T>): T {
  const { value } = values.next() as IteratorYieldResult<T>
  return value
}
