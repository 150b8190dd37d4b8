import type { SceneEvent } from '../../core/model/event.js'
import type { WatchOptions } from '../watch/watch-options.js'

/** Options of `Scenes.eventStream`. `after` and `from` are for clients that do not say where they were. */
export interface EventStreamOptions extends WatchOptions {
  /** How long nothing is sent before a comment is, in milliseconds, so that nobody on the way closes the connection. Default: 15,000. */
  readonly heartbeatMs?: number
  /** How long a browser waits before it connects again, in milliseconds. Default: 3,000. */
  readonly retryMs?: number
  /**
   * What is sent of an event: a text as it is, anything else as JSON; nothing for `undefined`. Default: the whole event, object
   * keys, jobs and actors included.
   */
  readonly dataOf?: (event: SceneEvent) => unknown
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>
}
