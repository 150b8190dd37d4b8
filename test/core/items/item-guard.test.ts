import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/core/items/item.js'
import type { ItemGuard } from '../../../src/core/items/item-guard.js'
import { itemGuard } from '../../../src/core/items/item-guard.js'
import { isReadable, newItem, readRecord, revisionOf } from '../../../src/core/items/stored-item.js'
import type { Guard } from '../../../src/core/model/change.js'
import { factsHold } from '../../../src/core/model/guard.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { sceneItems } from '../../arbitraries/items.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { PROJECT_ID, scenesOf } from '../../arbitraries/scenes.js'
import { aProject, aScene } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

/** Judges a guard on attributes, as a database would. */
function holds(
  item: Item,
  { equals, absent, present, required, oneOf, atMost, atLeast }: ItemGuard,
): boolean {
  const valueOf = (name: string) => (Object.hasOwn(item, name) ? item[name] : undefined)
  const bounded = (bounds: Readonly<Record<string, number>>, fits: (is: number, bound: number) => boolean) =>
    Object.entries(bounds).every(([name, bound]) => {
      const value = valueOf(name)
      return typeof value === 'number' && fits(value, bound)
    })
  return (
    Object.entries(equals).every(
      ([name, value]) => JSON.stringify(valueOf(name)) === JSON.stringify(value),
    ) &&
    absent.every(({ name, emptyIsAbsent }) => {
      const value = valueOf(name)
      return value === undefined || value === null || (emptyIsAbsent && value === '')
    }) &&
    [...present, ...required].every((name) => valueOf(name) !== undefined && valueOf(name) !== null) &&
    Object.entries(oneOf).every(([name, values]) => values.some((value) => value === valueOf(name))) &&
    bounded(atMost, (is, bound) => is <= bound) &&
    bounded(atLeast, (is, bound) => is >= bound)
  )
}

/** Guards that mostly hold of a scene: facts of it, its absences, and now and then something else. */
function guardsOn(scene: Scene): fc.Arbitrary<Guard<Scene>> {
  const { status, displaySequence, clips, retryCount, errorMessage, referenceImageKeys } = scene
  const isFact = fc.integer({ min: 0, max: 4 })
  return fc
    .record({
      status: fc.constantFrom(status, status, 'failed' as const),
      place: fc.constantFrom(displaySequence ?? null, displaySequence ?? null, 5, null),
      original: fc.constantFrom(clips.original ?? null, clips.original ?? null, null),
      errorMessage: fc.constantFrom(errorMessage ?? null, errorMessage ?? null, null),
      keys: fc.constantFrom(referenceImageKeys ?? null, null),
      bound: fc.integer({ min: (retryCount ?? 1) - 1, max: (retryCount ?? 0) + 1 }),
      picks: fc.tuple(isFact, isFact, isFact, isFact, isFact, isFact, isFact),
    })
    .map(({ picks: [a, b, c, d, e, f, g], ...facts }) => ({
      equals: {
        ...(a > 1 && { status: facts.status }),
        ...(b > 1 && { displaySequence: facts.place }),
        ...(c > 1 && { clips: { original: facts.original } }),
        ...(d > 1 && { errorMessage: facts.errorMessage }),
        ...(e > 3 && { referenceImageKeys: facts.keys }),
      },
      ...(f === 0 && { atMost: { retryCount: facts.bound } }),
      ...(f === 1 && { atLeast: { retryCount: facts.bound } }),
      ...(g === 0 && { present: { retryCount: true } }),
    }))
}

describe('itemGuard', () => {
  it('asks of the item what the guard asks of the record', () => {
    const cases = fc.tuple(sceneItems, scenesOf(fc.constant(1))).chain(([item, other]) => {
      const record = readRecord('scene', item)
      const scene = isReadable(record) ? record.value : other
      return fc.tuple(fc.constant(item), guardsOn(scene))
    })
    const seen = { held: 0, failed: 0 }
    fc.assert(
      fc.property(cases, ([item, guard]: [Item, Guard<Scene>]) => {
        const record = readRecord('scene', item)
        if (!isReadable(record)) throw new Error(record.issues.join('; '))
        const expected = factsHold(record.value, guard)
        seen[expected ? 'held' : 'failed']++
        expect(holds(item, itemGuard('scene', guard))).toBe(expected)
      }),
      KEY_LAW,
    )
    expect(seen.held).toBeGreaterThan(KEY_LAW.numRuns / 20)
    expect(seen.failed).toBeGreaterThan(KEY_LAW.numRuns / 20)
  })

  it('knows an item again by its revision, and no other state of it', () => {
    const ref = { kind: 'scene', projectId: PROJECT_ID, sequence: 3 } as const
    const value = aScene()
    const ours = newItem({ op: 'insert', ref, value }, 'commit-1')
    const { lastCommit: _wiped, ...foreign } = ours
    const { updatedAt: _unsaid, ...bare } = foreign
    const states: readonly Item[] = [
      ours,
      { ...ours, lastCommit: 'commit-2' },
      foreign,
      { ...foreign, updatedAt: '2025-11-24T09:00:00.000003+0000' },
      bare,
    ]
    const known = states.map((state) => {
      const guard = itemGuard('scene', { revision: revisionOf(state) })
      return states.map((other) => holds(other, guard))
    })
    expect(known).toEqual(states.map((_, at) => states.map((__, other) => at === other)))
  })

  it('names attributes, not fields', () => {
    expect(
      itemGuard('project', {
        equals: { listedAs: 'failed', characterImageKey: null, sceneCount: null },
        present: { ledger: true },
        atMost: { failedScenes: 2 },
        atLeast: { sceneCount: aProject().sceneCount ?? 0 },
      }),
    ).toEqual({
      equals: { GSI1PK: 'failed' },
      absent: [
        { name: 'characterImageS3Key', emptyIsAbsent: true },
        { name: 'sceneCount', emptyIsAbsent: false },
      ],
      present: ['ledger'],
      required: ['projectId', 'status', 'conceptPrompt', 'createdAt', 'updatedAt'],
      oneOf: { status: [...PROJECT_STATUSES] },
      atMost: { failedScenes: 2 },
      atLeast: { sceneCount: 5 },
    })
  })

  it('holds of no item that cannot be read, whatever else it says', () => {
    const item = newItem(
      { op: 'insert', ref: { kind: 'scene', projectId: PROJECT_ID, sequence: 3 }, value: aScene() },
      'commit-1',
    )
    expect(holds(item, itemGuard('scene', {}))).toBe(true)
    expect(holds({ ...item, status: 'archived' }, itemGuard('scene', {}))).toBe(false)
    const { prompt: _gone, ...rest } = item
    expect(holds(rest, itemGuard('scene', { equals: { status: 'pending' } }))).toBe(false)
  })

  it('refuses a revision that no store gave', () => {
    expect(thrown(() => itemGuard('scene', { revision: '7' }), 'INVALID_CHANGE').message).toContain('7')
  })
})
