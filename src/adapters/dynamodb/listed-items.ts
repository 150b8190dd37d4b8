import type { Item } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import { segmentOf } from '../../core/items/segment.js'
import type { Cursor, ListProjectsOptions } from '../../core/ports/scene-store.js'
import { fromCursor, toCursor } from './cursor.js'
import type { DynamoTable } from './dynamo-table.js'
import { projectScan, statusQuery } from './requests/reading-requests.js'

/** The pages of projects from a cursor on: those of one status through the index, or all through a scan. */
export async function* listedItems(
  table: DynamoTable,
  listing: ListProjectsOptions,
): AsyncGenerator<readonly Item[]> {
  const { status, cursor, segment } = listing
  const from = cursor === undefined ? {} : { ExclusiveStartKey: fromCursor(cursor) }
  if (status === undefined) {
    yield* table.scan({ ...projectScan(table.name, listing), ...from }, listing)
    return
  }
  for await (const items of table.query({ ...statusQuery(table.name, status, listing), ...from }, listing)) {
    yield segment === undefined
      ? items
      : items.filter((item) => segmentOf(placeOf(item).PK, segment.of) === segment.index)
  }
}

/** Where a listing goes on after an item: in the index or in the table. */
export function cursorAfter(item: Item, { status }: ListProjectsOptions): Cursor {
  const { GSI1PK, GSI1SK } = item
  return toCursor({ ...placeOf(item), ...(status !== undefined && { GSI1PK, GSI1SK }) })
}
