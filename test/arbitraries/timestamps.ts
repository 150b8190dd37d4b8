import fc from 'fast-check'
import type { Timestamp } from '../../src/core/model/time.js'
import { timestamps, timestampsBetween } from '../../src/testing/arbitraries/timestamps.js'

/** Instants of every year that has four digits. */
export const anyTimestamps: fc.Arbitrary<Timestamp> = fc.oneof(
  timestamps,
  timestampsBetween(Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31)),
)
