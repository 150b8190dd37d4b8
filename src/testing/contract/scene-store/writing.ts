import type { Write } from '../../../core/model/change.js'
import { equal } from '../expectations.js'
import { openBench, refused } from './bench.js'
import { aChunk, aClaim, aMark, anIntent, aProject, aScene, keyNamed, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertEach, insertScene, seeded } from './seed.js'

/** What each kind of write does when its guard holds. */
export const writing: readonly SceneStoreCase[] = [
  {
    promise: 'commit: an insert stores a record of every kind',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      await bench.write(...insertEach(bench))
      const records = await bench.load()
      equal(records.project.value, aProject(projectId), 'the project')
      equal(
        records.scenes.map(({ value }) => value),
        [aScene(projectId, 1)],
        'the scenes',
      )
      equal([...records.claims.keys()], [1], 'the claimed scenes')
      equal(records.claims.get(1)?.value, aClaim(projectId, 1), 'the claim')
      equal(records.sequenceMark?.value, aMark(projectId, 7), 'the sequence mark')
      equal(records.intent?.value, anIntent(projectId), 'the intent')
      equal(
        records.intentChunks?.map(({ value }) => value),
        [aChunk(projectId, 'intent-1', 0)],
        'the chunks',
      )
      const { project, scene, claim } = await bench.loadScene(1)
      equal(project, records.project, 'the project with its scene')
      equal([scene], records.scenes, 'the scene alone')
      equal(claim, records.claims.get(1), 'the claim with its scene')
    },
  },
  {
    promise: 'commit: an update changes the fields that it names and leaves the others',
    run: async ({ store }) => {
      const given = { negativePrompt: 'fog', retryCount: 2, clips: { original: keyNamed('a.mp4') } }
      const bench = await seeded(store, { scenes: { 1: given, 2: given } })
      const guard = { equals: { retryCount: 2 } }
      const set = { status: 'failed', retryCount: 3, errorMessage: 'no' } as const
      await bench.write({ op: 'update', ref: bench.scene(1), set, guard })
      const after = (await bench.load()).scenes.map(({ value }) => value)
      equal(
        after,
        [aScene(bench.projectId, 1, { ...given, ...set }), aScene(bench.projectId, 2, given)],
        'the scenes',
      )
    },
  },
  {
    promise: 'commit: null in an update removes the field, and one that is not there stays away',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: { negativePrompt: 'fog', retryCount: 2 } } })
      const set = { negativePrompt: null, errorMessage: null }
      await bench.write({
        op: 'update',
        ref: bench.scene(1),
        set,
        guard: { equals: { negativePrompt: 'fog' } },
      })
      equal(
        (await bench.loadScene(1)).scene.value,
        aScene(bench.projectId, 1, { retryCount: 2 }),
        'the scene',
      )
    },
  },
  {
    promise: 'commit: an update of one clip leaves the other clips',
    run: async ({ store }) => {
      const [original, working] = [keyNamed('a.mp4'), keyNamed('b.mp4')]
      const bench = await seeded(store, {
        scenes: { 1: { clips: { original, lipSynced: keyNamed('c.mp4') } } },
      })
      const set = { clips: { working, lipSynced: null } }
      const guard = { equals: { clips: { working: null } } }
      await bench.write({ op: 'update', ref: bench.scene(1), set, guard })
      equal((await bench.loadScene(1)).scene.value.clips, { original, working }, 'the clips')
    },
  },
  {
    promise: 'commit: a deleted record is gone, alone, and its place can be taken again',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {}, 2: {} }, claims: { 1: {} } })
      await bench.write({ op: 'delete', ref: bench.scene(1), guard: {} })
      const { scenes, claims } = await bench.load()
      equal(
        scenes.map(({ value }) => value.sequence),
        [2],
        'the scenes',
      )
      equal([...claims.keys()], [1], 'the claims')
      equal(await store.loadScene(bench.projectId, 1), undefined, 'the deleted scene')
      const again = aScene(bench.projectId, 1, { prompt: 'another' })
      await bench.write(insertScene(bench, again))
      equal((await bench.loadScene(1)).scene.value, again, 'the new scene')
    },
  },
  {
    promise: 'commit: what is added is added to what is stored; a missing number counts as 0',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { completedScenes: 5, failedScenes: 2 } })
      const add = { sceneCount: 3, completedScenes: -7, failedScenes: 0.5, ledger: 0 }
      const update: Write = { op: 'update', ref: bench.project, set: { updatedAt: LATER }, add, guard: {} }
      await bench.write(update, bench.marker())
      await bench.write(update, bench.marker())
      const sums = { sceneCount: 6, completedScenes: -9, failedScenes: 3, ledger: 0, updatedAt: LATER }
      equal((await bench.load()).project.value, aProject(bench.projectId, sums), 'the project')
    },
  },
  {
    promise: 'commit: a check that there is no record holds until there is one, and again when it is gone',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const absent: Write = { op: 'check-absent', ref: bench.claim(1) }
      const value = aClaim(bench.projectId, 1)
      await bench.write(absent, bench.marker())
      await bench.write({ op: 'insert', ref: bench.claim(1), value })
      equal(
        refused(await bench.commit(absent, bench.marker())).map(({ write }) => write),
        [0],
        'the conflicts',
      )
      await bench.write({ op: 'delete', ref: bench.claim(1), guard: {} })
      await bench.write(absent, bench.marker())
    },
  },
  {
    promise: 'commit: a check that a commit has not happened holds until it has',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      const change = bench.change(insertScene(bench, aScene(projectId, 1)))
      const unhappened: Write = { op: 'check-no-event', projectId, commitId: change.id }
      await bench.write(unhappened, bench.marker())
      equal((await store.commit(change)).ok, true, 'whether the commit was accepted')
      equal(refused(await bench.commit(unhappened, bench.marker())), [{ write: 0 }], 'the conflicts')
      const other: Write = { op: 'check-no-event', projectId, commitId: `${change.id}0` }
      await bench.write(other, bench.marker())
    },
  },
]
