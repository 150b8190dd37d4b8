import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CountedStep } from '../../../src/core/commands/counting.js'
import { countedWrite } from '../../../src/core/commands/counting.js'
import { withStatus } from '../../../src/core/commands/project-status.js'
import type { UpdateWrite } from '../../../src/core/model/change.js'
import { factsHold } from '../../../src/core/model/guard.js'
import { addNumbers, applyPatch } from '../../../src/core/model/patch.js'
import type { Project } from '../../../src/core/model/project.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { Counters } from '../../../src/core/rules/counters.js'
import {
  changesCounts,
  countersDelta,
  deriveProjectStatus,
  plus,
  recalculateCounters,
  storedCounters,
} from '../../../src/core/rules/counters.js'
import { sceneRecordsOf } from '../../../src/core/rules/scene-records.js'
import type { ProjectStatus } from '../../../src/core/model/status.js'
import { PROJECT_STATUSES, SCENE_STATUSES } from '../../../src/core/model/status.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sealedProjects, unsealedProjects } from '../../arbitraries/sealed-projects.js'
import { aProject, NOW, stored } from '../support/builders.js'
import { historySteps, statesOf } from '../support/histories.js'

const SCENE = { status: 'pending' } as const
const ONE_LEFT: Counters = { sceneCount: 1, completedScenes: 0, failedScenes: 0 }

/** Every delta of one scene that comes, moves or goes, and those of several that come. */
const DELTAS: readonly Counters[] = [
  ...SCENE_STATUSES.flatMap((from) => [
    ...SCENE_STATUSES.map((to) => countersDelta({ status: from }, { status: to })),
    countersDelta({ status: from }, undefined),
  ]),
  recalculateCounters([SCENE]),
  recalculateCounters([SCENE, SCENE, SCENE]),
].filter(changesCounts)

/** Every count of up to so many scenes. */
function countsUpTo(most: number): readonly Counters[] {
  const all: Counters[] = []
  for (let sceneCount = 0; sceneCount <= most; sceneCount++)
    for (let completedScenes = 0; completedScenes <= sceneCount; completedScenes++)
      for (let failedScenes = 0; completedScenes + failedScenes <= sceneCount; failedScenes++)
        all.push({ sceneCount, completedScenes, failedScenes })
  return all
}

/** The project after a write that was decided on another state of it. */
function written(project: Project, { set, add = {} }: UpdateWrite<'project'>): Project {
  return addNumbers(applyPatch(project, set), add)
}

function isCounted(counters: Counters): boolean {
  return Object.values(counters).every((number: number) => number >= 0)
}

function isPossible(counters: Counters): boolean {
  return isCounted(counters) && counters.completedScenes + counters.failedScenes <= counters.sceneCount
}

