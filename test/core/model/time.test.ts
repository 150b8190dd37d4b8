import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, epochMs, latest, parseTimestamp, toTimestamp } from '../../../src/core/model/time.js'
import { timestamps } from '../../../src/testing/arbitraries/timestamps.js'
import { anyTimestamps } from '../../arbitraries/timestamps.js'
import { thrown } from '../support/thrown.js'

describe('parseTimestamp', () => {
  it.each([
    ['2025-11-24T08:15:30.123456+0000', '2025-11-24T08:15:30.123456Z'],
    ['2025-11-24T08:15:30.123456+00:00', '2025-11-24T08:15:30.123456Z'],
    ['2025-11-24T08:15:30.123456Z', '2025-11-24T08:15:30.123456Z'],
    ['2025-11-24 08:15:30.123456', '2025-11-24T08:15:30.123456Z'],
    ['2025-11-24T08:15:30', '2025-11-24T08:15:30.000000Z'],
    ['2025-11-24T08:15:30.5Z', '2025-11-24T08:15:30.500000Z'],
    ['2025-11-24T08:15:30.5z', '2025-11-24T08:15:30.500000Z'],
    ['2025-11-24T08:15:30,000001Z', '2025-11-24T08:15:30.000001Z'],
    ['2025-11-24T08:15:30.123456789Z', '2025-11-24T08:15:30.123456Z'],
    ['2025-11-24T00:30:00.000007+01:00', '2025-11-23T23:30:00.000007Z'],
    ['2025-12-31T23:30:00.000007-0045', '2026-01-01T00:15:00.000007Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected)
  })

  it.each([
    ['30 February', '2025-02-30T00:00:00Z'],
    ['29 February of a common year', '2025-02-29T00:00:00Z'],
    ['31 April', '2025-04-31T00:00:00Z'],
    ['month 13', '2025-13-01T00:00:00Z'],
    ['hour 24', '2025-11-24T24:00:00Z'],
    ['minute 60', '2025-11-24T08:60:00Z'],
    ['second 60', '2025-11-24T08:15:60Z'],
    ['an offset of 24 hours', '2025-11-24T08:15:30+24:00'],
    ['an offset of 60 minutes', '2025-11-24T08:15:30+00:60'],
    ['a date alone', '2025-11-24'],
    ['a fraction without digits', '2025-11-24T08:15:30.Z'],
    ['a year of five digits', '+12025-11-24T08:15:30Z'],
    ['text around it', 'at 2025-11-24T08:15:30Z'],
    ['an instant before the year 0', '0000-01-01T00:00:00+0001'],
    ['an instant after the year 9999', '9999-12-31T23:59:59-0001'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseTimestamp(text)).toBeUndefined()
  })

  it('gives one instant one form, whatever its offset', () => {
    fc.assert(
      fc.property(
        timestamps,
        fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }),
        fc.boolean(),
        (time, minutes, colon) => {
          const local = addMs(time, minutes * 60_000).slice(0, -1)
          const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')
          const rest = String(Math.abs(minutes) % 60).padStart(2, '0')
          const offset = `${minutes < 0 ? '-' : '+'}${hours}${colon ? ':' : ''}${rest}`
          expect(parseTimestamp(local + offset)).toBe(time)
        },
      ),
    )
  })

  it('never throws and answers in the canonical form or not at all', () => {
    const nearly = fc.stringMatching(
      /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-6]\d:[0-6]\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/,
    )
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string()), (text) => {
        expect(parseTimestamp(text) ?? '2025-11-24T08:15:30.123456Z').toMatch(
          /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
        )
      }),
    )
  })
})

describe('toTimestamp', () => {
  it('takes a Date, milliseconds and a string', () => {
    const ms = Date.UTC(2025, 10, 24, 8, 15, 30, 123)
    expect(toTimestamp(new Date(ms))).toBe('2025-11-24T08:15:30.123000Z')
    expect(toTimestamp(ms)).toBe('2025-11-24T08:15:30.123000Z')
    expect(toTimestamp('2025-11-24T09:15:30.123456+01:00')).toBe('2025-11-24T08:15:30.123456Z')
    expect(toTimestamp(-0.5)).toBe('1969-12-31T23:59:59.999000Z')
  })

  it('keeps what is a timestamp already', () => {
    fc.assert(
      fc.property(anyTimestamps, (time) => {
        expect(toTimestamp(time)).toBe(time)
      }),
    )
  })

  const untyped = toTimestamp as (given: unknown) => unknown

  it.each([[null], [true], [[]], [{}]])('refuses %j, which has a number too', (value) => {
    expect(() => untyped(value)).toThrow('not a time: ')
  })

  it('takes a Date of another realm, and nothing that has no time to give', () => {
    expect(untyped(runInNewContext('new Date(0)'))).toBe('1970-01-01T00:00:00.000000Z')
    for (const getTime of [1, () => 'now']) {
      const error = thrown(() => untyped(Object.assign(Object.create(null), { getTime })), 'INVALID_INPUT')
      expect(error.message).toContain('not a time: object')
    }
  })

  it.each([
    ['an invalid date', new Date(Number.NaN)],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a year beyond 9999', Date.UTC(10_000, 0, 1)],
    ['a year before 0', -62_167_219_200_001],
    ['30 February', '2025-02-30T00:00:00Z'],
    ['text', 'yesterday'],
  ])('refuses %s', (_, value) => {
    const error = thrown(() => toTimestamp(value), 'INVALID_INPUT')
    expect(error.details.input).toBe('time')
    expect(error.message).toContain(String(value))
  })
})

describe('comparing', () => {
  it('orders timestamps as strings like the instants they name, to the microsecond', () => {
    const microseconds = (text: string) =>
      BigInt(Date.parse(`${text.slice(0, 23)}Z`)) * 1000n + BigInt(text.slice(23, 26))
    fc.assert(
      fc.property(anyTimestamps, anyTimestamps, (a, b) => {
        const [first, second] = [microseconds(a), microseconds(b)]
        expect([a < b, a === b]).toEqual([first < second, first === second])
        expect(latest(a, b)).toBe(first > second ? a : b)
      }),
    )
  })
})

describe('addMs and epochMs', () => {
  it('moves by exactly so many milliseconds and keeps the microseconds', () => {
    fc.assert(
      fc.property(timestamps, fc.integer({ min: -1e12, max: 1e12 }), (time, ms) => {
        const moved = addMs(time, ms)
        expect(epochMs(moved) - epochMs(time)).toBe(ms)
        expect(moved.slice(23)).toBe(time.slice(23))
        expect(addMs(moved, -ms)).toBe(time)
      }),
    )
  })

  it('cuts microseconds off when it counts milliseconds, and rounds a fraction of one', () => {
    const time = toTimestamp('1970-01-01T00:00:01.002999Z')
    expect(epochMs(time)).toBe(1_002)
    expect(addMs(time, 0.6)).toBe('1970-01-01T00:00:01.003999Z')
  })

  it('stops at the ends of the calendar instead of failing', () => {
    const time = toTimestamp('2025-11-24T08:15:30.123456Z')
    expect(addMs(time, 1e15)).toBe('9999-12-31T23:59:59.999456Z')
    expect(addMs(time, -1e15)).toBe('0000-01-01T00:00:00.000456Z')
  })
})
