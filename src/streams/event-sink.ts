import type { SceneEvent } from '../core/model/event.js'

/** What comes with an event that is to be delivered. */
export interface DeliveryOptions {
  /** Aborted when nobody waits for the delivery any more: its time is up, or the process stops. */
  readonly signal: AbortSignal
}

/** Where events go: a webhook, a topic, a table of reports. */
export interface EventSink {
  /** Names it in reports; no two sinks of a handler have the same name. */
  readonly name: string
  /**
   * Delivers one event, and resolves when it has arrived. The next event of the same project follows only then. An event may
   * come again, always with the same `id` in its project.
   * @throws SceneError `DELIVERY_REFUSED` when it will never be taken: it is reported, and the next one follows. After any other
   * error the event comes again.
   */
  deliver(event: SceneEvent, options: DeliveryOptions): Promise<void>
}
