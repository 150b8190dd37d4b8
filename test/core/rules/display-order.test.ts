import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inDisplayOrder } from '../../../src/core/rules/display-order.js'
import { sceneLists } from '../../arbitraries/scenes.js'

describe('inDisplayOrder', () => {
  it('sorts by place in the film, by number where it is missing or shared', () => {
    const scenes = [
      { sequence: 1000, displaySequence: 2 },
      { sequence: 101 },
      { sequence: 2, displaySequence: 101 },
      { sequence: 5, displaySequence: 1 },
      { sequence: 4, displaySequence: 2 },
    ]
    expect(inDisplayOrder(scenes).map(({ sequence }) => sequence)).toEqual([5, 4, 1000, 2, 101])
  })

  it('keeps every scene, depends on no order and leaves the list alone', () => {
    fc.assert(
      fc.property(sceneLists, (scenes) => {
        const given = [...scenes]
        const ordered = inDisplayOrder(scenes)
        expect(scenes).toEqual(given)
        expect(new Set(ordered)).toEqual(new Set(scenes))
        expect(inDisplayOrder([...scenes].reverse())).toEqual(ordered)
        expect(inDisplayOrder(ordered)).toEqual(ordered)
      }),
    )
  })
})
