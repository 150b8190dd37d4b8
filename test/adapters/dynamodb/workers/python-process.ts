import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient, GetItemCommand, paginateQuery, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PYTHON_ATTRIBUTES } from '@badapple/scenes/testing'
import { seededRandom } from '../../../../src/testing/seeded-random.js'
import { ownAssignment } from './assignment.js'
import { diaryIn } from './diary.js'
import { configFor } from '../../../support/engines/engine-config.js'

/** The share of the requests that save the project. */
const PROJECT_SHARE = 0.1

type NativeItem = Record<string, AttributeValue>

/** So many requests does the backend answer at the same time. */
const AT_ONCE = 3

/**
 * Plays the Python backend: reads whole items, and saves them a while later, as they were, with the attributes that its
 * models know. Of the project it saves what it counted meanwhile.
 */
async function main(): Promise<void> {
  const assignment = ownAssignment()
  const { directory, projectId, seed, tableName: TableName } = assignment
  const diary = diaryIn(directory)
  const client = new DynamoDBClient(configFor(assignment.endpoint))
  const random = seededRandom(seed)
  const PK = { S: `PROJECT#${projectId}` }

  async function scenesAsRead(): Promise<readonly NativeItem[]> {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: 'PK = :project AND begins_with(SK, :scene)',
        ExpressionAttributeValues: { ':project': PK, ':scene': { S: 'SCENE#' } },
      },
    )
    const items: NativeItem[] = []
    for await (const { Items = [] } of pages) items.push(...Items)
    return items
  }

  async function saveLater(SK: string, counted: NativeItem = {}): Promise<void> {
    const { Item: item } = await client.send(new GetItemCommand({ TableName, Key: { PK, SK: { S: SK } } }))
    if (item === undefined) return
    await sleep(50 + random() * 250)
    const known = Object.entries(item).filter(([name]) => PYTHON_ATTRIBUTES.has(name))
    const Item = { ...Object.fromEntries(known), ...counted, updatedAt: { S: pythonTime() } }
    await client.send(new PutItemCommand({ TableName, Item }))
    diary.write({ type: 'saved', SK })
  }

  async function answerRequests(): Promise<void> {
    while (!existsSync(join(directory, 'stop'))) {
      if (random() < PROJECT_SHARE) await saveLater('METADATA', countersOf(await scenesAsRead()))
      else await saveLater(sortKeys[Math.floor(random() * sortKeys.length)] ?? 'METADATA')
    }
  }

  const sortKeys = (await scenesAsRead()).flatMap(({ SK }) => SK?.S ?? [])
  await Promise.all(Array.from({ length: AT_ONCE }, answerRequests))
}

/** The backend counts by status. */
function countersOf(scenes: readonly NativeItem[]): NativeItem {
  const count = (status: string) => scenes.filter((scene) => scene['status']?.S === status).length
  return {
    sceneCount: { N: String(scenes.length) },
    completedScenes: { N: String(count('completed')) },
    failedScenes: { N: String(count('failed')) },
  }
}

/** The present as the backend writes it: `2025-11-24T08:15:30.123000+0000`. */
function pythonTime(): string {
  return new Date().toISOString().replace('Z', '000+0000')
}

void main()
