import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideAddScenes } from '../../../src/core/commands/add-scenes.js'
import { decideRemoveScene } from '../../../src/core/commands/remove-scene.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { recalculateCounters, storedCounters } from '../../../src/core/rules/counters.js'
import { displayedSequences } from '../../../src/core/rules/display-places.js'
import { countedChanges } from '../../../src/core/rules/recount.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sealedProjects } from '../../arbitraries/sealed-projects.js'
import { applyToProject } from '../support/apply-change.js'
import { aClaim, aContext, NOW, projectRecords, sceneKey, stored } from '../support/builders.js'
import { accepted, operations, refusalOf, writeOn } from '../support/decisions.js'

const PLAIN = { prompt: 'a lighthouse', durationSeconds: 8, referenceImageKeys: [], needsLipSync: false }
const original = sceneKey('video_1_a.mp4')
const counted = { sceneCount: 3, completedScenes: 1, failedScenes: 0, ledger: 4, ledgerRetired: 0 }

/** Three scenes, of which the third has a video. */
function three(claim = true) {
  const claims = claim ? new Map([[3, stored(aClaim(), 'claim-commit')]]) : new Map<number, never>()
  const scenes = [
    { sequence: 1, displaySequence: 1, ledger: 1 },
    { sequence: 2, displaySequence: 3, ledger: 1 },
    {
      sequence: 3,
      displaySequence: 2,
      ledger: 2,
      status: 'completed' as const,
      clips: { original, working: original },
      order: 9,
    },
  ]
  return projectRecords(scenes, counted, { claims })
}

