import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIN_TRIM_SECONDS, trimmedSeconds, trimProblem } from '../../../src/core/model/trim.js'
import { KEY_LAW } from '../../arbitraries/runs.js'

const ms = fc.integer({ min: 0, max: 86_400_000 })

describe('trim points', () => {
  it('are fit exactly when 0 <= in, at least 0.1 s are left, and out is within the source', () => {
    const near = fc.tuple(ms, fc.integer({ min: -2, max: 250 }), fc.integer({ min: -250, max: 250 }))
    const any = fc.tuple(
      ms,
      fc.integer({ min: -9_000, max: 90_000_000 }),
      fc.integer({ min: -9_000, max: 9_000 }),
    )
    fc.assert(
      fc.property(fc.oneof(near, any), ([start, length, rest]) => {
        const [out, source] = [start + length, start + length + rest]
        const problem = trimProblem({ in: start / 1_000, out: out / 1_000 }, source / 1_000)
        expect(problem === undefined).toBe(length >= 100 && rest >= 0)
        if (problem === undefined)
          expect(trimmedSeconds({ in: start / 1_000, out: out / 1_000 })).toBe(length / 1_000)
      }),
      KEY_LAW,
    )
  })

  it.each([
    [{ in: 0.2, out: 0.3 }, 8],
    [{ in: 1.1, out: 1.2 }, 8],
    [{ in: 0, out: 8 }, 8],
    [{ in: 0, out: 0.1 + 0.2 }, 0.3],
  ])('allow %j of %d seconds', (points, source) => {
    expect(trimProblem(points, source)).toBeUndefined()
  })

  it.each([
    [{ in: -0.000_1, out: 1 }, 8, 'in must be at least 0'],
    [{ in: 2, out: 2 }, 8, 'in must be before out'],
    [{ in: 3, out: 2 }, 8, 'in must be before out'],
    [{ in: 0, out: 0.099 }, 8, 'at least 0.1 seconds'],
    [{ in: 0, out: 8.001 }, 8, 'out must be at most 8'],
    [{ in: Number.NaN, out: 1 }, 8, 'in must be'],
    [{ in: 0, out: Number.NaN }, 8, 'in must be before out'],
    [{ in: 0, out: 1 }, Number.NaN, 'out must be at most NaN'],
  ])('refuse %j of %d seconds', (points, source, problem) => {
    expect(trimProblem(points, source)).toContain(problem)
  })

  it('leave a length to the millisecond', () => {
    expect(trimmedSeconds({ in: 0.2, out: 0.3 })).toBe(MIN_TRIM_SECONDS)
    expect(trimmedSeconds({ in: 1, out: 3.123_456 })).toBe(2.123)
  })
})
