import type { InvalidEvent, SceneEvent } from '../model/event.js'
import type { Project } from '../model/project.js'
import type { InvalidRecord, Stored } from '../model/records.js'
import { isReadableEvent, readEventItem } from './event-item.js'
import type { Item } from './item.js'
import { isReadable, readRecord } from './stored-item.js'

/** Projects from their own items, in the given order; those that cannot be read apart. */
export function readListedItems(items: readonly Item[]): {
  readonly items: readonly Stored<Project>[]
  readonly invalid: readonly InvalidRecord[]
} {
  const records = items.map((item) => readRecord('project', item))
  return {
    items: records.flatMap((record) => (isReadable(record) ? record : [])),
    invalid: records.flatMap((record) => (isReadable(record) ? [] : record)),
  }
}

/** Events from their items, in the given order; those that cannot be read apart. */
export function readEventItems(items: readonly Item[]): {
  readonly items: readonly SceneEvent[]
  readonly invalid: readonly InvalidEvent[]
} {
  const events = items.map(readEventItem)
  return {
    items: events.flatMap((event) => (isReadableEvent(event) ? event : [])),
    invalid: events.flatMap((event) => (isReadableEvent(event) ? [] : event)),
  }
}
