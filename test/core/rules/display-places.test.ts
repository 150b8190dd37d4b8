import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InvalidRecord, ProjectRecords } from '../../../src/core/model/records.js'
import type { Places } from '../../../src/core/rules/display-places.js'
import {
  changedPlaces,
  displayedSequences,
  nextPlace,
  placesFor,
  swapsTowards,
} from '../../../src/core/rules/display-places.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { projectRecords } from '../support/builders.js'

type Placed = readonly (readonly [sequence: number, place: number | undefined])[]

function recordsOf(placed: Placed, taken: readonly number[] = []): ProjectRecords {
  const scenes = placed.map(([sequence, displaySequence]) => ({
    sequence,
    ...(displaySequence !== undefined && { displaySequence }),
  }))
  return projectRecords(scenes, {}, { invalid: taken.map(unreadable) })
}

function unreadable(displaySequence: number, at: number): InvalidRecord {
  return { kind: 'scene', id: `SCENE#9${at}`, issues: ['unknown status'], raw: { displaySequence } }
}

/** The places after a part of the way. */
function moved(placed: Placed, part: Places): Placed {
  return placed.map(([sequence, place]) => [sequence, part.get(sequence) ?? place])
}

function sorted(placed: Placed): readonly (number | undefined)[] {
  return placed.map(([, place]) => place).sort((a, b) => (a ?? 0) - (b ?? 0))
}

const sequences = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 })
const taken = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 3 })

/** Scenes whose places are a permutation, around those that are taken, and another order of them. */
const complete = fc.tuple(sequences, taken).chain(([list, others]) =>
  fc.record({
    from: fc.shuffledSubarray(list, { minLength: list.length }),
    order: fc.shuffledSubarray(list, { minLength: list.length }),
    taken: fc.constant(others),
    most: fc.integer({ min: 2, max: 14 }),
  }),
)

/** The same with gaps, duplicates and missing places. */
const broken = fc
  .tuple(
    complete,
    fc.array(fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined }), {
      minLength: 12,
      maxLength: 12,
    }),
  )
  .map(([setup, places]) => ({
    ...setup,
    placed: setup.order.toSorted((a, b) => a - b).map((sequence, at) => [sequence, places[at]] as const),
  }))

/** The scenes that are in their places. */
function settled(placed: Placed, wanted: Places): readonly number[] {
  return placed.filter(([sequence, place]) => wanted.get(sequence) === place).map(([sequence]) => sequence)
}

/**
 * Every state on the way, in parts of at most so many scenes: whatever is in its place stays there, and at least one of any
 * two that a part may move comes to its own.
 */
function way(start: Placed, wanted: Places, most: number, others: readonly number[]): readonly Placed[] {
  const states = [start]
  for (let placed = start; ;) {
    const part = swapsTowards(recordsOf(placed, others), wanted, most)
    expect(part.size).toBeLessThanOrEqual(most)
    if (part.size === 0) return states
    const next = moved(placed, part)
    const [before, after] = [settled(placed, wanted), settled(next, wanted)]
    expect(before.every((sequence) => after.includes(sequence))).toBe(true)
    expect(after.length).toBeGreaterThanOrEqual(Math.min(start.length, before.length + Math.floor(most / 2)))
    placed = next
    states.push(placed)
  }
}

describe('placesFor', () => {
  it('counts from 1, and leaves the places of scenes that cannot be read to them', () => {
    expect([...placesFor([7, 3, 5], [unreadable(1, 0), unreadable(3, 1)])]).toEqual([
      [7, 2],
      [3, 4],
      [5, 5],
    ])
    expect([...placesFor([7, 3], [{ ...unreadable(1, 0), kind: 'claim' }]).values()]).toEqual([1, 2])
  })
})

describe('nextPlace', () => {
  it('is behind every scene, also those without a place and those that cannot be read', () => {
    expect(nextPlace(recordsOf([]))).toBe(1)
    expect(
      nextPlace(
        recordsOf([
          [4, 1],
          [2, 3],
        ]),
      ),
    ).toBe(4)
    expect(
      nextPlace(
        recordsOf([
          [4, 1],
          [6, undefined],
        ]),
      ),
    ).toBe(7)
    expect(nextPlace(recordsOf([[4, 1]], [2]))).toBe(3)
    const invalid = [{ kind: 'scene' as const, id: 'SCENE#9', issues: [], raw: { displaySequence: 'last' } }]
    expect(nextPlace({ ...recordsOf([[4, 1]]), invalid })).toBe(2)
  })
})

describe('changedPlaces', () => {
  it('are those of scenes that exist and are elsewhere', () => {
    const records = recordsOf([
      [1, 1],
      [2, 3],
      [3, undefined],
    ])
    const wanted = new Map([
      [1, 1],
      [2, 2],
      [3, 3],
      [9, 4],
    ])
    expect([...changedPlaces(records, wanted)]).toEqual([
      [2, 2],
      [3, 3],
    ])
  })
})

describe('swapsTowards', () => {
  it('keeps a permutation a permutation in every part, and ends in the wanted places', () => {
    let parts = 0
    fc.assert(
      fc.property(complete, ({ from, order, taken: others, most }) => {
        const { invalid } = recordsOf([], others)
        const start = [...placesFor(from, invalid)]
        const wanted = placesFor(order, invalid)
        const states = way(start, wanted, most, others)
        for (const placed of states) expect(sorted(placed)).toEqual(sorted(start))
        expect(new Map(states.at(-1))).toEqual(new Map(wanted))
        parts += states.length - 1
      }),
      KEY_LAW,
    )
    expect(parts).toBeGreaterThan(KEY_LAW.numRuns)
  })

  it('ends in the wanted places from an order with gaps, duplicates and missing places too', () => {
    fc.assert(
      fc.property(broken, ({ placed, order, taken: others, most }) => {
        const wanted = placesFor(order, recordsOf([], others).invalid)
        const states = way(placed, wanted, most, others)
        expect(displayedSequences(recordsOf(states.at(-1) ?? []))).toEqual(order)
        expect(new Map(states.at(-1))).toEqual(new Map(wanted))
      }),
      KEY_LAW,
    )
  })

  it('moves at least one scene to its place in every part, so that a rotation takes one part per free scene', () => {
    const order = [2, 3, 4, 5, 6, 1]
    const start = [1, 2, 3, 4, 5, 6].map((sequence) => [sequence, sequence] as const)
    const states = way(start, placesFor(order, []), 3, [])
    expect(states.map((placed) => displayedSequences(recordsOf(placed)))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [2, 3, 1, 4, 5, 6],
      [2, 3, 4, 5, 1, 6],
      [2, 3, 4, 5, 6, 1],
    ])
  })
})
