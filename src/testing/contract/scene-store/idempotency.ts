import type { Change, Write } from '../../../core/model/change.js'
import { equal, holds } from '../expectations.js'
import type { Bench } from './bench.js'
import { accepted, newCommandId } from './bench.js'
import { aClaim, anEvent, aScene, EVEN_LATER, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { addOne, insertScene, seeded } from './seed.js'

/** The same change sent again. */
export const idempotency: readonly SceneStoreCase[] = [
  {
    promise: 'commit: a change sent again after it succeeded takes no effect, whatever the answer is',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const change = everyKindOfWrite(bench)
      const revision = accepted(await store.commit(change))
      const before = await bench.everything()
      for (let again = 0; again < 3; again++) {
        const answer = await store.commit(change)
        if (answer.ok) equal(answer.revision, revision, 'the revision of the repeated commit')
        equal(await bench.everything(), before, 'the project')
      }
    },
  },
  {
    promise: 'commit: a change sent several times at once takes effect exactly once',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { sceneCount: 1 }, scenes: { 1: {} } })
      const change = everyKindOfWrite(bench)
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.commit(change)))
      holds(
        answers.some(({ ok }) => ok),
        'none of the commits was accepted',
      )
      const { project, scenes } = await bench.load()
      equal(project.value.sceneCount, 2, 'the number that was added to')
      equal(
        scenes.map(({ value }) => value.sequence),
        [2],
        'the scenes',
      )
      const { items } = await store.readEvents(bench.projectId)
      equal(items.filter(({ id }) => id === change.id).length, 1, 'the events of the commit')
    },
  },
  {
    promise: 'commit: a change sent again after others wrote on top takes nothing back',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { sceneCount: 1 }, scenes: { 1: {} } })
      const { revision } = (await bench.loadScene(1)).scene
      const set = (prompt: string): Write => ({
        op: 'update',
        ref: bench.scene(1),
        set: { prompt },
        guard: { revision },
      })
      const change = bench.change(set('mine'), addOne(bench))
      const next = accepted(await store.commit(change))
      await bench.write({ ...set('theirs'), guard: { revision: next } } as Write)
      const before = await bench.everything()
      await store.commit(change)
      equal(await bench.everything(), before, 'the project')
    },
  },
  {
    promise: 'commit: an insert sent again after the record was deleted does not bring it back',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const change = bench.change(insertScene(bench, aScene(bench.projectId, 1)))
      accepted(await store.commit(change))
      await bench.write({ op: 'delete', ref: bench.scene(1), guard: {} })
      const before = await bench.everything()
      await store.commit(change)
      equal(await bench.everything(), before, 'the project')
    },
  },
  {
    promise: 'commit: a delete sent again after the record was made anew leaves the new one',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const change = bench.change({ op: 'delete', ref: bench.scene(1), guard: {} })
      accepted(await store.commit(change))
      await bench.write(insertScene(bench, aScene(bench.projectId, 1, { prompt: 'another' })))
      const before = await bench.everything()
      await store.commit(change)
      equal(await bench.everything(), before, 'the project')
    },
  },
  {
    promise: 'commit: a heartbeat sent again after a later one does not move the expiry back',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} }, claims: { 1: {} } })
      const { projectId } = bench
      const beat = (from: typeof LATER, expiry: typeof LATER): Change => ({
        id: `${newCommandId()}.1`,
        projectId,
        writes: [{ op: 'update', ref: bench.claim(1), set: { expiry }, guard: { equals: { expiry: from } } }],
      })
      const first = beat(aClaim(projectId, 1).expiry, LATER)
      accepted(await store.commit(first))
      await store.commit(first)
      accepted(await store.commit(beat(LATER, EVEN_LATER)))
      await Promise.all([store.commit(first), store.commit(first)])
      equal((await bench.loadScene(1)).claim?.value.expiry, EVEN_LATER, 'the expiry')
    },
  },
  {
    promise:
      'commit: another change under the id of a commit that happened takes no effect and replaces no event',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const change = bench.change(insertScene(bench, aScene(bench.projectId, 1)))
      accepted(await store.commit(change))
      const before = await bench.everything()
      const event = anEvent(bench.projectId, change.id, { reason: 'another' })
      const other = { ...change, event, writes: [insertScene(bench, aScene(bench.projectId, 2))] }
      // Stores may also say that the id is taken by an error of their own.
      const answer = await store.commit(other).catch(() => undefined)
      holds(answer?.ok !== true, 'the other change was accepted')
      equal(await bench.everything(), before, 'the project')
    },
  },
]

/** A change with each kind of write. */
function everyKindOfWrite(bench: Bench): Change {
  return bench.change(
    addOne(bench),
    insertScene(bench, aScene(bench.projectId, 2)),
    { op: 'delete', ref: bench.scene(1), guard: {} },
    { op: 'check-absent', ref: bench.claim(1) },
  )
}
