import type { InvalidEvent, SceneEvent } from '../model/event.js'
import type { Project } from '../model/project.js'
import type { InvalidRecord, Stored } from '../model/records.js'
import { commitOf, isReadableEvent, readEventItem } from './event-item.js'
import type { Item } from './item.js'
import { isReadable, readRecord } from './stored-item.js'

/** Entries of a page where a caller names no number. */
export const PAGE_LIMIT = 100

/**
 * A page of a listing, from projects' own items; those that cannot be read are set apart.
 * @param found - In the order of the listing. One more than `limit` says that more follow; the rest is left out.
 * @param cursorOf - The place of the last item on the page, in the store's own terms.
 */
export function readListedPage(
  found: readonly Item[],
  cursorOf: (last: Item) => string,
  limit = PAGE_LIMIT,
): {
  readonly items: readonly Stored<Project>[]
  readonly invalid: readonly InvalidRecord[]
  readonly cursor?: string
} {
  const { page, ...rest } = pageOf(found, limit, cursorOf)
  const records = page.map((item) => readRecord('project', item))
  return {
    items: records.flatMap((record) => (isReadable(record) ? record : [])),
    invalid: records.flatMap((record) => (isReadable(record) ? [] : record)),
    ...rest,
  }
}

/**
 * A page of events, from their items; those that cannot be read are set apart. Its `cursor` is the last one's commit.
 * @param found - In the order of the reading. One more than `limit` says that more follow; the rest is left out.
 */
export function readEventPage(
  found: readonly Item[],
  limit = PAGE_LIMIT,
): {
  readonly items: readonly SceneEvent[]
  readonly invalid: readonly InvalidEvent[]
  readonly cursor?: string
} {
  const { page, ...rest } = pageOf(found, limit, commitOf)
  const events = page.map(readEventItem)
  return {
    items: events.flatMap((event) => (isReadableEvent(event) ? event : [])),
    invalid: events.flatMap((event) => (isReadableEvent(event) ? [] : event)),
    ...rest,
  }
}

function pageOf(
  found: readonly Item[],
  limit: number,
  cursorOf: (last: Item) => string,
): { readonly page: readonly Item[]; readonly cursor?: string } {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return found.length > limit && last !== undefined ? { page, cursor: cursorOf(last) } : { page }
}
