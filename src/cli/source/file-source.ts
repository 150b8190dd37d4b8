import { isDeepStrictEqual } from 'node:util'
import type { MemorySceneStore } from '../../adapters/memory/index.js'
import { createMemoryBlobStore, createMemorySceneStore } from '../../adapters/memory/index.js'
import type { DynamoJsonItem } from '../../index.js'
import { createScenes, fromDynamoJson, partitionKey, placeOf, systemClock } from '../../index.js'
import type { Input } from '../command.js'
import { CommandFailure } from '../command-failure.js'
import { NOW } from '../options/source-options.js'
import { standingClock, tickingClock } from './clocks.js'
import type { ExportFile } from './export-file.js'
import { exportText, readExport } from './export-file.js'
import type { Purpose } from './open-source.js'
import { policyOf } from './policy.js'
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
  const store = createMemorySceneStore({ items })
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
    items: memoryItems(store, objects ?? []),
    rehearse: () => Promise.resolve({ store, scenes }),
    save: () => save(file, store),
  }
}

function memoryItems(store: MemorySceneStore, objects: Parameters<typeof objectsOfProjects>[0]): ItemDoor {
  const find = (wanted: DynamoJsonItem) => {
    const { PK, SK } = placeOf(fromDynamoJson(wanted))
    return store.exportItems().find((item) => item['PK']?.['S'] === PK && item['SK']?.['S'] === SK)
  }
  return {
    async *read(projectIds) {
      await Promise.resolve()
      const partitions = new Set<unknown>(projectIds.map(partitionKey))
      yield* store.exportItems().filter((item) => partitions.size === 0 || partitions.has(item['PK']?.['S']))
    },
    find: (item) => Promise.resolve(find(item)),
    put: (item, { overwrite }) => {
      if (!overwrite && find(item) !== undefined) return Promise.resolve(false)
      store.putItem(item)
      return Promise.resolve(true)
    },
    async *objects(projectIds) {
      await Promise.resolve()
      yield* objectsOfProjects(objects, projectIds)
    },
  }
}

/** Items that are as they were stay as they are written; the others follow in their place, and new ones at the end. */
async function save({ path, text, document }: ExportFile, store: MemorySceneStore): Promise<void> {
  const now = new Map(store.exportItems().map((item) => [placeName(item), item]))
  const kept = document.items.flatMap((item) => {
    const name = placeName(item)
    const current = now.get(name)
    now.delete(name)
    if (current === undefined) return []
    return isDeepStrictEqual(fromDynamoJson(current), fromDynamoJson(item)) ? [item] : [current]
  })
  const saved = exportText({ ...document, items: [...kept, ...now.values()] })
  const isSame = isDeepStrictEqual([...kept, ...now.values()], document.items)
  if (!isSame) await replaceFile(path, text, saved)
}

function placeName(item: DynamoJsonItem): string {
  return JSON.stringify([item['PK'], item['SK']])
}
