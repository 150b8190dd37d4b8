import { SceneError } from './error.js'

declare const timestamp: unique symbol

/**
 * An instant as an ISO 8601 string in UTC with exactly six fraction digits, such as
 * `2025-11-24T08:15:30.123456Z`. One form only, so two timestamps compare with `<` and `===`.
 */
export type Timestamp = string & { readonly [timestamp]: true }

const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?(Z|z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/
const MINUTE_MS = 60_000
/** The instants that a four-digit year can name. */
const EARLIEST_MS = -62_167_219_200_000
const LATEST_MS = 253_402_300_799_999

/**
 * Reads an ISO 8601 date-time. Fractions are kept to the microsecond, any offset is converted to UTC and a
 * missing offset means UTC, as the backend writes it.
 * @returns The timestamp, or `undefined` when the text is no such date-time.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = ISO.exec(text)
  if (match === null) return undefined
  const [, date = '', clock = '', fraction = '', offset = 'Z'] = match
  const digits = fraction.padEnd(6, '0')
  const local = `${date}T${clock}.${digits.slice(0, 3)}Z`
  const localMs = Date.parse(local)
  // `Date.parse` rolls 30 February over to March instead of refusing it.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return undefined
  const epochMs = localMs - offsetMinutes(offset) * MINUTE_MS
  return inRange(epochMs) ? format(epochMs, digits.slice(3, 6)) : undefined
}

/**
 * The timestamp of a `Date`, of milliseconds since 1970, or of an ISO 8601 string.
 * @throws SceneError `INVALID_INPUT` when the value is none of these.
 * @example
 * toTimestamp(new Date(0)) // '1970-01-01T00:00:00.000000Z'
 * toTimestamp('2025-11-24T08:15:30.123456+0100') // '2025-11-24T07:15:30.123456Z'
 */
export function toTimestamp(value: Date | number | string): Timestamp {
  const parsed =
    typeof value === 'string' ? parseTimestamp(value) : fromEpochMs(dateOrNumberMs(value) ?? Number.NaN)
  if (parsed !== undefined) return parsed
  throw new SceneError(
    'INVALID_INPUT',
    `not a time: ${shown(value)}. Pass a Date, milliseconds since 1970, or an ISO 8601 date-time such as 2025-11-24T08:15:30Z`,
    { input: 'time', value: shown(value) },
  )
}

/**
 * The milliseconds since 1970 of a `Date`, of another realm too, or a number; `undefined` for all else: `null`, say, has a number
 * as well, by which it would be 1970.
 */
export function dateOrNumberMs(value: unknown): number | undefined {
  const date = value as Partial<Date> | null | undefined
  const ms: unknown = typeof date?.getTime === 'function' ? date.getTime() : value
  return typeof ms === 'number' ? ms : undefined
}

function shown(value: unknown): string {
  const isTime = typeof value === 'string' || dateOrNumberMs(value) !== undefined
  return isTime ? String(value).slice(0, 60) : typeof value
}

/** Milliseconds since 1970; microseconds are cut off. */
export function epochMs(time: Timestamp): number {
  return Date.parse(`${time.slice(0, 23)}Z`)
}

/** The instant `ms` milliseconds later (earlier when negative); microseconds are kept. */
export function addMs(time: Timestamp, ms: number): Timestamp {
  const moved = epochMs(time) + Math.round(ms)
  return format(Math.min(Math.max(moved, EARLIEST_MS), LATEST_MS), time.slice(23, 26))
}

/** The later of two instants. */
export function latest(a: Timestamp, b: Timestamp): Timestamp {
  return a > b ? a : b
}

function fromEpochMs(ms: number): Timestamp | undefined {
  return inRange(ms) ? format(Math.floor(ms), '000') : undefined
}

function inRange(ms: number): boolean {
  return ms >= EARLIEST_MS && ms <= LATEST_MS
}

function format(ms: number, microseconds: string): Timestamp {
  return `${new Date(ms).toISOString().slice(0, 23)}${microseconds}Z` as Timestamp
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)))
}
