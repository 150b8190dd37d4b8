import type { InvalidEvent } from '../../core/model/event.js'

/** Where a watch begins, how often it looks, and how far back. Durations are milliseconds. */
export interface WatchOptions {
  /** A `position` of an earlier watch: goes on right behind it. */
  readonly after?: string
  /** Where to begin without `after`: at what happens from now on, or at the first event. Default: `now`. */
  readonly from?: 'now' | 'beginning'
  /** Ends the watch. */
  readonly signal?: AbortSignal
  /** How long to wait between two polls. Default: 2,000. */
  readonly intervalMs?: number
  /**
   * How far back every poll reads, as an event may become visible after one of a later id: longer than a commit is tried,
   * and than clocks differ. Default: the policy's `commitBudgetMs` and 60,000.
   */
  readonly overlapMs?: number
  /**
   * How far back one poll reads now and then, for commands that were repeated under an older id. `Infinity`: all
   * of the history. Default: an hour.
   */
  readonly farOverlapMs?: number
  /** How often a poll reads so far back. Default: 300,000. */
  readonly farEveryMs?: number
  /** How long a store that does not answer is waited for, before its error is thrown. Default: 300,000. */
  readonly outageMs?: number
  /** Is told of events that cannot be read, once each; they are left out. */
  readonly onInvalid?: (event: InvalidEvent) => void
}
