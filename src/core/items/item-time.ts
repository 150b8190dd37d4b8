import type { Timestamp } from '../model/time.js'

/** A timestamp in the only form that PynamoDB loads: `2025-11-24T08:15:30.123456+0000`. */
export function toItemTime(time: Timestamp): string {
  return `${time.slice(0, -1)}+0000`
}

/** A timestamp as Python's `isoformat()` writes it: without the fraction when that is zero. */
export function toIsoFormat(time: Timestamp): string {
  return `${time.slice(0, -1).replace(/\.000000$/, '')}+00:00`
}
