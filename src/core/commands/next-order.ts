import type { Timestamp } from '../model/time.js'
import { epochMs } from '../model/time.js'

/** The number of a record's next event: it grows even where a foreign save wiped the last one. */
export function nextOrder(last: number | undefined, now: Timestamp): number {
  return Math.max((last ?? 0) + 1, epochMs(now))
}