describe('the condition of a counted write', () => {
  /** Decides on one state of a project and looks at every other that satisfies the condition. */
  function expectRight(
    read: Project,
    step: CountedStep,
    others: Iterable<Project>,
    given: ProjectStatus = read.status,
  ): number {
    const { write } = countedWrite(stored(read), step)
    let admitted = 0
    for (const other of others) {
      if (!factsHold(other, write.guard)) continue
      admitted++
      const counts = plus(storedCounters(other), step.delta)
      const after = written(other, write)
      const expected = {
        status: deriveProjectStatus(given, counts),
        counts,
        ledger: (other.ledger ?? 0) + step.changes,
        retired: (other.ledgerRetired ?? 0) + (step.retired ?? 0),
      }
      const { status, ledger, ledgerRetired: retired = 0 } = after
      const actual = { status, counts: storedCounters(after), ledger, retired }
      // Comparing by hand: an expectation for each of a million states takes minutes.
      if (JSON.stringify(actual) !== JSON.stringify(expected))
        expect({ read, other, after: actual }).toEqual({ read, other, after: expected })
    }
    return admitted
  }

  it.each(PROJECT_STATUSES)(
    'implies the derived status in every state of a few scenes, decided while %s',
    (status) => {
      const counts = countsUpTo(5)
      let admitted = 0
      let decided = 0
      for (const delta of DELTAS) {
        for (const read of countsUpTo(4).filter((some) => isPossible(plus(some, delta)))) {
          decided++
          const others = counts.flatMap((some) =>
            PROJECT_STATUSES.map((other) => withStatus(aProject(some), other)),
          )
          const project = withStatus(aProject(read), status)
          admitted += expectRight(project, { now: NOW, delta, changes: 1 }, others)
        }
      }
      // While scenes are left it admits other counts, or they could only be settled one after the other. A status that
      // gives way to `processing` is a move, and moves are made on the counts exactly as read.
      if (deriveProjectStatus(status, ONE_LEFT) === status) expect(admitted).toBeGreaterThan(decided)
      else expect(admitted).toBe(decided)
    },
  )

  it('implies it for all numbers, moves and orders', () => {
    const numbers = fc.record({
      sceneCount: fc.nat(6),
      completedScenes: fc.nat(6),
      failedScenes: fc.nat(6),
    })
    const states = fc.record(
      {
        status: fc.constantFrom(...PROJECT_STATUSES),
        counts: numbers,
        ledger: fc.nat(9),
        ledgerRetired: fc.nat(9),
        order: fc.constantFrom(1, 2),
      },
      { requiredKeys: ['status', 'counts'], noNullPrototype: true },
    )
    const projects = states.map(({ status, counts, ...rest }): Project => {
      const { ledger, ledgerRetired, order, ...bare } = withStatus(aProject(counts), status)
      return { ...bare, ...rest }
    })
    const steps = fc.record(
      {
        delta: fc.constantFrom(...DELTAS),
        changes: fc.integer({ min: 1, max: 3 }),
        retired: fc.nat(4),
        moved: fc.constantFrom(...PROJECT_STATUSES),
      },
      { requiredKeys: ['delta', 'changes'], noNullPrototype: true },
    )
    fc.assert(
      fc.property(projects, steps, fc.array(projects), (read, { moved, ...rest }, others) => {
        const given = moved === undefined ? read : withStatus(read, moved)
        const step = { ...rest, now: NOW, project: given }
        const near = others.map((other) => ({ ...other, status: read.status }))
        // A scene leaves a count that it was part of.
        const counted = [...others, ...near].filter((other) =>
          isCounted(plus(storedCounters(other), step.delta)),
        )
        if (read.ledger !== undefined && isCounted(plus(storedCounters(read), step.delta)))
          expectRight(read, step, counted, given.status)
        const { write, after, isUnsealed } = countedWrite(stored(read), step)
        expect(isUnsealed).toBe(read.ledger === undefined)
        // Somebody gets through: the state as it was read satisfies the condition, and becomes what was announced.
        expect(factsHold(read, write.guard)).toBe(true)
        expect(written(read, write)).toEqual(after)
        for (const other of [...others, ...near]) {
          if (!factsHold(other, write.guard)) continue
          expect(other.status).toBe(read.status)
          expect(other.ledger === undefined).toBe(isUnsealed)
        }
      }),
      KEY_LAW,
    )
  })

  it('lets a scene through where a counter is missing', () => {
    const { completedScenes, failedScenes, ...read } = aProject()
    const { write, after } = countedWrite(stored(read), { now: NOW, delta: ONE_LEFT, changes: 1 })
    expect(factsHold(read, write.guard)).toBe(true)
    expect(factsHold({ ...read, completedScenes: 5 }, write.guard)).toBe(false)
    expect(written(read, write)).toEqual(after)
    expect(storedCounters(after)).toEqual(plus(storedCounters(read), ONE_LEFT))
  })

  it('names what a foreign save wipes, and no revision of its own', () => {
    const { write } = countedWrite(stored(aProject()), {
      now: NOW,
      delta: { sceneCount: 0, completedScenes: 1, failedScenes: 0 },
      changes: 1,
    })
    expect(write.guard).toEqual({
      equals: { status: 'processing' },
      present: { ledger: true },
      atMost: { failedScenes: 1, completedScenes: 2 },
      atLeast: { sceneCount: 5 },
    })
    expect(write.add).toEqual({ completedScenes: 1, ledger: 1 })
    expect(write.set).toEqual({ updatedAt: NOW })
  })

  it.each(['generating_scenes', 'composing'] as const)(
    'asks for no count while a project is %s',
    (status) => {
      const project = aProject({ status, sceneCount: 2, completedScenes: 1, failedScenes: 0 })
      for (const completedScenes of [0, 1]) {
        const delta = { sceneCount: 0, completedScenes, failedScenes: 0 }
        const { write } = countedWrite(stored(project), { now: NOW, delta, changes: 1 })
        expect(write.guard).toEqual({ equals: { status }, present: { ledger: true } })
      }
    },
  )

  it('keeps what the command itself asks for', () => {
    const guard = { revision: 'commit:1', equals: { conceptPrompt: 'ships dance' } }
    const { write } = countedWrite(stored(aProject()), { now: NOW, delta: ONE_LEFT, changes: 1, guard })
    expect(write.guard).toMatchObject({
      revision: 'commit:1',
      equals: { conceptPrompt: 'ships dance', status: 'processing' },
      present: { ledger: true },
    })
  })
})

