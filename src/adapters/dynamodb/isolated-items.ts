import type { Item } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import type { ItemKey } from '../../core/items/keys.js'
import { PROJECT_SK } from '../../core/items/keys.js'
import { revisionOf } from '../../core/items/stored-item.js'
import { SceneError } from '../../core/model/error.js'
import type { RequestOptions } from '../../core/ports/scene-store.js'
import type { DynamoTable } from './dynamo-table.js'
import { itemsOf } from './item-pages.js'
import { projectQuery, snapshotGet } from './requests/reading-requests.js'

/** A transaction reads so many items at most, the project's own among them … */
const ITEMS_PER_BATCH = 100
/** … and 4 MB; JSON is longer than what is stored, but characters may take up to four bytes. */
const CHARACTERS_PER_BATCH = 1_000_000

/** Batches that are read at the same time. */
const BATCHES_AT_ONCE = 4

/** How often a reading begins anew because others write. */
const TRIES = 20

/**
 * The items of a project as `LoadOptions.isolated` promises them; none when there is no project. A transaction reads a
 * hundred at once, the project's own among them. When all of these and the reading that named them show the same project, no
 * scene came or went in between, as that writes the project. A lease, an intent or a chunk may have come: to see these too would
 * take a reading of the project before the first, and whoever relies on one has a condition on it.
 * @throws SceneError `STORE_UNAVAILABLE` when others write all the time.
 */
export async function isolatedItems(
  table: DynamoTable,
  projectId: string,
  request: RequestOptions,
): Promise<readonly Item[]> {
  for (let tries = 0; tries < TRIES; tries++) {
    const plain = await itemsOf(table.query(projectQuery(table.name, projectId), request))
    if (markOf(plain) === undefined) return []
    const batches = batchesOf(plain)
    const read: (readonly Item[])[] = []
    for (let at = 0; at < batches.length; at += BATCHES_AT_ONCE) {
      const some = batches.slice(at, at + BATCHES_AT_ONCE)
      read.push(
        ...(await Promise.all(some.map((keys) => table.snapshot(snapshotGet(table.name, keys), request)))),
      )
    }
    if ([plain, ...read].every((items, _, [first = []]) => markOf(items) === markOf(first)))
      return merged(read)
  }
  throw writtenTooFast(table.name, projectId)
}

/** The places of a project's items in batches that a transaction reads at once; the project's own is in each. */
export function batchesOf(items: readonly Item[]): readonly (readonly ItemKey[])[] {
  const project = items.find(isProject)
  if (project === undefined) return []
  const batches: ItemKey[][] = [[placeOf(project)]]
  let characters = 0
  for (const item of items) {
    if (item === project) continue
    const size = JSON.stringify(item).length
    const last = batches.at(-1) ?? []
    if (last.length >= ITEMS_PER_BATCH || (last.length > 1 && characters + size > CHARACTERS_PER_BATCH)) {
      batches.push([placeOf(project), placeOf(item)])
      characters = size
    } else {
      last.push(placeOf(item))
      characters += size
    }
  }
  return batches
}

function merged([first = [], ...others]: readonly (readonly Item[])[]): readonly Item[] {
  return [...first, ...others.flatMap((items) => items.filter((item) => !isProject(item)))]
}

function markOf(items: readonly Item[]): string | undefined {
  const project = items.find(isProject)
  return project === undefined ? undefined : revisionOf(project)
}

function isProject(item: Item): boolean {
  return item['SK'] === PROJECT_SK
}

function writtenTooFast(table: string, projectId: string): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    `table ${table}: project ${projectId} is written to faster than it can be read as a whole`,
    { outcome: 'unchanged' },
    { retryable: true },
  )
}
