import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/testing/seeded-random.js'

const numbers = (seed: number, count: number) => Array.from({ length: count }, seededRandom(seed))

describe('seededRandom', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(numbers(7, 20)).toEqual(numbers(7, 20))
    expect(numbers(7, 20)).not.toEqual(numbers(8, 20))
    expect(numbers(-1, 1)).toEqual(numbers(2 ** 32 - 1, 1))
  })

  it('is spread from 0 to below 1', () => {
    const all = numbers(1, 10_000)
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...all)).toBeLessThan(1)
    for (let tenth = 0; tenth < 10; tenth++) {
      expect(all.filter((one) => Math.floor(one * 10) === tenth).length / all.length).toBeCloseTo(0.1, 1)
    }
  })
})
