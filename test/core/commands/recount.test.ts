import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRecount } from '../../../src/core/commands/recount.js'
import type { Project } from '../../../src/core/model/project.js'
import type { ProjectRecords, Stored } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import { describeRefusal } from '../../../src/core/rules/describe-refusal.js'
import { deriveProjectStatus, recalculateCounters, storedCounters } from '../../../src/core/rules/counters.js'
import { KEY_LAW, runs } from '../../arbitraries/runs.js'
import { sealedProjects, unsealedProjects } from '../../arbitraries/sealed-projects.js'
import { applyToProject } from '../support/apply-change.js'
import { aContext, aProject, projectRecords, stored } from '../support/builders.js'
import { accepted, refusalOf, unchanged } from '../support/decisions.js'
import { halfSeen } from '../support/half-seen.js'
import { historySteps, statesOf } from '../support/histories.js'

const READINGS = runs(3_000)

const histories = fc.array(historySteps, { maxLength: 8 })

function ledgerSum({ project, scenes }: ProjectRecords): number {
  return scenes.reduce((sum, { value }) => sum + (value.ledger ?? 0), project.value.ledgerRetired ?? 0)
}

/** What the counters, the seal and the index must be, and what they are. */
function expectExact(records: ProjectRecords): void {
  const { status, listedAs, ledger } = records.project.value
  const counts = recalculateCounters(records.scenes.map(({ value }) => value))
  const derived = deriveProjectStatus(status, counts)
  expect({ ...storedCounters(records.project.value), listedAs, ledger }).toEqual({
    ...counts,
    listedAs: status,
    ledger: ledgerSum(records),
  })
  // A film that failed stays so until work goes on.
  if (status !== 'failed') expect(status).toBe(derived)
}

/** The same project after foreign saves: of scenes with another status, and now and then of itself. */
const foreignSaves: fc.Arbitrary<ProjectRecords> = fc
  .tuple(
    fc.oneof(sealedProjects, unsealedProjects),
    fc.array(fc.option(fc.constantFrom(...SCENE_STATUSES), { nil: undefined }), { maxLength: 6 }),
  )
  .map(([records, statuses]) => ({
    ...records,
    scenes: records.scenes.map((scene, at): Stored<Scene> => {
      const status = statuses[at]
      const { ledger, order, ...rest } = scene.value
      return status === undefined ? scene : { value: { ...rest, status }, revision: `updated:"${at}"` }
    }),
  }))

describe('a recount on records that were read at one moment', () => {
  it('makes everything exact, once', () => {
    fc.assert(
      fc.property(foreignSaves, (records) => {
        const decision = decideRecount({ records, isolated: true }, {}, aContext())
        if (!decision.ok) throw new Error(describeRefusal(decision.refusal))
        const after =
          decision.change === undefined ? records : applyToProject(records, { ...decision.change, id: 'r.1' })
        if (after === undefined) throw new Error('its own guard refuses it')
        expectExact(after)
        expect(after.project.value).toEqual(decision.result)
        unchanged(decideRecount({ records: after, isolated: true }, {}, aContext()))
        unchanged(decideRecount({ records: after, isolated: false }, {}, aContext()))
      }),
      KEY_LAW,
    )
  })

  it('never takes the ledger down, and leaves the scenes alone', () => {
    fc.assert(
      fc.property(foreignSaves, (records) => {
        const decision = decideRecount({ records, isolated: true }, {}, aContext())
        if (!decision.ok || decision.change === undefined) return
        const { ledger = -1, ledgerRetired = -1 } = decision.result
        expect(ledger).toBeGreaterThanOrEqual(records.project.value.ledger ?? 0)
        expect(ledgerRetired).toBeGreaterThanOrEqual(records.project.value.ledgerRetired ?? 0)
        expect(decision.change.writes.map((write) => 'ref' in write && write.ref.kind)).toEqual(['project'])
      }),
      KEY_LAW,
    )
  })

  it('finds nothing to do while all writers use the library', () => {
    fc.assert(
      fc.property(sealedProjects, histories, (start, history) => {
        for (const records of statesOf(start, history))
          unchanged(decideRecount({ records, isolated: true }, {}, aContext()))
      }),
      KEY_LAW,
    )
  })
})

