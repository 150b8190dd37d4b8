import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideReorderScenes } from '../../../src/core/commands/reorder-scenes.js'
import { displayedSequences } from '../../../src/core/rules/display-places.js'
import { projectRecords as arbitraryRecords } from '../../arbitraries/records.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { applyToProject } from '../support/apply-change.js'
import { aContext, NOW, projectRecords } from '../support/builders.js'
import { accepted, refusalOf, unchanged } from '../support/decisions.js'

const order = Date.parse(NOW)

function film(count: number) {
  return projectRecords(
    Array.from({ length: count }, (_, at) => ({ sequence: at + 1, displaySequence: at + 1 })),
  )
}

describe('decideReorderScenes', () => {
  it('writes the scenes that move, each where it was, with the project and the event', () => {
    const { change, event, result } = accepted(
      decideReorderScenes(film(4), { order: [1, 3, 2, 4] }, aContext()),
    )
    expect(result).toEqual([1, 3, 2, 4])
    expect(change.writes).toEqual([
      {
        op: 'update',
        ref: { kind: 'project', projectId: '91cf' },
        set: { updatedAt: NOW, order },
        guard: { revision: 'commit:project-commit', equals: { status: 'processing' } },
      },
      { op: 'check-absent', ref: { kind: 'intent', projectId: '91cf' } },
      {
        op: 'update',
        ref: { kind: 'scene', projectId: '91cf', sequence: 2 },
        set: { displaySequence: 3, updatedAt: NOW },
        guard: { equals: { displaySequence: 2 } },
      },
      {
        op: 'update',
        ref: { kind: 'scene', projectId: '91cf', sequence: 3 },
        set: { displaySequence: 2, updatedAt: NOW },
        guard: { equals: { displaySequence: 3 } },
      },
    ])
    expect(event).toMatchObject({ type: 'scenes-reordered', sequences: [1, 3, 2, 4], order })
    expect(event).not.toHaveProperty('sequence')
  })

  it('gives a place to scenes that have none, on condition that they still have none', () => {
    const state = projectRecords([{ sequence: 1 }, { sequence: 2, displaySequence: 2 }])
    const { change } = accepted(decideReorderScenes(state, { order: [1, 2] }, aContext()))
    expect(change.writes.at(-1)).toMatchObject({
      ref: { sequence: 1 },
      set: { displaySequence: 1 },
      guard: { equals: { displaySequence: null } },
    })
  })

  it('changes nothing where everything is in its place', () => {
    expect(unchanged(decideReorderScenes(film(3), { order: [1, 2, 3] }, aContext()))).toEqual([1, 2, 3])
  })

  it.each([
    { given: [1, 2], fault: { missing: [3], unknown: [], repeated: [] } },
    { given: [1, 2, 3, 9], fault: { missing: [], unknown: [9], repeated: [] } },
    { given: [1, 2, 2, 3], fault: { missing: [], unknown: [], repeated: [2] } },
    { given: [7, 1, 1, 7], fault: { missing: [2, 3], unknown: [7], repeated: [1, 7] } },
    { given: [], fault: { missing: [1, 2, 3], unknown: [], repeated: [] } },
  ])('refuses $given for three scenes, and names what is wrong', ({ given, fault }) => {
    const refusal = refusalOf(decideReorderScenes(film(3), { order: given }, aContext()))
    expect(refusal).toEqual({ kind: 'not-a-permutation', ...fault })
  })

  it('refuses exactly the lists that are no permutation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
        (count, given) => {
          const sorted = [...given].sort((a, b) => a - b)
          const isPermutation = sorted.length === count && sorted.every((sequence, at) => sequence === at + 1)
          expect(decideReorderScenes(film(count), { order: given }, aContext()).ok).toBe(isPermutation)
        },
      ),
      KEY_LAW,
    )
  })

  it('leaves the scenes of any project in the order asked for, with places of their own', () => {
    fc.assert(
      fc.property(
        arbitraryRecords.chain((records) =>
          fc.tuple(
            fc.constant(records),
            fc.shuffledSubarray(displayedSequences(records).slice(), { minLength: records.scenes.length }),
          ),
        ),
        ([records, wanted]) => {
          const decision = decideReorderScenes(records, { order: wanted }, aContext())
          const change = decision.ok ? decision.change : undefined
          const after = change === undefined ? records : applyToProject(records, change)
          expect(displayedSequences(after ?? records)).toEqual(wanted)
          expect(after?.scenes.map(({ value }) => value.displaySequence).sort()).toEqual(
            wanted.map((_, at) => at + 1).sort(),
          )
        },
      ),
      KEY_LAW,
    )
  })

  it('is done in steps when it does not fit into one commit with room for conditions', () => {
    const rotated = (count: number) => ({
      order: [...Array.from({ length: count - 1 }, (_, at) => at + 2), 1],
    })
    const one = accepted(decideReorderScenes(film(87), rotated(87), aContext()))
    expect(one.event.type).toBe('scenes-reordered')
    expect(one.change.writes).toHaveLength(89)
    const { change, event } = accepted(decideReorderScenes(film(88), rotated(88), aContext()))
    expect(event).toMatchObject({ type: 'intent-started', intent: 'scenes-reordered' })
    expect(change.writes[1]).toEqual({
      op: 'insert',
      ref: { kind: 'intent', projectId: '91cf' },
      value: {
        projectId: '91cf',
        id: `command-1.1-${order}`,
        goal: 'scenes-reordered',
        step: 0,
        actor: 'tester',
        createdAt: NOW,
        ...rotated(88),
      },
    })
    expect(change.writes).toHaveLength(2)
  })
})
