import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomIds } from '@badapple/scenes'
import {
  formatPosition,
  markOf,
  MOST_MARKS,
  parsePosition,
} from '../../../src/service/watch/watch-position.js'
import { thrown } from '../../core/support/thrown.js'

describe('a position', () => {
  it('is read as it was written, but for what is too much', () => {
    const marks = fc.array(fc.string().map(markOf), { maxLength: 2 * MOST_MARKS, size: 'max' })
    fc.assert(
      fc.property(fc.nat(Date.UTC(2100, 0)), marks, (horizonMs, all) => {
        const text = formatPosition({ horizonMs, marks: all })
        expect(text).toMatch(/^[\w.-]*$/)
        expect(text.length).toBeLessThan(3_000)
        expect(parsePosition(text)).toEqual({ horizonMs, marks: all.slice(-MOST_MARKS) })
      }),
    )
  })

  it('before 1970 is the beginning', () => {
    expect(parsePosition(formatPosition({ horizonMs: -1, marks: [] })).horizonMs).toBe(0)
  })

  it('is refused where it is none', () => {
    for (const text of ['', '1', '1..', '1.zz.abc', '2.zz.', '1.zz.éééééé', ' 1.zz.']) {
      expect(thrown(() => parsePosition(text), 'INVALID_INPUT').details.input).toBe('after')
    }
  })
})

describe('the marks of ids', () => {
  it('differ', () => {
    const nowMs = Date.UTC(2025, 10, 24)
    const ids = Array.from(
      { length: 20_000 },
      (_, at) => `${randomIds.commandId(nowMs + (at >> 3))}.${1 + (at % 3)}`,
    )
    expect(new Set(ids.map(markOf)).size).toBeGreaterThanOrEqual(19_998)
  })
})
