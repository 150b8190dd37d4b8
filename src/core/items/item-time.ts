import type { Timestamp } from '../model/time.js'
import { parseTimestamp } from '../model/time.js'

/** A time as tables hold nearly all of them: to the microsecond, on a day that every month has. */
const USUAL = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}\+0000$/

/** A stored time, in whatever form; `undefined` when it is none. */
export function parseItemTime(text: string): Timestamp | undefined {
  return USUAL.test(text) ? (`${text.slice(0, 26)}Z` as Timestamp) : parseTimestamp(text)
}

/** A timestamp in the only form that PynamoDB loads: `2025-11-24T08:15:30.123456+0000`. */
export function toItemTime(time: Timestamp): string {
  return `${time.slice(0, -1)}+0000`
}

/** A timestamp as Python's `isoformat()` writes it: without the fraction when that is zero. */
export function toIsoFormat(time: Timestamp): string {
  return `${time.slice(0, -1).replace('.000000', '')}+00:00`
}
