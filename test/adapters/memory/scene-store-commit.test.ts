import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import type { DynamoJsonItem } from '../../../src/core/items/dynamo-json.js'
import type { Write } from '../../../src/core/model/change.js'
import { aClaim, aProject, aScene, secondsFromNow } from '../../core/support/builders.js'
import { rejected } from '../../core/support/thrown.js'
import {
  aChange,
  CLAIM_REF,
  claimItem,
  eventItem,
  PROJECT_REF,
  projectItem,
  SCENE_REF,
  sceneItem,
} from './support.js'

const projectId = '91cf'
const FOREIGN = 'updated:"2025-11-24T09:00:00.000002+0000"'

function aStore(...more: readonly DynamoJsonItem[]): MemorySceneStore {
  return createMemorySceneStore({
    items: [projectItem({}, 'project-commit'), sceneItem({}, 'scene-commit'), ...more],
  })
}

const setFailed: Write = {
  op: 'update',
  ref: SCENE_REF,
  set: { status: 'failed', errorMessage: 'no' },
  guard: { revision: 'commit:scene-commit' },
}

/** Writes whose guards fail on the store above, each with the record that its conflict shows. */
const FAILING: readonly (readonly [string, Write, object])[] = [
  [
    'an insert over a record',
    { op: 'insert', ref: SCENE_REF, value: aScene({ prompt: 'another' }) },
    { current: { value: aScene(), revision: 'commit:scene-commit', lastCommit: 'scene-commit' } },
  ],
  [
    'an update of another revision',
    { op: 'update', ref: SCENE_REF, set: { status: 'failed' }, guard: { revision: 'commit:older' } },
    { current: { revision: 'commit:scene-commit' } },
  ],
  [
    'an update that expects a foreign save',
    { op: 'update', ref: SCENE_REF, set: { status: 'failed' }, guard: { revision: FOREIGN } },
    { current: { lastCommit: 'scene-commit' } },
  ],
  [
    'an update of other facts',
    { op: 'update', ref: SCENE_REF, set: { status: 'failed' }, guard: { equals: { status: 'completed' } } },
    { current: { value: { status: 'pending' } } },
  ],
  [
    'an update of a fact that is absent',
    { op: 'update', ref: SCENE_REF, set: { retryCount: 1 }, guard: { equals: { retryCount: 0 } } },
    { current: {} },
  ],
  [
    'an update of no record',
    { op: 'update', ref: CLAIM_REF, set: { floor: 1 }, guard: { equals: { floor: null } } },
    {},
  ],
  ['a delete of no record', { op: 'delete', ref: CLAIM_REF, guard: {} }, {}],
  [
    'a delete of another revision',
    { op: 'delete', ref: SCENE_REF, guard: { revision: 'commit:older' } },
    { current: {} },
  ],
  ['a check of no record', { op: 'check', ref: CLAIM_REF, guard: {} }, {}],
  [
    'a check of other facts',
    { op: 'check', ref: SCENE_REF, guard: { equals: { status: 'failed' } } },
    { current: {} },
  ],
  [
    'a check that there is no record',
    { op: 'check-absent', ref: SCENE_REF },
    { current: { value: aScene() } },
  ],
  [
    'a check that a commit has not happened',
    { op: 'check-no-event', projectId, commitId: 'command-0.1' },
    {},
  ],
]

