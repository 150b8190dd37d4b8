import { describe, expect, it } from 'vitest'
import { misplacedScenes, repairedOrder } from '../../../src/core/rules/repaired-order.js'
import { projectRecords } from '../support/builders.js'

const records = projectRecords([
  { sequence: 11, displaySequence: 3 },
  { sequence: 2, displaySequence: 9 },
  { sequence: 4, displaySequence: 1 },
  { sequence: 3, displaySequence: 3 },
])

describe('the repaired order', () => {
  it('keeps the order and numbers it from 1', () => {
    expect([...repairedOrder(records)]).toEqual([
      [4, 1],
      [3, 2],
      [11, 3],
      [2, 4],
    ])
  })

  it('names the scenes that are elsewhere, by their number', () => {
    expect(misplacedScenes(records)).toEqual([2, 3])
    const other = projectRecords([
      { sequence: 11, displaySequence: 7 },
      { sequence: 2, displaySequence: 9 },
    ])
    expect(misplacedScenes(other)).toEqual([2, 11])
    expect(misplacedScenes(projectRecords([]))).toEqual([])
  })
})
