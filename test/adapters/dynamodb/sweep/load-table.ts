import type { BatchWriteItemCommandOutput, WriteRequest } from '@aws-sdk/client-dynamodb'
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb'
import type { LiveTable } from '../live-table.js'
import { attributesOf } from '../live-table.js'
import type { SeededProjects } from './seeded-projects.js'

/** Most writes of one batch, and batches at the same time. */
const [BATCH, AT_ONCE] = [25, 8]

/** What a table was filled with. */
export interface LoadedTable {
  readonly items: number
  readonly scenes: number
  /** Every finding that an audit is to make, as `kind project sequence`. */
  readonly findings: ReadonlySet<string>
}

/** Puts so many projects into a table. */
export async function loadTable(
  { client, tableName }: LiveTable,
  projects: SeededProjects,
  count: number,
): Promise<LoadedTable> {
  let [items, scenes] = [0, 0]
  const findings = new Set<string>()
  const writes = batches()
  const writer = async () => {
    for (const batch of writes) {
      let left: WriteRequest[] | undefined = batch
      while (left !== undefined && left.length > 0) {
        const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: left } })
        const answer: BatchWriteItemCommandOutput = await client.send(command)
        left = answer.UnprocessedItems?.[tableName]
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, writer))
  return { items, scenes, findings }

  function* batches(): Generator<WriteRequest[]> {
    let batch: WriteRequest[] = []
    for (let at = 0; at < count; at++) {
      const project = projects.project(at)
      scenes += project.scenes
      for (const finding of project.findings) findings.add(finding)
      for (const item of project.items) {
        items++
        batch.push({ PutRequest: { Item: attributesOf(item) } })
        if (batch.length < BATCH) continue
        yield batch
        batch = []
      }
    }
    if (batch.length > 0) yield batch
  }
}
