import { describe, expect, it } from 'vitest'
import { fromDynamoJson, recalculateCounters } from '@badapple/scenes'
import type { ProjectDraft, SceneDraft, SceneFields } from '@badapple/scenes/testing'
import {
  aProject,
  createTestScenes,
  done,
  emptyBlob,
  failed,
  failedWithVideo,
  generating,
  invalidKey,
  missing,
  missingBlob,
  orphanedBlob,
  orphanedStatus,
  PYTHON_ATTRIBUTES,
  regenerating,
  silentSuccess,
  stuck,
  TEST_TIME_MS,
} from '@badapple/scenes/testing'
import { pynamoProblems } from '../../core/support/pynamo.js'
import { thrown } from '../../core/support/thrown.js'
import { disorderOf } from '../../support/ordered-store.js'

interface Expected {
  readonly build: (fields?: SceneFields) => SceneDraft
  readonly status: string
  readonly hasVideo: boolean
  /** What an audit finds of the scene. */
  readonly finds?: readonly string[]
  /** What it finds besides where the Python backend wrote, which leaves no history. */
  readonly findsOfPython?: readonly string[]
  /** Whether somebody set the status by hand, of which the project did not hear. */
  readonly isUncounted?: true
  /** Whether it is selected for generation now. */
  readonly isSelected?: true
}

const STATES: Readonly<Record<string, Expected>> = {
  missing: { build: missing, status: 'pending', hasVideo: false, isSelected: true },
  generating: { build: generating, status: 'processing', hasVideo: false },
  stuck: { build: stuck, status: 'processing', hasVideo: false, finds: ['stalled'], isSelected: true },
  failed: { build: failed, status: 'failed', hasVideo: false, isSelected: true },
  done: { build: done, status: 'completed', hasVideo: true },
  regenerating: { build: regenerating, status: 'completed', hasVideo: true },
  orphanedBlob: {
    build: orphanedBlob,
    status: 'processing',
    hasVideo: false,
    finds: ['orphaned-blob'],
    isSelected: true,
  },
  orphanedStatus: {
    build: orphanedStatus,
    status: 'completed',
    hasVideo: false,
    finds: ['orphaned-status'],
    findsOfPython: ['orphaned-blob'],
    isSelected: true,
  },
  silentSuccess: {
    build: silentSuccess,
    status: 'processing',
    hasVideo: true,
    finds: ['silent-success'],
    isUncounted: true,
  },
  failedWithVideo: {
    build: failedWithVideo,
    status: 'failed',
    hasVideo: true,
    finds: ['failed-with-video'],
    isUncounted: true,
  },
  missingBlob: { build: missingBlob, status: 'completed', hasVideo: true, finds: ['missing-blob'] },
  emptyBlob: { build: emptyBlob, status: 'completed', hasVideo: true, finds: ['empty-blob'] },
  invalidKey: { build: invalidKey, status: 'completed', hasVideo: true, finds: ['invalid-key'] },
}

const WRITERS = ['library', 'python'] as const

const CASES = Object.entries(STATES).flatMap(([name, expected]) =>
  WRITERS.map((writtenBy) => ({ name, writtenBy, ...expected })),
)

