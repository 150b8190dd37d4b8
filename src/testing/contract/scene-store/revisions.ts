import type { Write } from '../../../core/model/change.js'
import type { ProjectRecords, Stored } from '../../../core/model/records.js'
import { equal, holds, present, shown } from '../expectations.js'
import { accepted, newCommandId, openBench, refused } from './bench.js'
import { aClaim, anIntent, aScene, EVEN_LATER, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertEach, insertScene, seeded } from './seed.js'

/** Revisions, and the commit that a record names as its last. */
export const revisions: readonly SceneStoreCase[] = [
  {
    promise:
      'commit: the revision that it gives, and its id, are those of every record that it inserted or updated',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const chunk = { kind: 'intent-chunk', projectId, intentId: 'intent-1', index: 0 } as const
      const inserts = bench.change(...insertEach(bench))
      const first = accepted(await store.commit(inserts))
      equal(marksOf(await bench.load()), Array(6).fill([first, inserts.id]), 'what the inserted records say')
      const guard = { revision: first }
      const updates = bench.change(
        { op: 'update', ref: bench.project, set: { updatedAt: LATER }, guard },
        { op: 'update', ref: bench.scene(1), set: { updatedAt: LATER }, guard },
        { op: 'update', ref: bench.claim(1), set: { expiry: LATER }, guard },
        { op: 'update', ref: bench.mark, set: { highest: 8 }, guard },
        { op: 'update', ref: bench.intent, set: { step: 1 }, guard },
        { op: 'update', ref: chunk, set: { offset: 1 }, guard },
      )
      const second = accepted(await store.commit(updates))
      holds(second !== first, `two commits gave the same revision ${first}`)
      equal(marksOf(await bench.load()), Array(6).fill([second, updates.id]), 'what the updated records say')
      const { project, scene, claim } = await bench.loadScene(1)
      equal(
        [project, scene, claim].map((record) => record?.revision),
        [second, second, second],
        'the revisions with the scene',
      )
      const isolated = marksOf(await bench.load({ isolated: true }))
      equal(isolated, Array(6).fill([second, updates.id]), 'what they say in an isolated load')
    },
  },
  {
    promise: 'commit: records that it only checks, or does not name, keep their revision',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {}, 2: {} }, claims: { 1: {} } })
      const before = await bench.load()
      await bench.write(
        { op: 'check', ref: bench.project, guard: {} },
        { op: 'check', ref: bench.scene(1), guard: { revision: before.project.revision } },
        insertScene(bench, aScene(bench.projectId, 3)),
      )
      const after = await bench.load()
      equal(after.project, before.project, 'the checked project')
      equal(after.scenes.slice(0, 2), before.scenes, 'the checked scene and the other')
      equal(after.claims, before.claims, 'the claims')
    },
  },
  {
    promise: 'commit: a revision does not come back when a record is as it was before, or is made again',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const { value, revision } = (await bench.loadScene(1)).scene
      const set = (prompt: string): Write => ({
        op: 'update',
        ref: bench.scene(1),
        set: { prompt },
        guard: { present: { prompt: true } },
      })
      await bench.write(set('another'), bench.marker())
      await bench.write(set(value.prompt), bench.marker())
      const stale: Write = { op: 'update', ref: bench.scene(1), set: { retryCount: 1 }, guard: { revision } }
      equal((await bench.loadScene(1)).scene.value, value, 'the scene')
      equal(refused(await bench.commit(stale)).length, 1, 'the conflicts with the scene as it was')
      await bench.write({ op: 'delete', ref: bench.scene(1), guard: {} })
      await bench.write(insertScene(bench, value))
      equal(refused(await bench.commit(stale)).length, 1, 'the conflicts with the scene made again')
    },
  },
  {
    promise:
      'commit: a change without an event (a heartbeat) leaves revision and last commit, and adds no event',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} }, claims: { 1: {} } })
      const { projectId } = bench
      const before = await bench.everything()
      const claim = present(before.records?.claims.get(1), 'the claim')
      const guard = { equals: { claimId: claim.value.claimId, expiry: claim.value.expiry, ended: null } }
      const writes: readonly Write[] = [{ op: 'update', ref: bench.claim(1), set: { expiry: LATER }, guard }]
      accepted(await store.commit({ id: `${newCommandId()}.1`, projectId, writes }))
      const moved = { ...claim, value: { ...claim.value, expiry: LATER } }
      const records = { ...before.records, claims: new Map([[1, moved]]) }
      equal(await bench.everything(), { ...before, records }, 'the project')
      equal((await bench.loadScene(1)).claim, moved, 'the claim with its scene')
    },
  },
  {
    promise: 'commit: a second heartbeat on the old expiry is refused, and one on the new expiry is not',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} }, claims: { 1: {} } })
      const { projectId } = bench
      const { expiry } = aClaim(projectId, 1)
      const beat = (from: typeof expiry, to: typeof expiry) =>
        store.commit({
          id: `${newCommandId()}.1`,
          projectId,
          writes: [
            { op: 'update', ref: bench.claim(1), set: { expiry: to }, guard: { equals: { expiry: from } } },
          ],
        })
      accepted(await beat(expiry, LATER))
      const conflicts = refused(await beat(expiry, EVEN_LATER))
      equal(conflicts, [{ write: 0, current: (await bench.loadScene(1)).claim }], 'the conflicts')
      accepted(await beat(LATER, EVEN_LATER))
      equal((await bench.loadScene(1)).claim?.value.expiry, EVEN_LATER, 'the expiry')
    },
  },
  {
    promise:
      'commit: a record inserted without an event has a revision that can be relied on, and no last commit',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      const insert: Write = { op: 'insert', ref: bench.intent, value: anIntent(projectId) }
      accepted(await store.commit({ id: `${newCommandId()}.1`, projectId, writes: [insert] }))
      const { intent } = await bench.load()
      equal(intent?.value, anIntent(projectId), 'the record')
      holds(intent !== undefined && !('lastCommit' in intent), `it has a last commit: ${shown(intent)}`)
      const guard = { revision: intent.revision }
      const step = (to: number): Write => ({ op: 'update', ref: bench.intent, set: { step: to }, guard })
      await bench.write(step(1))
      equal(refused(await bench.commit(step(2))).length, 1, 'the conflicts of an update on the old revision')
    },
  },
]

/** Revision and last commit of every record. */
function marksOf(records: ProjectRecords): readonly (readonly [string, string | undefined])[] {
  const { project, scenes, claims, sequenceMark, intent, intentChunks = [] } = records
  const all: readonly (Stored<unknown> | undefined)[] = [
    project,
    ...scenes,
    ...claims.values(),
    sequenceMark,
    intent,
    ...intentChunks,
  ]
  return all.flatMap((record) =>
    record === undefined ? [] : [[record.revision, record.lastCommit] as const],
  )
}
