import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storedKey, trimPoints, wholeNumber } from '../../../src/core/items/attribute.js'

describe('trimPoints', () => {
  it.each([
    [{ in: 0, out: 8 }, '{"in": 0.0, "out": 8.0}'],
    [{ in: 0.5, out: 7.25 }, '{"in": 0.5, "out": 7.25}'],
    [{ in: 1e-7, out: 1e21 }, '{"in": 1e-7, "out": 1e+21}'],
  ])('are written as Python writes them: %j', (value, text) => {
    expect(trimPoints.encode(value)).toBe(text)
  })

  it.each([
    7,
    null,
    '',
    '{',
    '7',
    '"in out"',
    'null',
    '[]',
    '{"in": 0}',
    '{"out": 8}',
    '{"in": 0, "out": "8"}',
    '{"in": "0", "out": 8}',
  ])('are not read from %j', (stored) => {
    expect(trimPoints.decode(stored)).toBeUndefined()
  })

  it('read back as they were, whatever the numbers', () => {
    const seconds = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
    fc.assert(
      fc.property(seconds, seconds, (start, end) => {
        expect(trimPoints.decode(trimPoints.encode({ in: start, out: end }))).toEqual({ in: start, out: end })
      }),
    )
  })
})

describe('wholeNumber', () => {
  it.each([0.5, -1, Number.MAX_SAFE_INTEGER + 1, '1', null, true])('refuses %j', (stored) => {
    expect(wholeNumber(0).decode(stored)).toBeUndefined()
  })

  it('begins where it is told', () => {
    expect([wholeNumber(0).decode(0), wholeNumber(1).decode(0), wholeNumber(1).decode(1)]).toEqual([
      0,
      undefined,
      1,
    ])
  })
})

describe('storedKey', () => {
  it('keeps a URL, which somebody paid for', () => {
    expect(storedKey.decode('https://media.example/video.mp4')).toBe('https://media.example/video.mp4')
  })
})
