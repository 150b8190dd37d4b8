import { describe, expect, it } from 'vitest'
import { decideAdvanceIntent } from '../../../src/core/commands/advance-intent.js'
import type { Intent, IntentChunk } from '../../../src/core/model/intent.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { addMs } from '../../../src/core/model/time.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aContext, NOW, projectRecords, stored } from '../support/builders.js'
import { accepted, operations, unchanged, writeOn } from '../support/decisions.js'

const PLAIN = { prompt: 'a lighthouse', durationSeconds: 8, referenceImageKeys: [], needsLipSync: false }
const INTENT: Intent = {
  projectId: '91cf',
  id: 'command-0.1-1',
  goal: 'scenes-reordered',
  step: 2,
  actor: 'asker',
  createdAt: NOW,
}

function chunk(index: number, given: Partial<IntentChunk> = {}): IntentChunk {
  return {
    projectId: '91cf',
    intentId: INTENT.id,
    index,
    offset: index * 2,
    scenes: [PLAIN, PLAIN],
    createdAt: NOW,
    ...given,
  }
}

function under(
  intent: Partial<Intent>,
  {
    scenes,
    chunks = [],
  }: { readonly scenes: readonly Partial<Scene>[]; readonly chunks?: readonly IntentChunk[] },
): ProjectRecords {
  return {
    ...projectRecords(scenes),
    intent: stored({ ...INTENT, ...intent }, 'intent-commit'),
    intentChunks: chunks.map((value) => ({ value, revision: 'updated:undefined' })),
  }
}

function film(count: number): readonly Partial<Scene>[] {
  return Array.from({ length: count }, (_, at) => ({ sequence: at + 1, displaySequence: at + 1 }))
}

const ref = { kind: 'intent', projectId: '91cf' } as const
const guard = { revision: 'commit:intent-commit', equals: { id: INTENT.id, step: 2 } }

