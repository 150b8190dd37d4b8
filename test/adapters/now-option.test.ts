import { describe, expect, it } from 'vitest'
import { thrown } from '../core/support/thrown.js'
import { presentBy } from '../../src/adapters/now-option.js'

/** As a caller without types passes it. */
const untyped = presentBy as (now: unknown) => () => number

describe('presentBy', () => {
  it('gives the milliseconds of a number or a date, and of the machine', () => {
    expect(presentBy(() => 7)()).toBe(7)
    expect(presentBy(() => new Date(7))()).toBe(7)
    const before = Date.now()
    expect(presentBy(undefined)()).toBeGreaterThanOrEqual(before)
  })

  it('refuses what is no function at once', () => {
    for (const now of [7, Number.NaN, null, 'now', new Date()]) {
      expect(thrown(() => untyped(now), 'INVALID_INPUT').details.input).toBe('now')
    }
  })

  it('refuses what is no time when it is asked', () => {
    for (const value of [Number.NaN, Infinity, new Date(Number.NaN), null, undefined, '2025-11-24']) {
      const now = untyped(() => value)
      expect(thrown(now, 'INVALID_INPUT').message).toContain(String(value))
    }
    for (const value of [
      {},
      [],
      Object.create(null) as unknown,
      () => 7,
      { getTime: 1 },
      { getTime: () => 'now' },
    ]) {
      const now = untyped(() => value)
      expect(thrown(now, 'INVALID_INPUT').message).toMatch(`it is or gives ${typeof value}`)
    }
  })
})
