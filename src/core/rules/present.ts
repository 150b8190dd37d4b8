import { toTimestamp } from '../model/time.js'
import type { Timestamp } from '../model/time.js'
import { invalidInput } from './untyped.js'

/**
 * The present as a caller passed it: a `Date`, milliseconds since 1970, or an ISO 8601 date-time.
 * @throws SceneError `INVALID_INPUT` when it is none of these.
 */
export function presentOf(now: unknown): Timestamp {
  if (typeof now === 'string' || typeof now === 'number' || isDate(now)) return toTimestamp(now)
  throw invalidInput(
    'now',
    'claims are judged against the present: pass `now`, a Date or an ISO 8601 date-time',
  )
}

/** Also for dates of another window or realm, which are no instances of ours. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}
