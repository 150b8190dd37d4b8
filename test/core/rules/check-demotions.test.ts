import { describe, expect, it } from 'vitest'
import { checkDemotions } from '../../../src/core/rules/check-demotions.js'

function isAllowed(demoted: number, scenesSeen: number, objectsSeen = 1, maxDemotedShare = 0.2): boolean {
  const sequences = Array.from({ length: demoted }, (_, at) => at + 1)
  return checkDemotions({ sequences, scenesSeen, objectsSeen, policy: { maxDemotedShare } }).ok
}

describe('checkDemotions', () => {
  it.each([
    ['three of three', 3, 3, true],
    ['four of twenty', 4, 20, true],
    ['four of nineteen', 4, 19, false],
    ['a fifth of many', 200, 1_000, true],
    ['more than a fifth of many', 201, 1_000, false],
    ['none of none', 0, 0, true],
  ])('%s', (_, demoted, scenes, ok) => {
    expect(isAllowed(demoted, scenes)).toBe(ok)
  })

  it('asks for one object that is there, unless nothing is taken away', () => {
    expect(isAllowed(1, 100, 0)).toBe(false)
    expect(isAllowed(0, 100, 0)).toBe(true)
  })

  it('goes by the share of the policy, and says what it saw', () => {
    expect(isAllowed(4, 4, 1, 1)).toBe(true)
    const sequences = [1, 2, 3, 4]
    expect(
      checkDemotions({ sequences, scenesSeen: 5, objectsSeen: 2, policy: { maxDemotedShare: 0 } }),
    ).toEqual({ ok: false, refusal: { kind: 'too-many-demotions', sequences, scenes: 5, objectsSeen: 2 } })
  })

  it('judges a scene by all that its run takes away, and says how many those are', () => {
    const run = { sequences: [1], scenesSeen: 10, objectsSeen: 2, policy: { maxDemotedShare: 0.2 } }
    expect(checkDemotions({ ...run, demotions: 3 }).ok).toBe(true)
    expect(checkDemotions({ ...run, demotions: 7 })).toMatchObject({
      refusal: { kind: 'too-many-demotions', sequences: [1], demotions: 7 },
    })
  })
})
