import { fromDynamoJson } from '../core/items/dynamo-json.js'
import { commitOf, isReadableEvent, readEventItem } from '../core/items/event-item.js'
import type { Item } from '../core/items/item.js'
import { placeOf } from '../core/items/item.js'
import { EVENT_PREFIX, partitionKey } from '../core/items/keys.js'
import { isSceneError, SceneError } from '../core/model/error.js'
import type { InvalidEvent, SceneEvent } from '../core/model/event.js'
import type { StreamRecord } from './stream-record.js'

/** What a record of the stream says. */
export type StreamEntry =
  | { readonly kind: 'event'; readonly event: SceneEvent }
  /** An event that cannot be read. */
  | { readonly kind: 'unreadable'; readonly item: InvalidEvent }
  /** A change of any other item, or the removal of an event. */
  | { readonly kind: 'other' }

const OTHER: StreamEntry = { kind: 'other' }

/**
 * Reads a record of the stream. Events are inserted and never changed, so every other change is none of ours.
 * @throws SceneError `INVALID_INPUT` when the stream has no images of items: no event could ever be delivered from it.
 */
export function readStreamRecord({ eventName, dynamodb }: StreamRecord): StreamEntry {
  if (eventName !== 'INSERT' || dynamodb?.Keys === undefined) return OTHER
  const key = itemOf(dynamodb.Keys)
  const { PK, SK } = placeOf(key ?? {})
  if (!PK.startsWith(partitionKey('')) || !SK.startsWith(EVENT_PREFIX)) return OTHER
  if (dynamodb.NewImage === undefined) throw noImages(PK, SK)
  const item = itemOf(dynamodb.NewImage)
  if (item === undefined) {
    const issues = ['it is not in DynamoDB JSON']
    return { kind: 'unreadable', item: { id: commitOf({ SK }), issues, raw: { ...dynamodb.NewImage } } }
  }
  const event = readEventItem(item)
  return isReadableEvent(event) ? { kind: 'event', event } : { kind: 'unreadable', item: event }
}

function itemOf(json: object): Item | undefined {
  try {
    return fromDynamoJson(json)
  } catch (error) {
    if (isSceneError(error, 'INVALID_INPUT')) return undefined
    throw error
  }
}

function noImages(PK: string, SK: string): SceneError {
  return new SceneError(
    'INVALID_INPUT',
    `the stream tells that ${PK} ${SK} was inserted, but not what is in it; its view must be NEW_IMAGE or NEW_AND_OLD_IMAGES. Turn it off and on again with that view; checkTable tells which one it has`,
    { input: 'stream' },
  )
}
