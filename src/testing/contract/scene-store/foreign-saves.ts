import type { DynamoJsonItem } from '../../../core/items/dynamo-json.js'
import type { Guard, Write } from '../../../core/model/change.js'
import type { Scene } from '../../../core/model/scene.js'
import { equal, holds } from '../expectations.js'
import type { Bench } from './bench.js'
import { accepted, refused } from './bench.js'
import { equalItems, tableOf, WIPED } from './production-table.js'
import { aScene, keyNamed } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { seeded } from './seed.js'

/** Attributes that this library does not know, of every type that others may store. */
const UNKNOWN: DynamoJsonItem = {
  note: { S: '' },
  tags: { SS: ['a', 'b'] },
  sizes: { NS: ['1', '2.5'] },
  videoClipS3Key: { NULL: true },
  views: { N: '1234567890123456789012345678' },
  exact: { BOOL: true },
  nested: {
    M: { list: { L: [{ N: '1' }, { M: { deep: { SS: ['x'] } } }, { NULL: true }] }, text: { S: 'é🎬' } },
  },
}

/** Times of foreign saves; some name the same instant, and each is a save of its own. */
const TEXTS = [
  '2025-11-24T10:00:00.000001+0000',
  '2025-11-24T10:00:00.000002+0000',
  '2025-11-24T10:00:00.000002Z',
  '2025-11-24T11:00:00.000002+0100',
]

/** Whoever saves whole items beside this library, as the Python backend does. */
export const foreignSaves: readonly SceneStoreCase[] = [
  {
    promise: 'foreign saves: a whole-item save changes the revision and takes the last commit away',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} } })
      const table = tableOf(subject)
      const before = (await bench.loadScene(1)).scene
      await table.save(await table.itemOf(bench.scene(1)), WIPED)
      const { scene } = await bench.loadScene(1)
      equal(scene.value, before.value, 'the scene')
      holds(scene.revision !== before.revision, 'the revision is still the same')
      holds(!('lastCommit' in scene), 'there still is a last commit')
      equal((await bench.load()).scenes, [scene], 'the scenes together')
      const answer = await bench.commit(edit(bench, before.revision))
      equal(refused(answer), [{ write: 0, current: scene }], 'the conflicts')
    },
  },
  {
    promise: 'foreign saves: a guard on the revision of a foreign save holds until the item is saved again',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} } })
      const table = tableOf(subject)
      const item = await table.itemOf(bench.scene(1))
      const seen = new Set([(await bench.loadScene(1)).scene.revision])
      for (const text of TEXTS) {
        await table.save(item, { ...WIPED, updatedAt: { S: text } })
        const { revision } = (await bench.loadScene(1)).scene
        for (const stale of seen) {
          equal(refused(await bench.commit(edit(bench, stale))).length, 1, `the conflicts on ${stale}`)
        }
        const check = { op: 'check', ref: bench.scene(1), guard: { revision } } as const
        await bench.write(check, bench.marker())
        holds(!seen.has(revision), `the revision ${revision} came back with the save at ${text}`)
        seen.add(revision)
      }
    },
  },
  {
    promise:
      'foreign saves: an update after one brings the last commit back, and the next save is noticed again',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} } })
      const table = tableOf(subject)
      const item = await table.itemOf(bench.scene(1))
      await table.save(item, WIPED)
      const foreign = (await bench.loadScene(1)).scene
      const change = bench.change(edit(bench, foreign.revision))
      const revision = accepted(await subject.store.commit(change))
      const { scene } = await bench.loadScene(1)
      equal(scene.lastCommit, change.id, 'the last commit')
      equal(scene.revision, revision, 'the revision')
      equal(
        refused(await bench.commit(edit(bench, foreign.revision))).length,
        1,
        'the conflicts on the foreign save',
      )
      await table.save(await table.itemOf(bench.scene(1)), WIPED)
      equal(refused(await bench.commit(edit(bench, revision))).length, 1, 'the conflicts on the commit')
    },
  },
  {
    promise:
      'foreign saves: attributes that the library does not know survive an update, whatever their type',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} }, project: { sceneCount: 1 } })
      const table = tableOf(subject)
      for (const ref of [bench.scene(1), bench.project])
        await table.save({ ...(await table.itemOf(ref)), ...UNKNOWN })
      const [scene, project] = [await table.itemOf(bench.scene(1)), await table.itemOf(bench.project)]
      const { revision } = (await bench.loadScene(1)).scene
      const change = bench.change(edit(bench, revision), {
        op: 'update',
        ref: bench.project,
        set: {},
        add: { sceneCount: 1 },
        guard: {},
      })
      accepted(await subject.store.commit(change))
      const lastCommit = { S: change.id }
      equalItems(
        await table.itemOf(bench.scene(1)),
        { ...scene, prompt: { S: 'edited' }, lastCommit },
        'the scene',
      )
      const counted = { ...project, sceneCount: { N: '2' }, lastCommit }
      equalItems(await table.itemOf(bench.project), counted, 'the project')
    },
  },
  {
    promise: 'foreign saves: NULL and the empty key are no value, in a load and in a guard',
    needs: 'production-items',
    run: async (subject) => {
      const original = keyNamed('a.mp4')
      const bench = await seeded(subject.store, { scenes: { 1: { clips: { original } } } })
      const table = tableOf(subject)
      const empty = { NULL: true }
      await table.save(await table.itemOf(bench.scene(1)), {
        originalVideoClipS3Key: { S: '' },
        workingVideoClipS3Key: empty,
        errorMessage: empty,
        retryCount: empty,
        trimPoints: { S: '' },
      })
      const { scene } = await bench.loadScene(1)
      equal(scene.value, aScene(bench.projectId, 1), 'the scene')
      const absent = {
        clips: { original: null, working: null },
        errorMessage: null,
        retryCount: null,
        trimPoints: null,
      }
      const check = (guard: Guard<Scene>): readonly Write[] => [
        { op: 'check', ref: bench.scene(1), guard },
        bench.marker(),
      ]
      await bench.write(...check({ equals: absent }))
      equal(
        refused(await bench.commit(...check({ present: { retryCount: true } }))).length,
        1,
        'the conflicts',
      )
      const set = { clips: { original }, errorMessage: 'no' }
      await bench.write({
        op: 'update',
        ref: bench.scene(1),
        set,
        guard: { equals: { clips: { original: null } } },
      })
      equal((await bench.loadScene(1)).scene.value, aScene(bench.projectId, 1, set), 'the updated scene')
    },
  },
  {
    promise: 'foreign saves: a scene that somebody deleted is gone, and an update of it is a conflict',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {}, 2: {} } })
      const { revision } = (await bench.loadScene(1)).scene
      await tableOf(subject).remove(bench.scene(1))
      equal(await subject.store.loadScene(bench.projectId, 1), undefined, 'the scene')
      equal((await bench.load()).scenes.length, 1, 'the number of scenes')
      equal(refused(await bench.commit(edit(bench, revision))), [{ write: 0 }], 'the conflicts')
    },
  },
]

function edit(bench: Bench, revision: string): Write {
  return { op: 'update', ref: bench.scene(1), set: { prompt: 'edited' }, guard: { revision } }
}
