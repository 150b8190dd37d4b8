import { isDeepStrictEqual } from 'node:util'
import type { BatchWriteItemCommandOutput, WriteRequest } from '@aws-sdk/client-dynamodb'
import { BatchWriteItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb'
import type { DynamoJsonItem } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import type { LiveTable } from '../live-table.js'
import { attributesOf, jsonOf } from '../live-table.js'

/** Every item of a table, without the library that wrote it. */
export interface WholeTable {
  /** All of them, or those of a project, by partition and sort key. */
  exportItems(projectId?: string): Promise<readonly DynamoJsonItem[]>
  putItem(item: DynamoJsonItem): Promise<void>
}

/** The table of a memory store. */
export function memoryTable(store: MemorySceneStore): WholeTable {
  return {
    exportItems: (projectId) =>
      Promise.resolve(inKeyOrder(store.exportItems()).filter((item) => isOf(item, projectId))),
    putItem: (item) => {
      store.putItem(item)
      return Promise.resolve()
    },
  }
}

/** The table on a live engine. */
export function wholeLiveTable({ client, tableName: TableName, door }: LiveTable): WholeTable {
  return {
    exportItems: async (projectId) => {
      const input = { TableName, ConsistentRead: true }
      const pages =
        projectId === undefined
          ? paginateScan({ client }, input)
          : paginateQuery({ client }, { ...input, ...partition(projectId) })
      const items: DynamoJsonItem[] = []
      for await (const { Items = [] } of pages) items.push(...Items.map(jsonOf))
      return inKeyOrder(items)
    },
    putItem: (item) => door.putItem(item),
  }
}

/** Most writes of one batch. */
const BATCH = 25

/** Makes these the only items of a table; those that are there already are not written again. */
export async function replaceItems(table: LiveTable, items: readonly DynamoJsonItem[]): Promise<void> {
  const wanted = new Map(items.map((item) => [placeOf(item), item]))
  const old = new Map((await wholeLiveTable(table).exportItems()).map((item) => [placeOf(item), item]))
  const deletes = [...old].flatMap(([place, { PK = {}, SK = {} }]) =>
    wanted.has(place) ? [] : { DeleteRequest: { Key: attributesOf({ PK, SK }) } },
  )
  const puts = [...wanted].flatMap(([place, item]) =>
    isDeepStrictEqual(old.get(place), item) ? [] : { PutRequest: { Item: attributesOf(item) } },
  )
  await writeAll(table, [...deletes, ...puts])
}

async function writeAll({ client, tableName }: LiveTable, writes: readonly WriteRequest[]): Promise<void> {
  for (let at = 0; at < writes.length; at += BATCH) {
    let left: WriteRequest[] | undefined = writes.slice(at, at + BATCH)
    while (left !== undefined && left.length > 0) {
      const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: left } })
      const answer: BatchWriteItemCommandOutput = await client.send(command)
      left = answer.UnprocessedItems?.[tableName]
    }
  }
}

function partition(projectId: string) {
  return {
    KeyConditionExpression: 'PK = :project',
    ExpressionAttributeValues: { ':project': { S: partitionOf(projectId) } },
  }
}

function isOf(item: DynamoJsonItem, projectId: string | undefined): boolean {
  return projectId === undefined || item['PK']?.['S'] === partitionOf(projectId)
}

function partitionOf(projectId: string): string {
  return `PROJECT#${projectId}`
}

function inKeyOrder(items: readonly DynamoJsonItem[]): readonly DynamoJsonItem[] {
  return items.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** The keys of an item, for people who look. */
export function placeOf({ PK, SK }: DynamoJsonItem): string {
  return `${String(PK?.['S'])} ${String(SK?.['S'])}`
}
