import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseItemTime, toIsoFormat, toItemTime } from '../../../src/core/items/item-time.js'
import { parseTimestamp, toTimestamp } from '../../../src/core/model/time.js'
import { runs } from '../../arbitraries/runs.js'
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

describe('parseItemTime', () => {
  it('reads whatever is a time, and nothing else', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'))
    const nearly = fc
      .tuple(two, two, two, two, two, fc.constantFrom('+0000', 'Z', '+00:00', '+0130', ''))
      .map(([month, day, hour, minute, second, offset]) => {
        return `2025-${month}-${day}T${hour}:${minute}:${second}.123456${offset}`
      })
    fc.assert(
      fc.property(fc.oneof(nearly, anyTimestamps.map(toItemTime), anyTimestamps), (text) => {
        expect(parseItemTime(text)).toBe(parseTimestamp(text))
      }),
      runs(2_000),
    )
    expect(parseItemTime('2025-02-28T23:59:59.999999+0000')).toBe('2025-02-28T23:59:59.999999Z')
    expect(parseItemTime('2025-02-30T00:00:00.000000+0000')).toBeUndefined()
  })

  it.each([
    'x2025-11-24T08:15:30.123456+0000',
    '2025-11-24T08:15:30.123456+00005',
    '5-11-24T08:15:30.123456+0000',
    'year-11-24T08:15:30.123456+0000',
    '2025-00-24T08:15:30.123456+0000',
    '2025-0x-24T08:15:30.123456+0000',
    '2025-13-24T08:15:30.123456+0000',
    '2025-11-0xT08:15:30.123456+0000',
    '2025-11-1xT08:15:30.123456+0000',
    '2025-02-29T08:15:30.123456+0000',
    '2025-11-24T0x:15:30.123456+0000',
    '2025-11-24T24:15:30.123456+0000',
    '2025-11-24T08:15.123456+0000',
    '2025-11-24T08:60:60.123456+0000',
    '2025-11-24T08:1x:3x.123456+0000',
    '2025-11-24T08:15:30.micros+0000',
  ])('reads no time from %s', (text) => {
    expect(parseItemTime(text)).toBeUndefined()
  })

  it('reads a shorter fraction', () => {
    expect(parseItemTime('2025-11-24T08:15:30.1+0000')).toBe('2025-11-24T08:15:30.100000Z')
  })
})
