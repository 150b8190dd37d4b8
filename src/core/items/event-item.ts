import { SceneError } from '../model/error.js'
import type { InvalidEvent, SceneEvent } from '../model/event.js'
import { eventSchema } from '../model/event.schema.js'
import { issuesOf } from '../model/issues.schema.js'
import type { Item, ItemValue } from './item.js'
import { placeOf } from './item.js'
import { EVENT_PREFIX, eventKey, misplacedIssue } from './keys.js'

/** The item of an event: its fields as they are, under the key of its commit. */
export function toEventItem(event: SceneEvent): Item {
  const fields = Object.entries(event).filter(([, value]) => value !== undefined) as [string, ItemValue][]
  return { ...eventKey(event.projectId, event.id), entityType: 'event', ...Object.fromEntries(fields) }
}

/** The event of an item, or what makes it unreadable. */
export function readEventItem(item: Item): SceneEvent | InvalidEvent {
  const parsed = eventSchema.safeParse(item)
  const { PK, SK } = placeOf(item)
  const id = commitOf(item)
  if (!parsed.success) return { id, issues: issuesOf(parsed.error, item), raw: item }
  const event = parsed.data
  const named = eventKey(event.projectId, event.id)
  if (named.PK === PK && named.SK === SK) return event
  return {
    id,
    issues: [misplacedIssue(named, { PK, SK })],
    raw: item,
  }
}

/** Whether an event could be read. */
export function isReadableEvent(event: SceneEvent | InvalidEvent): event is SceneEvent {
  return !('issues' in event)
}

/** The commit whose event an item is, by its place. */
export function commitOf(item: Item): string {
  return placeOf(item).SK.slice(EVENT_PREFIX.length)
}

/**
 * The event of an item.
 * @throws SceneError `INVALID_ITEM` when it is none.
 */
export function fromEventItem(item: Item): SceneEvent {
  const event = readEventItem(item)
  if (isReadableEvent(event)) return event
  const record = `${placeOf(item).PK} ${placeOf(item).SK}`
  throw new SceneError('INVALID_ITEM', `event ${record} cannot be read: ${event.issues.join('; ')}`, {
    record,
    issues: event.issues,
  })
}