describe('decideRemoveScene', () => {
  it('takes a scene out with its lease, counts it, closes up and marks its number', () => {
    const { change, event, result } = accepted(decideRemoveScene(three(), { sequence: 3 }, aContext()))
    expect(result.sequence).toBe(3)
    expect(change.writes).toEqual([
      {
        op: 'update',
        ref: { kind: 'project', projectId: '91cf' },
        set: { updatedAt: NOW },
        add: { sceneCount: -1, completedScenes: -1, ledger: 1, ledgerRetired: 3 },
        guard: {
          revision: 'commit:project-commit',
          equals: { status: 'processing' },
          present: { ledger: true },
          atMost: { failedScenes: 0, completedScenes: 2 },
          atLeast: { sceneCount: 3 },
        },
      },
      {
        op: 'delete',
        ref: { kind: 'scene', projectId: '91cf', sequence: 3 },
        guard: { revision: 'commit:commit-1', equals: { status: 'completed', clips: { original } } },
      },
      {
        op: 'delete',
        ref: { kind: 'claim', projectId: '91cf', sequence: 3 },
        guard: { revision: 'commit:claim-commit' },
      },
      {
        op: 'insert',
        ref: { kind: 'sequence-mark', projectId: '91cf' },
        value: { projectId: '91cf', highest: 3 },
      },
      {
        op: 'update',
        ref: { kind: 'scene', projectId: '91cf', sequence: 2 },
        set: { displaySequence: 2, updatedAt: NOW },
        guard: { equals: { displaySequence: 3 } },
      },
      { op: 'check-absent', ref: { kind: 'intent', projectId: '91cf' } },
    ])
    expect(event).toMatchObject({
      type: 'scene-removed',
      sequence: 3,
      from: 'completed',
      order: Date.parse(NOW),
      clipsSuperseded: [
        { clip: 'original', key: original },
        { clip: 'working', key: original },
      ],
    })
  })

  it('moves a project whose last unfinished scene goes, and says so', () => {
    const scenes = [{ sequence: 1, status: 'completed' }, { sequence: 2 }] as const
    const state = projectRecords(scenes, { status: 'processing' })
    const { change, event } = accepted(decideRemoveScene(state, { sequence: 2 }, aContext()))
    const order = Date.parse(NOW)
    expect(event.project).toEqual({ from: 'processing', to: 'completed', order })
    expect(writeOn(change, 'project')).toMatchObject({ set: { status: 'completed', order } })
    const other = accepted(decideRemoveScene(state, { sequence: 1 }, aContext())).event
    expect(other).not.toHaveProperty('project')
  })

  it('says that nobody vouches for the counters', () => {
    const { ledger, ...unsealed } = three().project.value
    const decision = decideRemoveScene({ ...three(), project: stored(unsealed) }, { sequence: 3 }, aContext())
    expect(decision).toMatchObject({ isUnsealed: true })
    expect(decideRemoveScene(three(), { sequence: 3 }, aContext())).not.toHaveProperty('isUnsealed')
  })

  it('is done in steps, all others first, when too many scenes close up', () => {
    const film = (count: number) =>
      projectRecords(
        Array.from({ length: count }, (_, at) => ({ sequence: at + 1, displaySequence: at + 1 })),
      )
    // Beside those that close up: the project, the scene, its lease, the mark, the intent and the event.
    const one = accepted(decideRemoveScene(film(85), { sequence: 1 }, aContext()))
    expect(one.event.type).toBe('scene-removed')
    expect(one.change.writes).toHaveLength(89)
    const { change, event } = accepted(decideRemoveScene(film(86), { sequence: 1 }, aContext()))
    expect(event).toMatchObject({ type: 'intent-started', intent: 'scene-removed', sequences: [1] })
    const order = [...Array.from({ length: 85 }, (_, at) => at + 2), 1]
    expect(writeOn(change, 'intent')).toMatchObject({ value: { sequence: 1, order } })
  })

  it('relies on there being no lease where it saw none', () => {
    const { change } = accepted(decideRemoveScene(three(false), { sequence: 3 }, aContext()))
    expect(writeOn(change, 'claim')).toEqual({
      op: 'check-absent',
      ref: { kind: 'claim', projectId: '91cf', sequence: 3 },
    })
  })

  it('raises the mark, and leaves a higher one alone', () => {
    const marked = (highest: number) => ({
      ...three(),
      sequenceMark: stored({ projectId: '91cf', highest }, 'mark'),
    })
    const raised = accepted(decideRemoveScene(marked(2), { sequence: 3 }, aContext())).change
    expect(writeOn(raised, 'sequence-mark')).toMatchObject({
      op: 'update',
      set: { highest: 3 },
      guard: { revision: 'commit:mark' },
    })
    expect(
      operations(accepted(decideRemoveScene(marked(3), { sequence: 3 }, aContext())).change),
    ).not.toContain('update sequence-mark')
  })

  it('completes a project whose last unfinished scene goes', () => {
    const state = projectRecords(
      [
        { sequence: 1, displaySequence: 1, status: 'completed' },
        { sequence: 2, displaySequence: 2 },
      ],
      { sceneCount: 2, completedScenes: 1, failedScenes: 0 },
    )
    const { change, event } = accepted(decideRemoveScene(state, { sequence: 2 }, aContext()))
    expect(writeOn(change, 'project')).toMatchObject({ set: { status: 'completed', listedAs: 'completed' } })
    expect(event).toMatchObject({ from: 'pending', project: { from: 'processing', to: 'completed' } })
  })

  it.each(PROJECT_STATUSES)('of a project that is %s, is refused while it waits or is composed', (status) => {
    const decision = decideRemoveScene(
      { ...three(), project: stored({ ...three().project.value, status }) },
      { sequence: 1 },
      aContext(),
    )
    if (status !== 'pending' && status !== 'composing') expect(decision.ok).toBe(true)
    else
      expect(refusalOf(decision)).toMatchObject({
        kind: 'project-status',
        status,
        command: 'removing a scene',
      })
  })

  it('is refused for a scene that is not there, and for the last one', () => {
    expect(refusalOf(decideRemoveScene(three(), { sequence: 4 }, aContext()))).toEqual({
      kind: 'no-such-scene',
      sequence: 4,
    })
    const one = projectRecords([{ sequence: 2 }])
    expect(refusalOf(decideRemoveScene(one, { sequence: 2 }, aContext()))).toEqual({
      kind: 'last-scene',
      sequence: 2,
    })
    const invalid = [{ kind: 'scene' as const, id: 'SCENE#004', issues: ['unknown status'], raw: {} }]
    const two = projectRecords([{ sequence: 2 }], {}, { invalid })
    expect(decideRemoveScene(two, { sequence: 2 }, aContext()).ok).toBe(true)
  })

  it('trusts the sealed counters more than scenes that were not read at one moment', () => {
    const torn = projectRecords([{ sequence: 2 }, { sequence: 3 }], { sceneCount: 1 })
    expect(refusalOf(decideRemoveScene(torn, { sequence: 2 }, aContext()))).toMatchObject({
      kind: 'last-scene',
    })
    const { ledger: _, ...unsealed } = torn.project.value
    const counted = { ...torn, project: stored(unsealed) }
    expect(decideRemoveScene(counted, { sequence: 2 }, aContext()).ok).toBe(true)
  })

  it('keeps counters, ledger and order of any sealed project right', () => {
    let removals = 0
    fc.assert(
      fc.property(sealedProjects, fc.nat(5), (records, at) => {
        const sequence = records.scenes[at % Math.max(1, records.scenes.length)]?.value.sequence ?? 1
        const decision = decideRemoveScene(records, { sequence }, aContext())
        if (!decision.ok || decision.change === undefined) return
        removals++
        const after = applyToProject(records, decision.change)
        if (after === undefined) throw new Error('its own guard refuses it')
        expect(storedCounters(after.project.value)).toEqual(
          recalculateCounters(after.scenes.map(({ value }) => value)),
        )
        expect(after.project.value.ledger).toBe(countedChanges(after))
        expect(after.claims.has(sequence)).toBe(false)
        expect(displayedSequences(after)).toEqual(
          displayedSequences(records).filter((other) => other !== sequence),
        )
        const places = after.scenes.map(({ value }) => value.displaySequence ?? 0).sort((a, b) => a - b)
        expect(places).toEqual(after.scenes.map((_, place) => place + 1))
      }),
      KEY_LAW,
    )
    expect(removals).toBeGreaterThan(KEY_LAW.numRuns / 4)
  })

  it('never lets a number be used again, in any history of adding and removing with commits that never arrive', () => {
    const step = fc.record({
      add: fc.boolean(),
      count: fc.integer({ min: 1, max: 3 }),
      at: fc.nat(9),
      arrives: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (history) => {
        let records = projectRecords([{ sequence: 1, displaySequence: 1, ledger: 1 }], {
          ...counted,
          sceneCount: 1,
          completedScenes: 0,
        })
        const used = new Set([1])
        history.forEach(({ add, count, at, arrives }, nth) => {
          const context = aContext({ commandId: `command-${nth}`, commitId: `command-${nth}.1` })
          // The last one goes most often: its number is the one that is tempting to use again.
          const going = records.scenes.at(-1 - (at > 6 ? at % records.scenes.length : 0))?.value.sequence ?? 1
          const decision = add
            ? decideAddScenes(records, { scenes: Array.from({ length: count }, () => PLAIN) }, context)
            : decideRemoveScene(records, { sequence: going }, context)
          if (!arrives || !decision.ok || decision.change === undefined) return
          const before = new Set(records.scenes.map(({ value }) => value.sequence))
          records = applyToProject(records, decision.change) ?? records
          for (const { value } of records.scenes) {
            if (before.has(value.sequence)) continue
            expect(used.has(value.sequence)).toBe(false)
            used.add(value.sequence)
          }
          expect(records.scenes.map(({ value }) => value.displaySequence ?? 0).sort((a, b) => a - b)).toEqual(
            records.scenes.map((_, place) => place + 1),
          )
        })
      }),
      KEY_LAW,
    )
  })

  it('is done in steps when too many scenes would move', () => {
    const scenes = Array.from({ length: 100 }, (_, at) => ({ sequence: at + 1, displaySequence: at + 1 }))
    const { change, event } = accepted(decideRemoveScene(projectRecords(scenes), { sequence: 1 }, aContext()))
    expect(event).toMatchObject({ type: 'intent-started', intent: 'scene-removed', sequences: [1] })
    expect(event).not.toHaveProperty('sequence')
    expect(writeOn(change, 'intent')).toMatchObject({
      op: 'insert',
      value: { goal: 'scene-removed', sequence: 1, step: 0 },
    })
    const late = accepted(decideRemoveScene(projectRecords(scenes), { sequence: 60 }, aContext()))
    expect(late.event.type).toBe('scene-removed')
  })
})