describe('commit', () => {
  it('inserts, updates and deletes at once, and writes the event', async () => {
    const store = aStore(claimItem(3))
    const inserted = aScene({ sequence: 4 })
    const answer = await store.commit(
      aChange(
        'command-1.1',
        setFailed,
        { op: 'delete', ref: CLAIM_REF, guard: { revision: 'commit:claim-commit' } },
        { op: 'insert', ref: { ...SCENE_REF, sequence: 4 }, value: inserted },
        { op: 'check', ref: PROJECT_REF, guard: { equals: { status: 'processing' } } },
        { op: 'check-absent', ref: { ...CLAIM_REF, sequence: 4 } },
        { op: 'check-no-event', projectId, commitId: 'command-1.0' },
      ),
    )
    expect(answer).toEqual({ ok: true, revision: 'commit:command-1.1' })
    const records = await store.loadProject(projectId)
    const written = { revision: 'commit:command-1.1', lastCommit: 'command-1.1' }
    expect(records?.scenes).toEqual([
      { value: aScene({ status: 'failed', errorMessage: 'no' }), ...written },
      { value: inserted, ...written },
    ])
    expect(records?.claims.size).toBe(0)
    expect(records?.project).toMatchObject({ revision: 'commit:project-commit' })
    expect((await store.readEvents(projectId)).items).toMatchObject([{ id: 'command-1.1' }])
  })

  it('keeps revisions and writes no event where the change has none', async () => {
    const store = aStore(claimItem(3))
    const expiry = secondsFromNow(120)
    const guard = { equals: { claimId: 'claim-1', expiry: aClaim().expiry } }
    const writes: Write[] = [{ op: 'update', ref: CLAIM_REF, set: { expiry }, guard }]
    expect(await store.commit({ id: 'command-1.1', projectId, writes })).toMatchObject({ ok: true })
    expect((await store.loadScene(projectId, 3))?.claim).toEqual({
      value: aClaim({ expiry }),
      revision: 'commit:claim-commit',
      lastCommit: 'claim-commit',
    })
    expect((await store.readEvents(projectId)).items).toEqual([])
    expect(await store.commit({ id: 'command-1.2', projectId, writes })).toMatchObject({ ok: false })
  })

  it('touches no attribute that a change does not name', async () => {
    const store = createMemorySceneStore({
      items: [projectItem(), { ...sceneItem(), note: { SS: ['a'] }, videoClipS3Key: { NULL: true } }],
    })
    await store.commit(aChange('command-1.1', { ...setFailed, guard: { revision: FOREIGN } }))
    expect(store.exportItems().find(({ SK }) => SK?.['S'] === 'SCENE#003')).toEqual({
      ...sceneItem({ status: 'failed', errorMessage: 'no' }, 'command-1.1'),
      note: { SS: ['a'] },
      videoClipS3Key: { NULL: true },
    })
  })

  it.each(FAILING)('answers %s with the record as it is, and changes nothing', async (_, write, conflict) => {
    const store = aStore(eventItem('command-0.1'))
    const before = store.exportItems()
    const good: Write = {
      op: 'update',
      ref: PROJECT_REF,
      set: { status: 'failed', listedAs: 'failed' },
      guard: { revision: 'commit:project-commit' },
    }
    for (const writes of [
      [good, write],
      [write, good],
    ]) {
      const answer = await store.commit(aChange('command-1.1', ...writes))
      expect(answer).toMatchObject({ ok: false, conflicts: [{ write: writes.indexOf(write), ...conflict }] })
      expect(answer.ok ? 0 : answer.conflicts.length).toBe(1)
      expect('current' in conflict || !JSON.stringify(answer).includes('"current"')).toBe(true)
      expect(store.exportItems()).toEqual(before)
    }
  })

  it('names every guard that does not hold', async () => {
    const store = aStore()
    const answer = await store.commit(
      aChange(
        'command-1.1',
        { op: 'insert', ref: PROJECT_REF, value: aProject() },
        { ...setFailed, guard: { revision: 'commit:older' } },
      ),
    )
    expect(answer).toMatchObject({ ok: false, conflicts: [{ write: 0 }, { write: 1 }] })
  })

  it('never takes effect twice: the event exists already', async () => {
    const store = aStore()
    const change = aChange('command-1.1', setFailed)
    await store.commit(change)
    const before = store.exportItems()
    const again = await store.commit(change)
    expect(again).toMatchObject({
      ok: false,
      conflicts: [{ write: 0, current: { lastCommit: 'command-1.1' } }, { write: 'event' }],
    })
    expect(store.exportItems()).toEqual(before)
  })

  it('refuses what no store may execute, and writes nothing', async () => {
    const store = aStore()
    const before = store.exportItems()
    await rejected(store.commit(aChange('command-1.1')), 'INVALID_CHANGE')
    await rejected(store.commit(aChange('command-1.1', setFailed, setFailed)), 'INVALID_CHANGE')
    await rejected(store.commit(aChange('command-1.1', { ...setFailed, guard: {} })), 'INVALID_CHANGE')
    expect(store.exportItems()).toEqual(before)
  })

  it('takes a record that cannot be read for a conflict, and never overwrites it', async () => {
    const store = aStore()
    store.putItem({ ...sceneItem(), status: { S: 'archived' } })
    const before = store.exportItems()
    const writes: readonly Write[] = [
      { op: 'insert', ref: SCENE_REF, value: aScene() },
      setFailed,
      { op: 'delete', ref: SCENE_REF, guard: {} },
    ]
    for (const write of writes) {
      expect(await store.commit(aChange('command-1.1', write))).toEqual({
        ok: false,
        conflicts: [{ write: 0 }],
      })
    }
    expect(store.exportItems()).toEqual(before)
  })

  it('lets one of two that read the same win', async () => {
    const store = aStore()
    const answers = await Promise.all(
      ['command-1.1', 'command-2.1'].map((id) => store.commit(aChange(id, setFailed))),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('revisions of items that somebody else saved', () => {
  const guarded: Write = { ...setFailed, guard: { revision: FOREIGN } }

  it('hold until the item is saved again, and not after a commit of this library', async () => {
    const store = createMemorySceneStore({ items: [projectItem(), sceneItem()] })
    const scene = (await store.loadScene(projectId, 3))?.scene
    expect(scene?.revision).toBe(FOREIGN)
    expect(scene).not.toHaveProperty('lastCommit')
    store.putItem(sceneItem({ updatedAt: secondsFromNow(0), prompt: 'edited' }))
    expect(await store.commit(aChange('command-1.1', guarded))).toMatchObject({ ok: false })
    store.putItem(sceneItem({}, 'scene-commit'))
    expect(await store.commit(aChange('command-1.1', guarded))).toMatchObject({ ok: false })
    store.putItem(sceneItem())
    expect(await store.commit(aChange('command-1.1', guarded))).toMatchObject({ ok: true })
  })

  it('differ by the text that is stored, not by the instant that it names', async () => {
    const store = createMemorySceneStore({ items: [projectItem()] })
    const texts = [
      '2025-11-24T09:00:00.000002+0000',
      '2025-11-24T09:00:00.000002Z',
      '2025-11-24T10:00:00.000002+0100',
    ]
    const revisions = new Set<string | undefined>()
    for (const text of texts) {
      store.putItem({ ...sceneItem(), updatedAt: { S: text } })
      revisions.add((await store.loadScene(projectId, 3))?.scene.revision)
    }
    expect(revisions.size).toBe(texts.length)
  })

  it('are lost with a foreign save over a commit of this library', async () => {
    const store = aStore()
    store.putItem(sceneItem())
    expect(await store.commit(aChange('command-1.1', setFailed))).toMatchObject({ ok: false })
  })
})

describe('any history of commits', () => {
  it('is all or nothing, and shows every event exactly once', async () => {
    const steps = fc.array(
      fc.record({ scene: fc.integer({ min: 1, max: 3 }), stale: fc.boolean(), insert: fc.boolean() }),
      { maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const store = createMemorySceneStore({ items: [projectItem({}, 'project-commit')] })
        const committed: string[] = []
        for (const [at, { scene, stale, insert }] of list.entries()) {
          const before = store.exportItems()
          const sequence = scene
          const current = (await store.loadScene(projectId, sequence))?.scene
          const ref = { ...SCENE_REF, sequence }
          const revision = stale || current === undefined ? 'commit:stale' : current.revision
          const write: Write = insert
            ? { op: 'insert', ref, value: aScene({ sequence }) }
            : { op: 'update', ref, set: { retryCount: at }, guard: { revision } }
          const id = `command-${String(at).padStart(2, '0')}.1`
          const { ok } = await store.commit(
            aChange(id, write, {
              op: 'check',
              ref: PROJECT_REF,
              guard: { revision: 'commit:project-commit' },
            }),
          )
          expect(ok).toBe(insert ? current === undefined : current !== undefined && !stale)
          if (ok) committed.push(id)
          else expect(store.exportItems()).toEqual(before)
        }
        expect((await store.readEvents(projectId)).items.map(({ id }) => id)).toEqual(committed)
      }),
    )
  })
})
