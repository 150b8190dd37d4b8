import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { newProjectRow, newSceneRow, sceneSk } from '../../../defects/naive-rows.js'

type Row = Readonly<Record<string, unknown>>

const NOW_MS = Date.UTC(2025, 10, 24, 12, 0, 0, 123)

/** Today's backend on a table, request by request: whole items, reads that may lag, and a recount over all scenes. */
export class TodaysWay {
  readonly #documents: DynamoDBDocumentClient
  readonly #tableName: string
  readonly #projectId = 'a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d'

  constructor(client: DynamoDBClient, tableName: string) {
    this.#documents = DynamoDBDocumentClient.from(client)
    this.#tableName = tableName
  }

  /** A project of so many scenes with this prompt, none of which has a video. */
  async begin(scenes: number, prompt: string): Promise<void> {
    await this.#put({ ...newProjectRow(this.#projectId, scenes, NOW_MS) })
    for (let sequence = 1; sequence <= scenes; sequence++) {
      await this.#put({ ...newSceneRow(this.#projectId, sequence, NOW_MS), prompt })
    }
  }

  /** `POST /generate_scene_video`, and what the worker does that it leads to. */
  async generate(sequence: number): Promise<void> {
    await this.#get('METADATA')
    const asked = await this.#get(sceneSk(sequence))
    await this.#put({ ...asked, status: 'processing' })
    // The provider makes the video.
    const scene = await this.#get(sceneSk(sequence))
    const key = `mv/projects/${this.#projectId}/scenes/${sequence}/video.mp4`
    const clips = { originalVideoClipS3Key: key, workingVideoClipS3Key: key }
    await this.#put({ ...scene, ...clips, status: 'completed', trimPoints: '{"in": 0.0, "out": 8.0}' })
    const rows = await this.#scenes()
    const completedScenes = rows.filter(({ status }) => status === 'completed').length
    await this.#put({ ...(await this.#get('METADATA')), completedScenes })
  }

  async #scenes(): Promise<readonly Row[]> {
    const rows: Row[] = []
    let from: QueryCommandInput['ExclusiveStartKey']
    do {
      const { Items = [], LastEvaluatedKey } = await this.#documents.send(
        new QueryCommand({
          TableName: this.#tableName,
          KeyConditionExpression: 'PK = :project AND begins_with(SK, :scene)',
          ExpressionAttributeValues: { ':project': `PROJECT#${this.#projectId}`, ':scene': 'SCENE#' },
          ExclusiveStartKey: from,
        }),
      )
      rows.push(...Items)
      from = LastEvaluatedKey
    } while (from !== undefined)
    return rows
  }

  async #get(SK: string): Promise<Row> {
    const Key = { PK: `PROJECT#${this.#projectId}`, SK }
    const { Item = {} } = await this.#documents.send(new GetCommand({ TableName: this.#tableName, Key }))
    return Item
  }

  async #put(row: Row): Promise<void> {
    await this.#documents.send(new PutCommand({ TableName: this.#tableName, Item: { ...row } }))
  }
}
