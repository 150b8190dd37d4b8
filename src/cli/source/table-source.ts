import { createMemorySceneStore } from '../../adapters/memory/index.js'
import type { BlobStore, CreateScenesOptions, DynamoJsonItem } from '../../index.js'
import { createScenes, projectPrefix, systemClock } from '../../index.js'
import type { Context, Input } from '../command.js'
import { UsageError } from '../command-line/usage-error.js'
import { BUCKET, NOW, PREFIX } from '../options/source-options.js'
import { dynamodb, dynamodbItems, s3 } from './aws.js'
import { clockFrom } from './clocks.js'
import { bucketConfig, tableConnection } from './connection.js'
import type { TableConnection } from './connection.js'
import { interruptible, interruptibleClock } from './interruptible.js'
import type { Purpose } from './open-source.js'
import { policyOf } from './policy.js'
import type { ItemDoor, Source } from './source.js'
import { unknownBucket } from './unknown-bucket.js'

/**
 * A table, and the bucket if one is named.
 * @throws UsageError, CommandFailure
 */
export async function openTable(input: Input, context: Context, purpose: Purpose): Promise<Source> {
  const connection = tableConnection(input)
  const { signal } = context
  const time = input.option(NOW)
  if (time !== undefined && purpose.writes === true) {
    throw new UsageError('--now does not go with writing to a table: what is written there has its own time')
  }
  const { createDynamoSceneStore } = await dynamodb()
  const blobs = await openBucket(input)
  const store = interruptible(createDynamoSceneStore(connection), signal)
  const parts: Omit<CreateScenesOptions, 'store'> = {
    blobs: blobs ?? unknownBucket(),
    clock: interruptibleClock(time === undefined ? systemClock : clockFrom(time), signal),
    policy: policyOf(input),
    ...(purpose.actor !== undefined && { actor: purpose.actor }),
  }
  const items = await tableDoor(connection, blobs, signal)
  return {
    name: `table ${connection.tableName}`,
    objects: blobs === undefined ? 'unknown' : 'known',
    clock: parts.clock ?? systemClock,
    store,
    scenes: createScenes({ store, ...parts }),
    items,
    rehearse: async (projectId) => {
      const copy = createMemorySceneStore({ items: await allOf(items.read([projectId])) })
      return { store: copy, scenes: createScenes({ store: copy, ...parts }) }
    },
    save: () => Promise.resolve(),
  }
}

async function openBucket(input: Input): Promise<BlobStore | undefined> {
  const bucket = input.option(BUCKET)
  if (bucket === undefined) return undefined
  const prefix = input.option(PREFIX)
  const { createS3BlobStore } = await s3()
  return createS3BlobStore({ bucket, config: bucketConfig(input), ...(prefix !== undefined && { prefix }) })
}

async function tableDoor(
  connection: TableConnection,
  blobs: BlobStore | undefined,
  signal: AbortSignal,
): Promise<ItemDoor> {
  const { tableItems } = await dynamodbItems()
  const table = tableItems(connection)
  return {
    async *read(projectIds) {
      if (projectIds.length === 0) for await (const page of table.all({ signal })) yield* page
      for (const projectId of projectIds)
        for await (const page of table.ofProject(projectId, { signal })) yield* page
    },
    find: (item) => table.find(item, { signal }),
    put: (item, options) => table.put(item, options),
    async *objects(projectIds) {
      if (blobs === undefined) return
      const folders = projectIds.length === 0 ? ['mv/projects/'] : projectIds.map(projectPrefix)
      for (const folder of folders) yield* blobs.list(folder)
    },
  }
}

async function allOf(items: AsyncIterable<DynamoJsonItem>): Promise<readonly DynamoJsonItem[]> {
  const all: DynamoJsonItem[] = []
  for await (const item of items) all.push(item)
  return all
}
