import { randomUUID } from 'node:crypto'
import { BatchWriteItemCommand, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { SceneStore } from '@badapple/scenes'
import { createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import { startDynamo } from '../../test/support/engines/dynamo-engine.js'

/** A project on a live engine. */
export interface LiveProject {
  readonly client: DynamoDBClient
  readonly store: SceneStore
  readonly tableName: string
  readonly projectId: string
  /** The pages of a query for all of it, as the engine answers. */
  pages(): Promise<readonly string[]>
  stop(): void
}

const TIME = '2025-11-24T11:00:00.000000+0000'

/** A new table with a project of so many scenes, of about 1.5 kB each, all with a video and a lease. */
export async function liveProject(scenes: number): Promise<LiveProject> {
  const engine = await startDynamo()
  const tableName = `scenes-bench-${randomUUID()}`
  const projectId = '91cf'
  const client = new DynamoDBClient(engine.config)
  await createTable({ client, tableName, pointInTimeRecovery: false })
  const items = [projectItem(projectId, scenes), ...range(scenes).flatMap((at) => sceneItems(projectId, at))]
  for (let at = 0; at < items.length; at += 25) {
    const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item: marshall(Item) } }))
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }))
  }
  return {
    client,
    store: createDynamoSceneStore({ config: engine.config, tableName }),
    tableName,
    projectId,
    pages: () => pagesOf(client, tableName, projectId),
    stop: () => {
      client.destroy()
      engine.stop()
    },
  }
}

async function pagesOf(
  client: DynamoDBClient,
  TableName: string,
  projectId: string,
): Promise<readonly string[]> {
  const pages: string[] = []
  let from: Record<string, never> | undefined
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :project AND SK BETWEEN :first AND :last',
        ExpressionAttributeValues: marshall({
          ':project': `PROJECT#${projectId}`,
          ':first': 'INTENT',
          ':last': 'SEQUENCE',
        }),
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    )
    const { Items, Count, ScannedCount, LastEvaluatedKey } = answer
    pages.push(JSON.stringify({ Items, Count, ScannedCount, LastEvaluatedKey }))
    from = LastEvaluatedKey as typeof from
  } while (from !== undefined)
  return pages
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

function projectItem(projectId: string, count: number): Record<string, unknown> {
  return {
    ...{
      PK: `PROJECT#${projectId}`,
      SK: 'METADATA',
      GSI1PK: 'completed',
      GSI1SK: '2025-11-24T11:00:00+00:00',
    },
    ...{ entityType: 'project', projectId, status: 'completed', conceptPrompt: 'A choir of radiators' },
    ...{ sceneCount: count, completedScenes: count, failedScenes: 0, ledger: 2 * count, ledgerRetired: 0 },
    ...{ lastCommit: 'beginning.1', order: 1, createdAt: TIME, updatedAt: TIME },
  }
}

function sceneItems(projectId: string, sequence: number): readonly Record<string, unknown>[] {
  const number = String(sequence).padStart(3, '0')
  const key = `mv/projects/${projectId}/scenes/${number}/video_1_claim-${sequence}.mp4`
  const scene = {
    ...{ PK: `PROJECT#${projectId}`, SK: `SCENE#${number}`, entityType: 'scene', projectId, sequence },
    ...{ displaySequence: sequence, status: 'completed', prompt: 'The keeper climbs. '.repeat(60) },
    ...{ duration: 8, needsLipSync: false, referenceImageS3Keys: [], retryCount: 0 },
    ...{ originalVideoClipS3Key: key, workingVideoClipS3Key: key, trimPoints: '{"in": 0.0, "out": 8.0}' },
    ...{ createdAt: TIME, updatedAt: TIME, generationStartedAt: TIME, generationCompletedAt: TIME },
    ...{ lastCommit: 'beginning.1', order: 1, ledger: 2 },
  }
  const lease = {
    ...{ PK: `PROJECT#${projectId}`, SK: `LEASE#${number}`, entityType: 'lease', projectId, sequence },
    ...{ claimId: sequence === 3 ? 'claim-1' : `claim-${sequence}`, owner: 'worker-1', createdAt: TIME },
    ...{ expiry: '2025-11-24T12:02:00.000000+0000', attempt: 1, attemptBase: 1, floor: 1 },
    ...{ clip: key, lastCommit: 'beginning.1' },
  }
  return [scene, lease]
}
