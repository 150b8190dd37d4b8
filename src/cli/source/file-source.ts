import { isDeepStrictEqual } from 'node:util'
import { createMemoryBlobStore } from '../../adapters/memory/index.js'
import { ItemTable } from '../../adapters/memory/item-table.js'
import { sceneStoreOn } from '../../adapters/memory/scene-store.js'
import type { DynamoJsonItem, Item } from '../../index.js'
import {
  createScenes,
  fromDynamoJson,
  partitionKey,
  placeOf,
  systemClock,
  toDynamoJson,
} from '../../index.js'
import type { Input } from '../command.js'
import { CommandFailure } from '../command-failure.js'
import { NOW } from '../options/source-options.js'
import type { ExportFile } from './export-file.js'
import { exportText, readExport } from './export-file.js'
import type { Purpose } from './open-source.js'
import { policyOf } from './policy.js'
import { standingClock, tickingClock } from './clocks.js'
import { objectsOfProjects } from './project-objects.js'
import type { ItemDoor, Source } from './source.js'
import { unknownBucket } from './unknown-bucket.js'
import { replaceFile } from './write-file.js'

/**
 * An export in memory; the file changes when it is saved.
 * @throws CommandFailure
 */
export async function openFile(path: string, input: Input, { actor, writes }: Purpose): Promise<Source> {
  const file = await readExport(path)
  const { items, objects, exportedAt, isScan } = file.document
  if (isScan && writes === true) {
    throw new CommandFailure(
      `${path} is the output of a scan, which is not written; make an export of it first, with export --file ${path} --out NEW`,
    )
  }
  const time = input.option(NOW) ?? exportedAt
  const clock = time === undefined ? systemClock : writes === true ? tickingClock(time) : standingClock(time)
  const table = new ItemTable()
  for (const item of items) table.put(fromDynamoJson(item))
  const store = sceneStoreOn(table)
  const blobs =
    objects === undefined ? unknownBucket() : createMemoryBlobStore({ objects, now: () => clock.now() })
  const scenes = createScenes({
    store,
    blobs,
    clock,
    policy: policyOf(input),
    ...(actor !== undefined && { actor }),
  })
  return {
    name: path,
    objects: objects === undefined ? 'unknown' : 'known',
    clock,
    store,
    scenes,
    items: memoryItems(table, objects ?? []),
    rehearse: () => Promise.resolve({ store, scenes }),
    save: () => save(file, table),
  }
}

function memoryItems(table: ItemTable, objects: Parameters<typeof objectsOfProjects>[0]): ItemDoor {
  const find = (wanted: DynamoJsonItem) => table.get(placeOf(fromDynamoJson(wanted)))
  return {
    async *read(projectIds) {
      await Promise.resolve()
      const partitions = [...new Set(projectIds.map(partitionKey))].sort()
      const items = projectIds.length === 0 ? table.all() : partitions.flatMap((PK) => table.partition(PK))
      yield* items.map(toDynamoJson)
    },
    find: (wanted) => {
      const item = find(wanted)
      return Promise.resolve(item === undefined ? undefined : toDynamoJson(item))
    },
    put: (item, { overwrite }) => {
      if (!overwrite && find(item) !== undefined) return Promise.resolve(false)
      table.put(fromDynamoJson(item))
      return Promise.resolve(true)
    },
    async *objects(projectIds) {
      await Promise.resolve()
      yield* objectsOfProjects(objects, projectIds)
    },
  }
}

/** Items that are as they were stay as they are written; the others follow in their place, and new ones at the end. */
async function save({ path, text, document }: ExportFile, table: ItemTable): Promise<void> {
  const left = new Map(table.all().map((item) => [placeName(item), item]))
  const kept = document.items.flatMap((written) => {
    const before = fromDynamoJson(written)
    const now = left.get(placeName(before))
    left.delete(placeName(before))
    if (now === undefined) return []
    return isDeepStrictEqual(now, before) ? [written] : [toDynamoJson(now)]
  })
  const items = [...kept, ...[...left.values()].map(toDynamoJson)]
  if (isDeepStrictEqual(items, document.items)) return
  await replaceFile(path, text, exportText({ ...document, items }))
}

function placeName(item: Item): string {
  const { PK, SK } = placeOf(item)
  return JSON.stringify([PK, SK])
}
