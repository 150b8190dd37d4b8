import { describe, expect, it } from 'vitest'
import { missingPairs, requiredPairs } from './campaign/pairs.js'
import { pairTable, totals } from './campaign/tables.js'
import { NOTHING, sumOf, tallyOf } from './campaign/tally.js'

const ONE = tallyOf({ seed: 4, steps: 90, faults: new Map([['stat lost', 2]]), problems: ['it rains'] })

describe('the tally of a campaign', () => {
  it('adds up, and keeps the seed of every problem', () => {
    expect(sumOf(sumOf(NOTHING, ONE), ONE)).toEqual({
      runs: 2,
      steps: 180,
      faults: { 'stat lost': 4 },
      problems: [
        { seed: 4, problem: 'it rains' },
        { seed: 4, problem: 'it rains' },
      ],
    })
  })

  it('shows which request met which fault, and which must have', () => {
    const lines = pairTable(ONE, { upload: ['late'] }).split('\n')
    expect(lines[0]).toMatch(/^request +throttled +lost +late/)
    expect(lines[1]).toMatch(/^stat +2 *$/)
    expect(lines[2]).toMatch(/^upload +0! *$/)
  })

  it('shows faults by kind', () => {
    expect(totals(ONE, 3.4)).toContain('1 runs, 90 steps, 3 s; 1 promises broken')
    expect(totals(ONE, 3.4)).toMatch(/^lost +2$/m)
  })

  it('misses what did not occur, and more of many runs', () => {
    const all = Object.entries(requiredPairs(1)).flatMap(([request, faults]) =>
      faults.map((fault) => [`${request} ${fault}`, 1] as const),
    )
    const complete = { ...NOTHING, runs: 1, faults: Object.fromEntries(all) }
    expect(missingPairs(complete)).toEqual([])
    expect(missingPairs({ ...complete, faults: {} })).toContain('commit heartbeat lost-reply')
    expect(missingPairs({ ...complete, runs: 200_000 })).toContain('commit intent-advanced crash-sent')
  })
})
