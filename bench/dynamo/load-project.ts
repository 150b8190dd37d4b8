import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { SceneStore } from '@badapple/scenes'
import {
  Entity as ToolboxEntity,
  item,
  number,
  QueryCommand as ToolboxQuery,
  string,
  Table,
} from 'dynamodb-toolbox'
import { Entity as ElectroEntity } from 'electrodb'
import type { Contender } from '../compare.js'

/** Loading a whole project, all pages of it, validated where the library validates. */
export function loads(
  client: DynamoDBClient,
  store: SceneStore,
  tableName: string,
  projectId: string,
): readonly [Contender, ...Contender[]] {
  return [
    ofDocumentClient(client, tableName, projectId),
    { name: 'this library, validated', run: () => store.loadProject(projectId) },
    ofElectro(client, tableName, projectId),
    ofToolbox(client, tableName, projectId),
  ]
}

function ofDocumentClient(client: DynamoDBClient, TableName: string, projectId: string): Contender {
  const documents = DynamoDBDocumentClient.from(client)
  return {
    name: 'lib-dynamodb, the same query',
    run: async () => {
      const items: unknown[] = []
      let from: Record<string, unknown> | undefined
      do {
        const page = await documents.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'PK = :project AND SK BETWEEN :first AND :last',
            ExpressionAttributeValues: {
              ':project': `PROJECT#${projectId}`,
              ':first': 'INTENT',
              ':last': 'SEQUENCE',
            },
            ConsistentRead: true,
            ...(from !== undefined && { ExclusiveStartKey: from }),
          }),
        )
        items.push(...(page.Items ?? []))
        from = page.LastEvaluatedKey
      } while (from !== undefined)
      return items
    },
  }
}

function ofElectro(client: DynamoDBClient, table: string, projectId: string): Contender {
  const scene = new ElectroEntity(
    {
      model: { entity: 'scene', version: '1', service: 'scenes' },
      attributes: {
        projectId: { type: 'string', required: true },
        sequence: { type: 'number' },
        displaySequence: { type: 'number' },
        status: { type: ['pending', 'processing', 'completed', 'failed'] as const },
        prompt: { type: 'string' },
        duration: { type: 'number' },
        originalVideoClipS3Key: { type: 'string' },
        workingVideoClipS3Key: { type: 'string' },
        trimPoints: { type: 'string' },
        createdAt: { type: 'string' },
        updatedAt: { type: 'string' },
        number: { type: 'string' },
      },
      indexes: {
        byPlace: {
          pk: { field: 'PK', composite: ['projectId'], template: 'PROJECT#${projectId}', casing: 'none' },
          sk: { field: 'SK', composite: ['number'], template: 'SCENE#${number}', casing: 'none' },
        },
      },
    } as const,
    { client: DynamoDBDocumentClient.from(client), table },
  )
  return {
    name: 'electrodb, its scenes',
    run: () =>
      scene.query.byPlace({ projectId }).go({ pages: 'all', ignoreOwnership: true, consistent: true }),
  }
}

function ofToolbox(client: DynamoDBClient, name: string, projectId: string): Contender {
  const table = new Table({
    documentClient: DynamoDBDocumentClient.from(client),
    name,
    partitionKey: { name: 'PK', type: 'string' },
    sortKey: { name: 'SK', type: 'string' },
  })
  const scene = new ToolboxEntity({
    name: 'scene',
    table,
    schema: item({
      PK: string().key(),
      SK: string().key(),
      sequence: number(),
      displaySequence: number().optional(),
      status: string().enum('pending', 'processing', 'completed', 'failed'),
      prompt: string(),
      duration: number().optional(),
      originalVideoClipS3Key: string().optional(),
      workingVideoClipS3Key: string().optional(),
      trimPoints: string().optional(),
      createdAt: string(),
      updatedAt: string(),
    }),
    timestamps: false,
    entityAttribute: false,
  })
  const partition = `PROJECT#${projectId}`
  return {
    name: 'dynamodb-toolbox, its scenes',
    run: () =>
      table
        .build(ToolboxQuery)
        .query({ partition, range: { beginsWith: 'SCENE#' } })
        .entities(scene)
        .options({ consistent: true, maxPages: Infinity, noEntityMatchBehavior: 'DISCARD' })
        .send(),
  }
}