describe('decideAdvanceIntent', () => {
  it('does one step, on condition that nobody else has, and leaves the next to whoever comes', () => {
    const order = film(200).map((_, at) => 200 - at)
    const { change, event, result } = accepted(
      decideAdvanceIntent(under({ order }, { scenes: film(200) }), {}, aContext()),
    )
    expect(result).toEqual({ done: false })
    expect(writeOn(change, 'intent')).toEqual({ op: 'update', ref, set: { step: 3 }, guard })
    // 43 pairs, the project, the intent and the event.
    expect(change.writes).toHaveLength(88)
    expect(event).toMatchObject({ type: 'intent-advanced', intent: 'scenes-reordered', actor: 'asker' })
    expect(event.sequences).toHaveLength(86)
  })

  it('ends with the event of what was asked for', () => {
    const state = under({ order: [2, 1, 3] }, { scenes: film(3) })
    const { change, event, result } = accepted(decideAdvanceIntent(state, {}, aContext()))
    expect(result).toEqual({ done: true })
    expect(writeOn(change, 'intent')).toEqual({ op: 'delete', ref, guard })
    expect(event).toMatchObject({ type: 'scenes-reordered', sequences: [2, 1, 3], actor: 'asker' })
  })

  it('puts scenes that came meanwhile at the end, and passes over those that are gone', () => {
    const state = under({ order: [3, 9, 1] }, { scenes: film(4) })
    expect(accepted(decideAdvanceIntent(state, {}, aContext())).event.sequences).toEqual([3, 1, 2, 4])
  })

  it('adds the scenes of its chunk under the reserved numbers, and removes the chunk', () => {
    const state = under(
      { goal: 'scenes-added', step: 2, firstSequence: 4, chunks: 4 },
      { scenes: film(3), chunks: [chunk(3), chunk(2)] },
    )
    const { change, event, result } = accepted(decideAdvanceIntent(state, {}, aContext()))
    expect(result).toEqual({ done: false })
    expect(event).toMatchObject({ type: 'scenes-added', sequences: [8, 9] })
    expect(operations(change)).toEqual([
      'delete intent-chunk',
      'insert scene',
      'insert scene',
      'insert sequence-mark',
      'update intent',
      'update project',
    ])
    expect(writeOn(change, 'intent-chunk')).toMatchObject({ ref: { intentId: INTENT.id, index: 2 } })
    const last = under(
      { goal: 'scenes-added', step: 3, firstSequence: 4, chunks: 4 },
      { scenes: film(3), chunks: [chunk(3)] },
    )
    const end = accepted(decideAdvanceIntent(last, {}, aContext()))
    expect(end.result).toEqual({ done: true })
    expect(writeOn(end.change, 'intent')).toMatchObject({ op: 'delete' })
  })

  it('takes other numbers where somebody else has used one', () => {
    for (const taken of [8, 9]) {
      const state = under(
        { goal: 'scenes-added', firstSequence: 4, chunks: 4 },
        { scenes: [...film(3), { sequence: taken, displaySequence: 4 }], chunks: [chunk(2)] },
      )
      const marked = { ...state, sequenceMark: stored({ projectId: '91cf', highest: 11 }, 'mark') }
      expect(accepted(decideAdvanceIntent(marked, {}, aContext())).event.sequences).toEqual([12, 13])
    }
  })

  it('passes over a chunk that is gone, and says so', () => {
    const other = chunk(2, { intentId: 'another' })
    const state = under(
      { goal: 'scenes-added', firstSequence: 4, chunks: 4 },
      { scenes: film(3), chunks: [other] },
    )
    const { change, event, result } = accepted(decideAdvanceIntent(state, {}, aContext()))
    expect(result).toEqual({ done: false })
    expect(operations(change)).toEqual(['check-absent intent-chunk', 'update intent', 'update project'])
    expect(writeOn(change, 'intent-chunk')).toMatchObject({ ref: { intentId: INTENT.id, index: 2 } })
    expect(event).toMatchObject({
      type: 'intent-advanced',
      reason: 'the scenes of part 3 are lost: their record is gone',
    })
    const broken = (id: string) => ({ kind: 'intent-chunk', id, issues: ['broken'], raw: {} }) as const
    const besides = (id: string) =>
      operations(accepted(decideAdvanceIntent({ ...state, invalid: [broken(id)] }, {}, aContext())).change)
    expect(besides(`INTENT#${INTENT.id}#0002`)).toEqual(['update intent', 'update project'])
    for (const other of [`INTENT#${INTENT.id}#0003`, 'INTENT#another#0002'])
      expect(besides(other)).toEqual(['check-absent intent-chunk', 'update intent', 'update project'])
  })

  it('brings a scene to the end of the film before it removes it', () => {
    const intent = { goal: 'scene-removed', sequence: 1, order: [2, 3, 1] } as const
    const first = accepted(decideAdvanceIntent(under(intent, { scenes: film(3) }), {}, aContext()))
    expect(first.result).toEqual({ done: false })
    expect(first.event).toMatchObject({ type: 'intent-advanced', intent: 'scene-removed' })
    expect(operations(first.change)).toEqual([
      'update intent',
      'update project',
      ...film(3).map(() => 'update scene'),
    ])

    const atEnd = [
      { sequence: 1, displaySequence: 3 },
      { sequence: 2, displaySequence: 1 },
      { sequence: 3, displaySequence: 2 },
    ]
    const last = accepted(decideAdvanceIntent(under(intent, { scenes: atEnd }), {}, aContext()))
    expect(last.result).toEqual({ done: true })
    expect(last.event).toMatchObject({ type: 'scene-removed', sequence: 1 })
    expect(operations(last.change)).toEqual([
      'check-absent claim',
      'delete intent',
      'delete scene',
      'insert sequence-mark',
      'update project',
    ])
  })

  it('brings it there also where another scene has the same place', () => {
    const intent = { goal: 'scene-removed', sequence: 1, order: [2, 3, 1] } as const
    const shared = [
      { sequence: 1, displaySequence: 1 },
      { sequence: 2, displaySequence: 1 },
      { sequence: 3, displaySequence: 2 },
    ]
    const { change, event } = accepted(decideAdvanceIntent(under(intent, { scenes: shared }), {}, aContext()))
    expect(event).toMatchObject({ type: 'intent-advanced', sequences: [1] })
    expect(writeOn(change, 'scene')).toMatchObject({ ref: { sequence: 1 }, set: { displaySequence: 3 } })
  })

  it('says which scenes it moves, the one to remove behind those that came meanwhile', () => {
    const intent = { goal: 'scene-removed', sequence: 1, order: [2, 3, 1] } as const
    const { change, event } = accepted(
      decideAdvanceIntent(under(intent, { scenes: film(4) }), {}, aContext()),
    )
    expect(event.sequences?.toSorted()).toEqual([1, 2, 3, 4])
    const moved = change.writes.find(
      (write) => 'ref' in write && write.ref.kind === 'scene' && write.ref.sequence === 1,
    )
    expect(moved).toMatchObject({ set: { displaySequence: 4 } })
  })

  it.each([
    { name: 'is gone', scenes: film(3).slice(1) },
    { name: 'is the only one left', scenes: film(1) },
  ])('ends where the scene to remove $name', ({ scenes }) => {
    const intent = { goal: 'scene-removed', sequence: 1, order: [2, 3, 1] } as const
    const { change, event, result } = accepted(decideAdvanceIntent(under(intent, { scenes }), {}, aContext()))
    expect(result).toEqual({ done: true })
    expect(operations(change)).toEqual(['delete intent', 'update project'])
    expect(event.reason).toBe('there was nothing left to remove')
  })

  it('removes what is left of commands that never began, when nobody can begin them any more', () => {
    const old = addMs(NOW, -DEFAULT_POLICY.workflowLimitMs)
    const chunks = [chunk(0, { createdAt: old }), chunk(1, { createdAt: addMs(old, 1) })].map((value) => ({
      value,
      revision: 'r',
    }))
    const decision = decideAdvanceIntent({ ...projectRecords(film(2)), intentChunks: chunks }, {}, aContext())
    expect(decision).toEqual({
      ok: true,
      change: {
        id: 'command-1.1',
        projectId: '91cf',
        writes: [
          {
            op: 'delete',
            ref: { kind: 'intent-chunk', projectId: '91cf', intentId: INTENT.id, index: 0 },
            guard: { revision: 'r' },
          },
        ],
      },
      result: { done: true },
    })
    const many = Array.from({ length: 88 }, (_, index) => stored(chunk(index, { createdAt: old })))
    const clear = (count: number) => {
      const state = { ...projectRecords(film(2)), intentChunks: many.slice(0, count) }
      const part = decideAdvanceIntent(state, {}, aContext())
      return part.ok ? [part.change?.writes.length, part.result.done] : []
    }
    expect([clear(86), clear(87), clear(88)]).toEqual([
      [86, true],
      [87, false],
      [87, false],
    ])
    const fresh = { ...projectRecords(film(2)), intentChunks: chunks.slice(1) }
    expect(unchanged(decideAdvanceIntent(fresh, {}, aContext()))).toEqual({ done: true })
  })
})
