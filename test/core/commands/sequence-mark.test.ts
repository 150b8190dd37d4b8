import { describe, expect, it } from 'vitest'
import { areFree, highestSequence } from '../../../src/core/commands/sequence-mark.js'
import type { InvalidRecord } from '../../../src/core/model/records.js'
import { aClaim, projectRecords, stored } from '../support/builders.js'

function unreadable(kind: InvalidRecord['kind'], id: string): InvalidRecord {
  return { kind, id, issues: ['flawed'], raw: {} }
}

const scenes = [{ sequence: 2 }, { sequence: 4 }]

describe('highestSequence', () => {
  it('is that of scenes, leases and the mark, whichever is the highest', () => {
    expect(highestSequence(projectRecords([]))).toBe(0)
    expect(highestSequence(projectRecords(scenes))).toBe(4)
    const sequenceMark = stored({ projectId: '91cf', highest: 7 })
    expect(highestSequence(projectRecords(scenes, {}, { sequenceMark }))).toBe(7)
    const claims = new Map([[9, stored(aClaim({ sequence: 9 }))]])
    expect(highestSequence(projectRecords(scenes, {}, { sequenceMark, claims }))).toBe(9)
  })

  it.each([
    ['scene', 'SCENE#1004', 1004],
    ['claim', 'LEASE#1004', 1004],
    // A name that is no number at its end, and a record of something else.
    ['scene', 'SCENE#1004#copy', 4],
    ['scene', 'SCENE', 4],
    ['intent-chunk', 'INTENT#command-1#1004', 4],
  ] as const)('counts a %s that cannot be read by its place: %s', (kind, id, highest) => {
    expect(highestSequence(projectRecords(scenes, {}, { invalid: [unreadable(kind, id)] }))).toBe(highest)
  })
})

describe('areFree', () => {
  it.each([
    [{ first: 1, count: 1 }, true],
    [{ first: 1, count: 2 }, false],
    [{ first: 2, count: 1 }, false],
    [{ first: 3, count: 1 }, true],
    [{ first: 3, count: 2 }, false],
    [{ first: 5, count: 9 }, true],
  ])('are numbers that no scene has: %j', (numbers, free) => {
    expect(areFree(projectRecords(scenes), numbers)).toBe(free)
    const invalid = scenes.map(({ sequence }) => unreadable('scene', `SCENE#00${sequence}`))
    expect(areFree(projectRecords([], {}, { invalid }), numbers)).toBe(free)
  })
})
