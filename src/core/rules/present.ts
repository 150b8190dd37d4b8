import { dateOrNumberMs, toTimestamp } from '../model/time.js'
import type { Timestamp } from '../model/time.js'
import { invalidInput } from './untyped.js'

/**
 * The present as a caller passed it: a `Date`, milliseconds since 1970, or an ISO 8601 date-time.
 * @throws SceneError `INVALID_INPUT` when it is none of these.
 */
export function toPresent(now: unknown): Timestamp {
  const given = typeof now === 'string' ? now : dateOrNumberMs(now)
  if (given !== undefined) return toTimestamp(given)
  throw invalidInput(
    'now',
    'claims and foreign saves are judged against the present: pass `now`, a Date or an ISO 8601 date-time',
  )
}