/** Where a reading begins and ends and where the commit arrives, in this order, as numbers of states. */
const moments = fc.tuple(fc.nat(8), fc.nat(8), fc.nat(8))

function at(states: readonly ProjectRecords[], picks: readonly number[]): readonly ProjectRecords[] {
  const indices = picks.map((pick) => pick % states.length).sort((a, b) => a - b)
  return indices.flatMap((index) => states[index] ?? [])
}

describe('a recount beside running writers', () => {
  it('commits the truth or nothing, whatever was counted since its reading', () => {
    let commits = 0
    let conflicts = 0
    fc.assert(
      fc.property(foreignSaves, histories, moments, (start, history, picks) => {
        const [records = start, later = start] = at(statesOf(start, history), picks)
        const decision = decideRecount({ records, isolated: true }, {}, aContext())
        if (!decision.ok || decision.change === undefined) return
        const after = applyToProject(later, decision.change)
        if (after === undefined) conflicts++
        else expectExact(after)
        commits += after === undefined ? 0 : 1
      }),
      KEY_LAW,
    )
    expect(commits).toBeGreaterThan(KEY_LAW.numRuns / 10)
    expect(conflicts).toBeGreaterThan(KEY_LAW.numRuns / 10)
  })

  it('commits the truth or nothing, however torn its reading was', () => {
    let torn = 0
    fc.assert(
      fc.property(
        fc.oneof(sealedProjects, foreignSaves),
        histories,
        moments,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }),
        (start, history, picks, bits) => {
          const [begin = start, end = start, later = start] = at(statesOf(start, history), picks)
          const records = halfSeen(begin, end, (place) => bits[place % bits.length] === true)
          const decision = decideRecount({ records, isolated: false }, {}, aContext())
          if (!decision.ok) {
            expect(refusalOf(decision)).toMatchObject({ kind: 'torn-read' })
            torn++
          }
          if (!decision.ok || decision.change === undefined) return
          const after = applyToProject(later, decision.change)
          if (after !== undefined) expectExact(after)
        },
      ),
      READINGS,
    )
    expect(torn).toBeGreaterThan(READINGS.numRuns / 10)
  })

  it('is no match for ledgers that add up by chance', () => {
    // Scene 2 was deleted; the reading saw the project after that, and the scene before. Its ledger was never begun, as
    // that of every scene that was there before the library.
    const scenes = [{ sequence: 1 }, { sequence: 2 }]
    const records = projectRecords(scenes, {
      sceneCount: 1,
      completedScenes: 0,
      failedScenes: 0,
      ledger: 1,
      ledgerRetired: 1,
    })
    expect(refusalOf(decideRecount({ records, isolated: false }, {}, aContext()))).toEqual({
      kind: 'torn-read',
      ledger: 1,
      counted: 1,
    })
  })

  it.each(['ledger', 'sceneCount', 'completedScenes', 'failedScenes', 'status'] as const)(
    'fails when a foreign save changes the %s and leaves the revision as it was',
    (field) => {
      const { ledger, ledgerRetired, ...old } = aProject()
      const records: ProjectRecords = {
        ...projectRecords([{ status: 'completed' }]),
        project: { value: old, revision: 'updated:"2025"' },
      }
      const { change } = accepted(decideRecount({ records, isolated: true }, {}, aContext()))
      expect(applyToProject(records, change)?.project.value).toMatchObject({ sceneCount: 1, ledger: 0 })
      const saved: Project = field === 'status' ? { ...old, status: 'failed' } : { ...old, [field]: 9 }
      const later = { ...records, project: { value: saved, revision: 'updated:"2025"' } }
      expect(applyToProject(later, change)).toBeUndefined()
    },
  )
})

