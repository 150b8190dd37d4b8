import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { Project } from '../../../src/core/model/project.js'
import type { InvalidRecord, ProjectRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { checkProject } from '../../../src/core/rules/check-project.js'
import { withKeysFromUrls } from '../../../src/core/rules/project-keys.js'
import { countedChanges, recountOf } from '../../../src/core/rules/recount.js'
import { repairedOrder } from '../../../src/core/rules/repaired-order.js'
import { deriveProjectStatus } from '../../../src/core/rules/counters.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { projectRecords as arbitraryRecords } from '../../arbitraries/records.js'
import { NOW, projectRecords, secondsFromNow, stored } from '../support/builders.js'

const CHECK = { now: NOW, policy: DEFAULT_POLICY }

/** Two scenes, one of them done, in a project that says so. */
function healthy(
  project: Partial<Project> = {},
  scenes: readonly Partial<Scene>[] = [
    { sequence: 1, displaySequence: 2, status: 'completed', ledger: 3 },
    { sequence: 4, displaySequence: 1, ledger: 1 },
  ],
  invalid: readonly InvalidRecord[] = [],
): ProjectRecords {
  const says = {
    ...({ status: 'processing', listedAs: project.status ?? 'processing' } as const),
    ...{ sceneCount: 2, completedScenes: 1, failedScenes: 0, ledger: 6, ledgerRetired: 2 },
    ...project,
  }
  return projectRecords(scenes, says, { invalid })
}

/** The same without a field. */
function without(records: ProjectRecords, field: 'ledger' | 'ledgerRetired' | 'listedAs'): ProjectRecords {
  const { [field]: _gone, ...value } = records.project.value
  return { ...records, project: stored(value) }
}

/** What is found, such as `counter-drift`, or `stalled-project!` for what is only reported. */
function kinds(records: ProjectRecords): readonly string[] {
  return checkProject(records, CHECK).map(({ kind, repairable }) => (repairable ? kind : `${kind}!`))
}

describe('checkProject', () => {
  it('finds nothing in a healthy project', () => {
    expect(kinds(healthy())).toEqual([])
  })

  it('reports records that cannot be read, with the scene they are about', () => {
    const raw = { status: 'lost', ledger: 4, displaySequence: 3 }
    const issues = ['attribute status is "lost"']
    const invalid = [
      { kind: 'scene', id: 'SCENE#007', issues, raw },
      { kind: 'sequence-mark', id: 'SEQUENCE', issues, raw: {} },
    ] as const
    const records = healthy({ sceneCount: 3, ledger: 10 }, undefined, invalid)
    expect(checkProject(records, CHECK)).toMatchObject([
      { kind: 'invalid-item', sequence: 7, repairable: false },
      { kind: 'invalid-item', repairable: false },
    ])
    expect(checkProject(records, CHECK)[0]?.message).toContain('attribute status is "lost"')
    expect(checkProject(records, CHECK)[1]).not.toHaveProperty('sequence')
  })

  it.each([
    ['claim', 'LEASE#007', 7],
    ['scene', 'SCENE#007#copy', undefined],
    ['scene', 'SCENE', undefined],
    ['intent-chunk', 'INTENT#command-1#0007', undefined],
  ] as const)('knows which scene a %s is about by its place: %s', (kind, id, sequence) => {
    const invalid = [{ kind, id, issues: ['flawed'], raw: {} }]
    const [finding] = checkProject({ ...healthy(), invalid }, CHECK)
    expect(finding).toMatchObject({ kind: 'invalid-item', repairable: false })
    expect(finding?.sequence).toBe(sequence)
  })

  it('says what it counted, and what it was told', () => {
    const messages = (records: ProjectRecords) => checkProject(records, CHECK).map(({ message }) => message)
    expect(messages(healthy({ sceneCount: 1, completedScenes: 0, failedScenes: 1 }))).toEqual([
      expect.stringContaining(
        'says 1 scene (0 completed, 1 failed), and has 2 scenes (1 completed, 0 failed)',
      ),
    ])
    expect(messages(healthy({ ledger: 7 }))).toEqual([
      expect.stringContaining('has a ledger of 7, and its scenes add up to 6'),
    ])
    expect(messages(without(healthy(), 'ledger'))).toEqual([expect.stringContaining('has lost its ledger')])
  })

  it('finds URLs in place of keys, each once', () => {
    const url = toStoredKey('https://bucket.example/mv/projects/91cf/final.mp4?X-Amz-Signature=0')
    const outside = toStoredKey('https://bucket.example/final.mp4')
    const project = { finalOutputKey: url, productImageKey: url, audioBackingTrackKey: outside }
    const records = healthy(project)
    expect(kinds(records).toSorted()).toEqual(['invalid-key', 'invalid-key!'])
    expect(withKeysFromUrls(records.project.value)).toMatchObject({
      finalOutputKey: 'mv/projects/91cf/final.mp4',
      productImageKey: 'mv/projects/91cf/final.mp4',
      audioBackingTrackKey: outside,
    })
    const messages = checkProject(records, CHECK).map(({ message }) => message)
    for (const message of messages) expect(message).not.toContain('Signature')
    expect(messages.toSorted()).toEqual([
      expect.stringContaining('kept as it is'),
      expect.stringContaining('puts the key mv/projects/91cf/final.mp4 in its place'),
    ])
  })

  it.each([{ sceneCount: 3 }, { completedScenes: 0 }, { failedScenes: 1 }])(
    'finds that counters drift: %j',
    (count) => {
      expect(kinds(healthy(count))).toEqual(['counter-drift'])
    },
  )

  it('finds foreign writes by a ledger that does not add up or is gone', () => {
    expect(kinds(healthy({ ledger: 7 }))).toEqual(['foreign-write'])
    expect(kinds(healthy({ ledger: 5 }))).toEqual(['foreign-write'])
    expect(kinds(without(healthy(), 'ledger'))).toEqual(['foreign-write'])
  })

  it('finds no foreign write in a project that never had a ledger', () => {
    const scenes = [
      { sequence: 1, displaySequence: 1, status: 'completed' },
      { sequence: 2, displaySequence: 2 },
    ] as const
    const old = without(without(healthy({}, scenes), 'ledger'), 'ledgerRetired')
    expect(kinds(old)).toEqual([])
    expect(kinds(without(healthy({}, scenes), 'ledger'))).toEqual(['foreign-write'])
    const begun = [{ ...scenes[0], ledger: 0 }, scenes[1]]
    expect(kinds(without(without(healthy({}, begun), 'ledger'), 'ledgerRetired'))).toEqual(['foreign-write'])
    const neverCounted = [
      { kind: 'scene', id: 'SCENE#007', issues: [], raw: { status: 'completed' } },
    ] as const
    const uncounted = healthy({ sceneCount: 3, completedScenes: 2 }, scenes, neverCounted)
    expect(kinds(without(without(uncounted, 'ledger'), 'ledgerRetired'))).toEqual(['invalid-item!'])
    const raw = { status: 'completed', ledger: 0 }
    const unreadable = [{ kind: 'scene', id: 'SCENE#007', issues: [], raw }] as const
    const lost = healthy({ sceneCount: 3, completedScenes: 2 }, scenes, unreadable)
    expect(kinds(without(without(lost, 'ledger'), 'ledgerRetired'))).toEqual([
      'invalid-item!',
      'foreign-write',
    ])
  })

  it('finds that the status drifts from the scenes, unless it is failed', () => {
    expect(kinds(healthy({ status: 'completed' }))).toEqual(['project-status-drift'])
    expect(kinds(healthy({ status: 'failed' }))).toEqual([])
    expect(kinds(healthy({ status: 'pending' }))).toEqual([])
  })

  it('finds that the index drifts from the status', () => {
    expect(kinds(healthy({ listedAs: 'pending' }))).toEqual(['status-index-drift'])
    expect(kinds(without(healthy(), 'listedAs'))).toEqual(['status-index-drift'])
    const [finding] = checkProject(healthy({ listedAs: 'x'.repeat(2_000) }), CHECK)
    expect(finding?.message.length).toBeLessThan(400)
  })

  it.each([
    ['a gap', 1, 3],
    ['a duplicate', 2, 2],
    ['a place before the first', 0, 1],
    ['a missing place', undefined, 1],
  ])('finds %s in the display order', (_, first, second) => {
    const scenes = [
      { sequence: 1, ...(first !== undefined && { displaySequence: first }), status: 'completed', ledger: 3 },
      { sequence: 4, displaySequence: second, ledger: 1 },
    ] as const
    expect(kinds(healthy({}, scenes))).toEqual(['display-order'])
  })

  it('leaves the places of scenes that cannot be read to them', () => {
    const raw = { displaySequence: 1 }
    const invalid = [{ kind: 'scene', id: 'SCENE#007', issues: [], raw }] as const
    const scenes = [
      { sequence: 1, displaySequence: 3 },
      { sequence: 4, displaySequence: 2 },
    ]
    const records = healthy({}, scenes, invalid)
    expect(kinds(records)).not.toContain('display-order')
    expect([...repairedOrder(records)]).toEqual([
      [4, 2],
      [1, 3],
    ])
  })

  it('finds a change that was left half done, at once', () => {
    const intent = stored({
      ...({ projectId: '91cf', id: 'command-1.1-1', goal: 'scenes-added', step: 2, actor: 'asker' } as const),
      createdAt: NOW,
    })
    const records = { ...healthy(), intent }
    expect(kinds(records)).toEqual(['unfinished-intent'])
    expect(checkProject(records, CHECK)[0]?.message).toContain('scenes-added, step 2')
  })

  it('finds what is left of a change that never began, once nobody can be about to begin it', () => {
    const left = (seconds: number, count: number) => {
      const createdAt = secondsFromNow(-seconds)
      const chunk = { projectId: '91cf', intentId: 'command-1.1-1', offset: 0, scenes: [], createdAt }
      const intentChunks = Array.from({ length: count }, (_, index) => stored({ ...chunk, index }))
      return { ...healthy(), intentChunks }
    }
    expect(kinds(left(3_599, 1))).toEqual([])
    expect(kinds(left(3_600, 1))).toEqual(['unfinished-intent'])
    expect(checkProject(left(3_600, 1), CHECK)[0]?.message).toContain('has 1 part of')
    expect(checkProject(left(3_600, 2), CHECK)[0]?.message).toContain('has 2 parts of')
  })

  it('says which work takes too long', () => {
    const message = (status: 'composing' | 'generating_scenes') =>
      checkProject(healthy({ status, updatedAt: secondsFromNow(-3_601) }), CHECK).at(-1)?.message
    expect(message('composing')).toContain('composing its film')
    expect(message('generating_scenes')).toContain('generating its scenes')
  })

  it.each(PROJECT_STATUSES)('reports work that takes longer than the limit: %s', (status) => {
    const takes = (seconds: number) =>
      kinds(healthy({ status, updatedAt: secondsFromNow(-seconds) })).includes('stalled-project!')
    const isWork = status === 'composing' || status === 'generating_scenes'
    expect([takes(3_600), takes(3_601)]).toEqual([false, isWork])
  })

  it('answers for every project in words, and finds nothing to repair in one that was put right', () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        for (const { message, projectId } of checkProject(records, CHECK)) {
          expect(projectId).toBe('91cf')
          expect(message).not.toMatch(/undefined|null|\[object|NaN/)
        }
        const again = checkProject(putRight(records), CHECK).filter(({ repairable }) => repairable)
        expect(again).toEqual([])
      }),
      KEY_LAW,
    )
  })
})

/** A project whose own record and display order say what its scenes do. */
function putRight(records: ProjectRecords): ProjectRecords {
  const places = repairedOrder(records)
  const project = withKeysFromUrls(records.project.value)
  const status = deriveProjectStatus(project.status, recountOf(records))
  return {
    ...records,
    project: stored({
      ...project,
      ...recountOf(records),
      ledger: countedChanges(records),
      status,
      listedAs: status,
    }),
    scenes: records.scenes.map(({ value }) =>
      stored({ ...value, displaySequence: places.get(value.sequence) ?? 0 }),
    ),
  }
}
