import fc from 'fast-check'
import type { Timestamp } from '../../src/core/model/time.js'
import { toTimestamp } from '../../src/core/model/time.js'

const START_MS = Date.UTC(2025, 10, 24)
const DAY_MS = 86_400_000

function timestampOf(ms: number, microseconds: number): Timestamp {
  return toTimestamp(`${new Date(ms).toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`)
}

function between(min: number, max: number): fc.Arbitrary<Timestamp> {
  return fc
    .tuple(fc.integer({ min, max }), fc.integer({ min: 0, max: 999 }))
    .map(([ms, microseconds]) => timestampOf(ms, microseconds))
}

/** Instants of one day, so that two of them are often close; they shrink to its beginning. */
export const timestamps: fc.Arbitrary<Timestamp> = between(START_MS, START_MS + DAY_MS)

/** Instants of every year that has four digits. */
export const anyTimestamps: fc.Arbitrary<Timestamp> = fc.oneof(
  timestamps,
  between(Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31)),
)