describe.each(CASES)('$name in a project that $writtenBy wrote', (expected) => {
  const { build, writtenBy, finds = [], findsOfPython = [], isUncounted = false } = expected
  // One scene more than a repair without force may take the videos of.
  const project = aProject({ writtenBy, scenes: [done(), build(), done(), done(), done(), done()] })

  it('is what an audit finds, and nothing else', async () => {
    const { scenes } = createTestScenes(project)
    const { findings } = await scenes.audit(project.projectId)
    const ofScene = findings.filter(({ sequence }) => sequence === 2).map(({ kind }) => kind)
    expect(ofScene.toSorted()).toEqual(
      [...finds, ...(writtenBy === 'python' ? findsOfPython : [])].toSorted(),
    )
    const others = findings.filter(({ sequence }) => sequence !== 2).map(({ kind }) => kind)
    expect(others).toEqual(isUncounted ? ['counter-drift', 'project-status-drift'] : [])
  })

  it('has the status and the video that it says, and is selected or not', async () => {
    const { scenes } = createTestScenes(project)
    const { scenes: all, invalid } = await scenes.load(project.projectId)
    const scene = all[1]?.value ?? expect.fail()
    expect(invalid).toEqual([])
    expect(scene.status).toBe(expected.status)
    expect(scene.clips.original !== undefined).toBe(expected.hasVideo)
    const { selected } = await scenes.select(project.projectId)
    // Without leases nobody sees that a worker is at it.
    const isSelected =
      expected.isSelected === true ||
      (writtenBy === 'python' && expected.status === 'processing' && !expected.hasVideo)
    expect(selected.map(({ sequence }) => sequence)).toEqual(isSelected ? [2] : [])
  })

  it('is repaired, as far as it can be', async () => {
    const { scenes } = createTestScenes(project)
    const { audit } = await scenes.repair(project.projectId)
    expect(audit.findings.length).toBe(
      finds.length + (writtenBy === 'python' ? findsOfPython.length : 0) + (isUncounted ? 2 : 0),
    )
    const left = (await scenes.audit(project.projectId)).findings.filter(({ repairable }) => repairable)
    expect(left).toEqual([])
  })

  it('loads in the backend', () => {
    for (const item of project.items) {
      if (/^(?:METADATA|SCENE#)/.test(String(item['SK']?.['S']))) expect(pynamoProblems(item)).toEqual([])
    }
  })
})

/** Every state once. */
const ALL = Object.values(STATES).map(({ build }) => build())
const COUNTED = Object.values(STATES).flatMap(({ build, isUncounted }) =>
  isUncounted === true ? [] : [build()],
)

describe('aProject', () => {
  it.each(WRITERS)('of %s counts its scenes as they are', async (writtenBy) => {
    const { scenes } = createTestScenes(aProject({ writtenBy, scenes: COUNTED }))
    const records = await scenes.load('a-project')
    const counted = recalculateCounters(records.scenes.map(({ value }) => value))
    expect(records.project.value).toMatchObject(counted)
    if (writtenBy === 'library') expect(disorderOf(records)).toEqual([])
    const before = records.project.value
    expect(await scenes.recount('a-project')).toMatchObject({ ...counted, status: before.status })
  })

  it.each<readonly [string, ProjectDraft]>([
    ['without scenes', {}],
    ['of scenes in any good state', { scenes: [missing(), generating(), failed(), done(), regenerating()] }],
    ['that is finished', { scenes: [done(), done()] }],
    ['that failed', { scenes: [done(), failed()] }],
  ])('%s is healthy, whoever wrote it', async (_, draft) => {
    for (const writtenBy of WRITERS) {
      const { scenes } = createTestScenes(aProject({ ...draft, writtenBy }))
      expect((await scenes.audit('a-project')).findings).toEqual([])
    }
  })

  it('of the library has leases, a history and a ledger; of the backend only what that knows', async () => {
    const ours = createTestScenes(aProject({ scenes: ALL }))
    expect((await ours.scenes.history('a-project')).items.length).toBeGreaterThan(ALL.length)
    const { project, claims } = await ours.scenes.load('a-project')
    expect(project.value.ledger).toBeGreaterThan(0)
    expect(claims.size).toBe(ALL.length - 1)
    const theirs = aProject({ writtenBy: 'python', scenes: ALL }).items
    expect(theirs).toHaveLength(ALL.length + 1)
    expect(
      theirs.flatMap((item) => Object.keys(item)).filter((name) => !PYTHON_ATTRIBUTES.has(name)),
    ).toEqual([])
  })

  it('has the fields that it is given, and defaults for those that it must have', async () => {
    const project = aProject({
      projectId: 'film',
      conceptPrompt: 'A storm',
      directorConfig: 'wes',
      scenes: [missing({ prompt: 'Rain', durationSeconds: 4, needsLipSync: true }), done()],
    })
    const { scenes } = createTestScenes(project)
    const records = await scenes.load(project.projectId)
    expect(records.project.value).toMatchObject({ conceptPrompt: 'A storm', directorConfig: 'wes' })
    expect(records.scenes.map(({ value }) => value)).toMatchObject([
      { sequence: 1, displaySequence: 1, prompt: 'Rain', durationSeconds: 4, needsLipSync: true },
      { sequence: 2, displaySequence: 2, prompt: 'Shot 2', durationSeconds: 8 },
    ])
  })

  it('happens before its present, at which the clock begins', async () => {
    const now = new Date('2030-02-01T00:00:00Z')
    const project = aProject({ now, scenes: [generating(), done()] })
    expect(project.nowMs).toBe(now.getTime())
    const { scenes, clock } = createTestScenes(project)
    expect(clock.now()).toBe(now.getTime())
    const { items } = await scenes.history('a-project')
    const times = items.map(({ time }) => Date.parse(time))
    expect(Math.max(...times)).toBe(now.getTime() - 10_000)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect((await scenes.audit('a-project')).findings).toEqual([])
    expect(aProject().nowMs).toBe(TEST_TIME_MS)
  })

  it('is the same each time, and shares nothing', () => {
    const [one, two] = [aProject({ scenes: ALL }), aProject({ scenes: ALL })]
    expect(two).toEqual(one)
    const before = structuredClone(two)
    for (const { bytes } of one.objects) bytes?.fill(0)
    for (const item of one.items) Object.assign(item, { status: { S: 'spoilt' } })
    expect(two).toEqual(before)
    expect(aProject({ scenes: ALL })).toEqual(before)
  })

  it.each(WRITERS)('of %s may have 200 scenes, in whatever states', async (writtenBy) => {
    const drafts = Array.from({ length: 200 }, (_, at) => ALL[at % ALL.length] ?? missing())
    const project = aProject({ writtenBy, scenes: drafts })
    const { scenes } = createTestScenes(project)
    const records = await scenes.load('a-project')
    expect(records.scenes.map(({ value }) => value.displaySequence)).toEqual(drafts.map((_, at) => at + 1))
    const { findings } = await scenes.audit('a-project')
    const expected = (kind: string) => drafts.filter(({ state }) => state === kind).length
    for (const kind of ['stuck', 'missing-blob', 'invalid-key'] as const) {
      const found = findings.filter((finding) => finding.kind === (kind === 'stuck' ? 'stalled' : kind))
      expect(found).toHaveLength(expected(kind))
    }
    for (const item of project.items) expect(() => fromDynamoJson(item)).not.toThrow()
  })

  it.each<readonly [string, ProjectDraft]>([
    ['project', { conceptPrompt: '' }],
    ['project', { projectId: '../x' }],
    ['project', { characterImageKey: 'https://x/y.png' }],
    ['scenes[1]', { scenes: [missing(), done({ prompt: '' })] }],
    ['scenes[0]', { scenes: [missing({ durationSeconds: -1 })] }],
    ['project', { colour: 'red' } as ProjectDraft],
  ])('refuses fields that a %s cannot have: %o', (input, draft) => {
    const { details } = thrown(() => aProject(draft), 'INVALID_INPUT')
    expect(details.input.startsWith(input)).toBe(true)
  })
})
