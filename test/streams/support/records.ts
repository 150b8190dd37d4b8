import type { SceneEvent } from '@badapple/scenes'
import { toDynamoJson, toTimestamp } from '@badapple/scenes'
import type { StreamRecord } from '@badapple/scenes/streams'
import { toEventItem } from '../../../src/core/items/event-item.js'
import type { Item } from '../../../src/core/items/item.js'
import { placeOf } from '../../../src/core/items/item.js'

/** An event; what is not given does not matter. */
export function anEvent(given: Partial<SceneEvent> = {}): SceneEvent {
  return {
    version: 1,
    id: 'C1.1',
    type: 'scene-edited',
    time: toTimestamp('2025-11-24T12:00:00Z'),
    order: 1,
    projectId: 'film',
    actor: 'tester',
    ...given,
  }
}

/** The record of an item that was inserted. */
export function inserted(item: Item, sequenceNumber: number | string): StreamRecord {
  const { PK, SK } = placeOf(item)
  const Keys = { PK: { S: PK }, SK: { S: SK } }
  const NewImage = toDynamoJson(item)
  return { eventName: 'INSERT', dynamodb: { Keys, NewImage, SequenceNumber: String(sequenceNumber) } }
}

/** The records of events, one after the other, numbered from 100 on. */
export function recordsOf(events: readonly SceneEvent[]): readonly StreamRecord[] {
  return events.map((event, at) => inserted(toEventItem(event), 100 + at))
}

/** A record of something that is no event. */
export function otherRecord(sequenceNumber: number): StreamRecord {
  return inserted({ PK: 'PROJECT#film', SK: 'SCENE#001', prompt: 'x' }, sequenceNumber)
}
