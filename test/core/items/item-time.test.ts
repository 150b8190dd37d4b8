import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toIsoFormat, toItemTime } from '../../../src/core/items/item-time.js'
import { parseTimestamp, toTimestamp } from '../../../src/core/model/time.js'
import { anyTimestamps } from '../../arbitraries/timestamps.js'

describe('toItemTime', () => {
  it('is the one form that the backend loads, and reads back to the microsecond', () => {
    fc.assert(
      fc.property(anyTimestamps, (time) => {
        expect(toItemTime(time)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+0000$/)
        expect(parseTimestamp(toItemTime(time))).toBe(time)
        expect(parseTimestamp(toIsoFormat(time))).toBe(time)
      }),
    )
  })
})

describe('toIsoFormat', () => {
  it.each([
    ['2025-11-24T08:15:30.123456Z', '2025-11-24T08:15:30.123456+00:00'],
    ['2025-11-24T08:15:30.100000Z', '2025-11-24T08:15:30.100000+00:00'],
    ['2025-11-24T08:15:30.000001Z', '2025-11-24T08:15:30.000001+00:00'],
    ['2025-11-24T08:15:30.000000Z', '2025-11-24T08:15:30+00:00'],
  ])('writes %s as Python does', (time, expected) => {
    expect(toIsoFormat(toTimestamp(time))).toBe(expected)
  })
})