describe('a recount', () => {
  const snapshot = (scenes: readonly Partial<Scene>[], project: Partial<Project> = {}) => ({
    records: projectRecords(scenes, project),
    isolated: true,
  })
  const RIGHT = { sceneCount: 2, completedScenes: 1, failedScenes: 0, listedAs: 'processing' } as const
  const SCENES: readonly Partial<Scene>[] = [
    { sequence: 1, status: 'completed', ledger: 2 },
    { sequence: 2, status: 'processing', ledger: 1 },
  ]

  it('changes nothing where everything is right', () => {
    const project = { ...RIGHT, ledger: 4, ledgerRetired: 1 }
    const result = unchanged(decideRecount(snapshot(SCENES, project), {}, aContext()))
    expect(result).toEqual(aProject(project))
  })

  it('raises what is retired where a foreign save wiped the ledger of a scene', () => {
    const project = { ...RIGHT, ledger: 9, ledgerRetired: 1 }
    const { result } = accepted(decideRecount(snapshot(SCENES, project), {}, aContext()))
    expect(result).toMatchObject({ ledger: 9, ledgerRetired: 6 })
  })

  it('raises the ledger where the scenes counted more', () => {
    const project = { ...RIGHT, ledger: 2, ledgerRetired: 1 }
    const { result } = accepted(decideRecount(snapshot(SCENES, project), {}, aContext()))
    expect(result).toMatchObject({ ledger: 4, ledgerRetired: 1 })
  })

  it('seals a project without a ledger, counts and status with it', () => {
    const { ledger, ledgerRetired, ...old } = aProject({ completedScenes: 7, failedScenes: 3 })
    const records = { ...projectRecords(SCENES), project: stored(old) }
    const { result, change, event } = accepted(decideRecount({ records, isolated: true }, {}, aContext()))
    expect(result).toMatchObject({ ...RIGHT, status: 'processing', ledger: 3, ledgerRetired: 0 })
    expect(event).toMatchObject({ type: 'counters-recounted' })
    expect(change.writes).toMatchObject([
      {
        guard: {
          revision: 'commit:commit-1',
          equals: {
            status: 'processing',
            ledger: null,
            sceneCount: 5,
            completedScenes: 7,
            failedScenes: 3,
          },
        },
      },
    ])
  })

  it('seals a project without scenes', () => {
    const { ledger, ledgerRetired, ...old } = aProject()
    const records = { ...projectRecords([]), project: stored(old) }
    const { result } = accepted(decideRecount({ records, isolated: true }, {}, aContext()))
    expect(result).toMatchObject({ sceneCount: 0, completedScenes: 0, failedScenes: 0, ledger: 0 })
  })

  it.each([
    ['processing', ['completed', 'completed'], 'completed'],
    ['processing', ['completed', 'failed'], 'failed'],
    ['completed', ['completed', 'pending'], 'processing'],
    ['pending', ['pending', 'pending'], 'pending'],
    ['queued', ['pending', 'pending'], 'processing'],
    ['composing', ['completed', 'pending'], 'composing'],
    ['generating_scenes', ['completed', 'completed'], 'generating_scenes'],
  ] as const)('of a project that is %s with scenes %j leaves it %s', (status, [first, second], expected) => {
    const scenes = [
      { sequence: 1, status: first },
      { sequence: 2, status: second },
    ]
    const { result } = accepted(decideRecount(snapshot(scenes, { status }), {}, aContext()))
    expect(result).toMatchObject({ status: expected, listedAs: expected })
  })

  it('leaves a project failed whose counters were right, and moves it on where they were not', () => {
    const project = { ...RIGHT, status: 'failed', listedAs: 'failed', ledger: 4, ledgerRetired: 1 } as const
    expect(unchanged(decideRecount(snapshot(SCENES, project), {}, aContext()))).toMatchObject({
      status: 'failed',
    })
    const counted = decideRecount(snapshot(SCENES, { ...project, failedScenes: 1 }), {}, aContext())
    expect(accepted(counted).result).toMatchObject({ status: 'processing', listedAs: 'processing' })
  })

  it('puts a project right that is listed under another status', () => {
    const project = { ...RIGHT, listedAs: 'pending', ledger: 4, ledgerRetired: 1 }
    const { change, result } = accepted(decideRecount(snapshot(SCENES, project), {}, aContext()))
    expect(result.listedAs).toBe('processing')
    expect(change.writes).toMatchObject([{ set: { listedAs: 'processing' } }])
  })

  it('counts scenes that cannot be read', () => {
    const raw = { status: 'failed', ledger: 5 }
    const records = projectRecords(SCENES, RIGHT, {
      invalid: [{ kind: 'scene', id: 'SCENE#009', issues: ['no prompt'], raw }],
    })
    const { result } = accepted(decideRecount({ records, isolated: true }, {}, aContext()))
    expect(result).toMatchObject({ sceneCount: 3, completedScenes: 1, failedScenes: 1, ledger: 9 })
  })
})
