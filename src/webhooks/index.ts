/**
 * Webhooks by the Standard Webhooks specification: a sink that sends the events of a stream, and a receiver for them. Needs
 * `standardwebhooks`.
 * @packageDocumentation
 * @module @badapple/scenes/webhooks
 */
export { createWebhookSink } from './webhook-sink.js'
export type { WebhookSinkOptions } from './webhook-sink.js'
export { createWebhookReceiver } from './webhook-receiver.js'
export type { ReceivedWebhook, WebhookReceiver, WebhookReceiverOptions } from './webhook-receiver.js'
export { createMemorySeenEvents } from './seen-events.js'
export type { MemorySeenEventsOptions, SeenEvents } from './seen-events.js'
export type { EventMark } from './event-marks.js'
export { newWebhookSecret } from './webhook-secrets.js'
export {
  CLOUD_EVENT_MEDIA_TYPE,
  CLOUD_EVENT_TYPE_PREFIX,
  DEFAULT_SOURCE,
  EVENT_DATA_SCHEMA,
  toCloudEvent,
} from './cloud-event.js'
export type { CloudEventType, SceneCloudEvent } from './cloud-event.js'
export { cloudEventJsonSchema, cloudEventSchema } from './cloud-event.schema.js'
