import { commitOf } from '../../core/items/event-item.js'
import type { Item } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import { EVENT_PREFIX, partitionKey, PROJECT_SK } from '../../core/items/keys.js'
import { readEventPage, readListedPage } from '../../core/items/read-pages.js'
import type {
  EventPage,
  ListProjectsOptions,
  ProjectPage,
  ReadEventsOptions,
} from '../../core/ports/scene-store.js'
import type { ItemTable } from './item-table.js'
import { segmentOf } from '../../core/items/segment.js'

/** Projects by partition; those of one status newest first. */
export function listProjects(
  table: ItemTable,
  { status, cursor, limit, segment }: ListProjectsOptions = {},
): ProjectPage {
  const isListed = (item: Item) =>
    (status === undefined || item['GSI1PK'] === status) &&
    (segment === undefined || segmentOf(placeOf(item).PK, segment.of) === segment.index)
  const placeIn = (item: Item) => (status === undefined ? placeOf(item).PK : indexKey(item))
  const direction = status === undefined ? 1 : -1
  const inOrder = (a: string, b: string) => direction * (a < b ? -1 : a > b ? 1 : 0)
  // The cursor is a place, not a project: the listing goes on there even if that project has left it.
  const left = table
    .at(PROJECT_SK)
    .filter((item) => isListed(item) && (cursor === undefined || inOrder(placeIn(item), cursor) > 0))
    .sort((a, b) => inOrder(placeIn(a), placeIn(b)))
  return readListedPage(left, placeIn, limit)
}

/** Events of a project by id. */
export function readEvents(
  table: ItemTable,
  projectId: string,
  { after, limit, newestFirst = false }: ReadEventsOptions = {},
): EventPage {
  const from = after === undefined || newestFirst ? EVENT_PREFIX : `${EVENT_PREFIX}${after}\u0000`
  const to = after !== undefined && newestFirst ? `${EVENT_PREFIX}${after}` : `${EVENT_PREFIX}\uffff`
  const left = table.query(partitionKey(projectId), from, to).filter((item) => commitOf(item) !== after)
  return readEventPage(newestFirst ? left.reverse() : left, limit)
}

function indexKey(item: Item): string {
  return `${JSON.stringify(item['GSI1SK'])} ${placeOf(item).PK}`
}
