import { SceneError } from '../model/error.js'
import type { SceneEvent } from '../model/event.js'
import { eventSchema } from '../model/event.schema.js'
import { issuesOf } from '../model/issues.schema.js'
import type { Item, ItemValue } from './item.js'
import { placeOf } from './item.js'
import { eventKey } from './keys.js'

/** The item of an event: its fields as they are, under the key of its commit. */
export function toEventItem(event: SceneEvent): Item {
  const fields = Object.entries(event).filter(([, value]) => value !== undefined) as [string, ItemValue][]
  return { ...eventKey(event.projectId, event.id), entityType: 'event', ...Object.fromEntries(fields) }
}

/**
 * The event of an item.
 * @throws SceneError `INVALID_ITEM` when it is none.
 */
export function fromEventItem(item: Item): SceneEvent {
  const parsed = eventSchema.safeParse(item)
  if (parsed.success) return parsed.data
  const record = `${placeOf(item).PK} ${placeOf(item).SK}`
  const issues = issuesOf(parsed.error, item)
  throw new SceneError('INVALID_ITEM', `event ${record} cannot be read: ${issues.join('; ')}`, {
    record,
    issues,
  })
}
