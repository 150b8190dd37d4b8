import type { EventType, SceneEvent } from '../core/model/event.js'
import type { Timestamp } from '../core/model/time.js'

/** What every type of these CloudEvents begins with; the type of the event follows. */
export const CLOUD_EVENT_TYPE_PREFIX = 'com.badapple.scenes.'

/** The type of a CloudEvent, such as `com.badapple.scenes.scene-completed`. */
export type CloudEventType = `${typeof CLOUD_EVENT_TYPE_PREFIX}${EventType}`

/** What `data` is described by: `docs/event.schema.json`, which grows and never changes. */
export const EVENT_DATA_SCHEMA = 'urn:badapple:scenes:event:1'

/** The `source` of senders that name none. */
export const DEFAULT_SOURCE = 'urn:badapple:scenes'

/** The media type of a CloudEvent in structured mode. */
export const CLOUD_EVENT_MEDIA_TYPE = 'application/cloudevents+json'

/** An event as a CloudEvent 1.0: what the body of a webhook holds. */
export interface SceneCloudEvent {
  readonly specversion: '1.0'
  /** The id of the webhook, too: the same at every repetition, and that of no other event of any project. */
  readonly id: string
  /** Which installation it comes from. */
  readonly source: string
  readonly type: CloudEventType
  /** `projects/91cf/scenes/7`, or `projects/91cf` where it is about the project or several scenes. */
  readonly subject: string
  /** When the commit was decided. */
  readonly time: Timestamp
  readonly datacontenttype: 'application/json'
  readonly dataschema: string
  readonly data: SceneEvent
}

/**
 * The CloudEvent of an event.
 * @param source - Which installation it comes from, as a URI. Default: `urn:badapple:scenes`.
 * @example
 * const events = (await scenes.history('91cf')).items.map((event) => toCloudEvent(event))
 * events[0]?.type // 'com.badapple.scenes.project-created'
 * events[0]?.subject // 'projects/91cf'
 */
export function toCloudEvent(event: SceneEvent, source: string = DEFAULT_SOURCE): SceneCloudEvent {
  const { projectId, sequence, type, time } = event
  const project = `projects/${encodeURIComponent(projectId)}`
  return {
    specversion: '1.0',
    id: cloudEventId(event),
    source,
    type: `${CLOUD_EVENT_TYPE_PREFIX}${type}`,
    subject: sequence === undefined ? project : `${project}/scenes/${sequence}`,
    time,
    datacontenttype: 'application/json',
    dataschema: EVENT_DATA_SCHEMA,
    data: event,
  }
}

/**
 * An id for all projects: callers name commands, and may name them alike in two. It has no full stop, which delimits what is
 * signed, and nothing that a header cannot hold.
 */
export function cloudEventId({ projectId, id }: Pick<SceneEvent, 'projectId' | 'id'>): string {
  return [projectId, ...id.split('.')].map(withoutDelimiters).join(':')
}

function withoutDelimiters(text: string): string {
  return encodeURIComponent(text).replaceAll('.', '%2E')
}
