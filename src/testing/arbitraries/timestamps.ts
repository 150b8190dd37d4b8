import fc from 'fast-check'
import type { Timestamp } from '../../core/model/time.js'
import { toTimestamp } from '../../core/model/time.js'

const START_MS = Date.UTC(2025, 10, 24)
const DAY_MS = 86_400_000

/** Instants between two, in milliseconds since 1970, to the microsecond; they shrink to the first. */
export function timestampsBetween(min: number, max: number): fc.Arbitrary<Timestamp> {
  return fc
    .tuple(fc.integer({ min, max }), fc.integer({ min: 0, max: 999 }))
    .map(([ms, microseconds]) => timestampOf(ms, microseconds))
}

/** Instants of one day, so that two of them are often close. */
export const timestamps: fc.Arbitrary<Timestamp> = timestampsBetween(START_MS, START_MS + DAY_MS)

function timestampOf(ms: number, microseconds: number): Timestamp {
  return toTimestamp(`${new Date(ms).toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`)
}
