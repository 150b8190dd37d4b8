import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SceneEvent } from '@badapple/scenes'
import { inOrder, withPredecessors } from '../../../src/service/watch/scene-order.js'
import { anEvent } from '../../core/support/builders.js'

const scene = (id: string, sequence: number, order: number) => anEvent({ id, sequence, order })
const added = (id: string, order: number, ...sequences: readonly number[]) =>
  anEvent({ id, type: 'scenes-added', order, sequences })

function idsOf(events: readonly SceneEvent[]): string {
  return events.map(({ id }) => id).join('')
}

describe('the order of events', () => {
  it('is that of their ids', () => {
    expect(idsOf(inOrder([scene('c', 1, 3), scene('b', 2, 9), scene('a', 1, 2)]))).toBe('abc')
  })

  it('is that of their numbers within a scene', () => {
    expect(idsOf(inOrder([scene('a', 1, 3), scene('b', 1, 2), scene('c', 1, 1), scene('d', 2, 0)]))).toBe(
      'cbad',
    )
  })

  it('puts the event that adds a scene before those of the scene', () => {
    expect(idsOf(inOrder([scene('a', 2, 6), added('b', 5, 1, 2), scene('c', 1, 6)]))).toBe('bac')
  })

  it('keeps every event once, and every scene in order, of any events', () => {
    const events = fc.uniqueArray(
      fc.record({ id: fc.string({ minLength: 1 }), sequence: fc.nat(3), order: fc.nat() }),
      {
        selector: ({ id }) => id,
      },
    )
    fc.assert(
      fc.property(events, (drafts) => {
        const all = drafts.map(({ id, sequence, order }) => scene(id, sequence, order))
        const ordered = inOrder(all)
        expect(new Set(ordered)).toEqual(new Set(all))
        for (const number of [0, 1, 2, 3]) {
          const own = ordered.filter(({ sequence }) => sequence === number).map(({ order }) => order)
          expect(own).toEqual(own.toSorted((a, b) => a - b))
        }
      }),
    )
  })
})

describe('the predecessors of events', () => {
  it('are those of lower numbers of the same scene, and what adds it', () => {
    const others = [scene('a', 1, 4), scene('b', 1, 6), scene('c', 2, 4), added('d', 3, 1)]
    expect(idsOf(inOrder(withPredecessors([scene('x', 1, 5)], others)))).toBe('dax')
  })

  it('have predecessors themselves', () => {
    const others = [added('a', 3, 1), anEvent({ id: 'b', order: 2 }), scene('c', 9, 1)]
    expect(idsOf(inOrder(withPredecessors([scene('x', 1, 5)], others)))).toBe('bax')
  })
})
