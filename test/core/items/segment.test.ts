import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentOf } from '../../../src/core/items/segment.js'

describe('segmentOf', () => {
  it('puts every partition into exactly one of the segments, always the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (partition, count) => {
        const segment = segmentOf(partition, count)
        expect(Number.isInteger(segment) && segment >= 0 && segment < count).toBe(true)
        expect(segmentOf(partition, count)).toBe(segment)
      }),
    )
  })

  it('spreads them', () => {
    const shares = new Map<number, number>()
    for (let at = 0; at < 1_000; at += 1) {
      const segment = segmentOf(`PROJECT#${at}`, 4)
      shares.set(segment, (shares.get(segment) ?? 0) + 1)
    }
    for (const share of [0, 1, 2, 3].map((segment) => shares.get(segment) ?? 0)) {
      expect(share).toBeGreaterThan(150)
      expect(share).toBeLessThan(350)
    }
  })
})
