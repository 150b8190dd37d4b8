import { commitOf } from '../../core/items/event-item.js'
import type { Item } from '../../core/items/item.js'
import { placeOf } from '../../core/items/item.js'
import { EVENT_PREFIX, partitionKey, PROJECT_SK } from '../../core/items/keys.js'
import { readEventItems, readListedItems } from '../../core/items/read-pages.js'
import type {
  EventPage,
  ListProjectsOptions,
  Page,
  ProjectPage,
  ReadEventsOptions,
} from '../../core/ports/scene-store.js'
import type { ItemTable } from './item-table.js'
import { segmentOf } from '../../core/items/segment.js'

/** Projects by partition; those of one status newest first. */
export function listProjects(
  table: ItemTable,
  { status, cursor, limit = 100, segment }: ListProjectsOptions = {},
): ProjectPage {
  const isListed = (item: Item) =>
    item['SK'] === PROJECT_SK &&
    (status === undefined || item['GSI1PK'] === status) &&
    (segment === undefined || segmentOf(placeOf(item).PK, segment.of) === segment.index)
  const places = table
    .all()
    .filter(isListed)
    .map((item) => ({ item, place: status === undefined ? placeOf(item).PK : indexKey(item) }))
  const direction = status === undefined ? 1 : -1
  places.sort((a, b) => direction * (a.place < b.place ? -1 : 1))
  // The cursor is a place, not a project: the listing goes on there even if that project has left it.
  const left = places.filter(
    ({ place }) => cursor === undefined || direction * (place < cursor ? -1 : place > cursor ? 1 : 0) > 0,
  )
  const { items, ...rest } = pageOf(left, limit, ({ place }) => place)
  return { ...readListedItems(items.map(({ item }) => item)), ...rest }
}

/** Events of a project by id. */
export function readEvents(
  table: ItemTable,
  projectId: string,
  { after, limit = 100, newestFirst = false }: ReadEventsOptions = {},
): EventPage {
  const from = after === undefined || newestFirst ? EVENT_PREFIX : `${EVENT_PREFIX}${after}\u0000`
  const to = after !== undefined && newestFirst ? `${EVENT_PREFIX}${after}` : `${EVENT_PREFIX}\uffff`
  const left = table.query(partitionKey(projectId), from, to).filter((item) => commitOf(item) !== after)
  const { items, ...rest } = pageOf(newestFirst ? left.reverse() : left, limit, commitOf)
  return { ...readEventItems(items), ...rest }
}

function indexKey(item: Item): string {
  return `${JSON.stringify(item['GSI1SK'])} ${placeOf(item).PK}`
}

function pageOf<T>(left: readonly T[], limit: number, placeOfEntry: (entry: T) => string): Page<T> {
  const items = left.slice(0, limit)
  const last = items.at(-1)
  return left.length > limit && last !== undefined ? { items, cursor: placeOfEntry(last) } : { items }
}