describe('the counters of a project that nobody vouches for', () => {
  it('stay as they are, and the project is written all the same', () => {
    fc.assert(
      fc.property(unsealedProjects, fc.constantFrom(...DELTAS), ({ project }, delta) => {
        const { write, after, isUnsealed } = countedWrite(project, { now: NOW, delta, changes: 1 })
        expect(isUnsealed).toBe(true)
        expect(write.add ?? {}).toEqual({})
        // A sealing under way must fail: the commit's id becomes the revision, and this is the time.
        expect(written(project.value, write)).toEqual({ ...project.value, updatedAt: NOW })
        expect(after).toEqual({ ...project.value, updatedAt: NOW })
        expect(factsHold(project.value, write.guard)).toBe(true)
        expect(factsHold({ ...project.value, ledger: 0 }, write.guard)).toBe(false)
      }),
      KEY_LAW,
    )
  })
})

describe('every history of commands', () => {
  const histories = fc.array(historySteps, { maxLength: 12 })

  it('leaves counters that equal a recount, with the status and the place in the index that follow', () => {
    fc.assert(
      fc.property(sealedProjects, histories, (start, history) => {
        for (const records of statesOf(start, history)) {
          const { status, listedAs } = records.project.value
          const counts = countsOf(records)
          expect(storedCounters(records.project.value)).toEqual(counts)
          expect([status, listedAs]).toEqual([deriveProjectStatus(status, counts), status])
        }
      }),
      KEY_LAW,
    )
  })

  it('keeps the ledger the sum of what its scenes counted, those that are gone included', () => {
    fc.assert(
      fc.property(sealedProjects, histories, (start, history) => {
        let last = 0
        for (const records of statesOf(start, history)) {
          const { ledger = -1 } = records.project.value
          expect(ledger).toBe(ledgerSum(records))
          expect(ledger).toBeGreaterThanOrEqual(last)
          last = ledger
        }
      }),
      KEY_LAW,
    )
  })

  it('counts on every scene exactly the changes that its project counts', () => {
    fc.assert(
      fc.property(fc.oneof(sealedProjects, unsealedProjects), histories, (start, history) => {
        let before = start
        for (const records of statesOf(start, history)) {
          for (const { value: scene } of records.scenes) {
            const old = sceneRecordsOf(before, scene.sequence)?.scene.value
            const isCounted = old === undefined || changesCounts(countersDelta(old, scene))
            expect(scene.ledger ?? 0).toBe((old?.ledger ?? 0) + (isCounted ? 1 : 0))
          }
          before = records
        }
      }),
      KEY_LAW,
    )
  })

  it('leaves the counters of a project alone that nobody vouches for, and shows that something was counted', () => {
    fc.assert(
      fc.property(unsealedProjects, histories, (start, history) => {
        let before = start
        for (const records of statesOf(start, history)) {
          expect(storedCounters(records.project.value)).toEqual(storedCounters(start.project.value))
          expect(records.project.value.ledger).toBeUndefined()
          if (JSON.stringify(countsOf(records)) !== JSON.stringify(countsOf(before)))
            expect(records.project.revision).not.toBe(before.project.revision)
          before = records
        }
      }),
      KEY_LAW,
    )
  })
})

function ledgerSum({ project, scenes }: ProjectRecords): number {
  return scenes.reduce((sum, { value }) => sum + (value.ledger ?? 0), project.value.ledgerRetired ?? 0)
}

function countsOf({ scenes }: ProjectRecords): Counters {
  return recalculateCounters(scenes.map(({ value }) => value))
}
