import type { Change, Conflict, Write } from '../../../core/model/change.js'
import { equal, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import { accepted, refused } from './bench.js'
import { FAILING_WRITES, updateOf } from './failing-writes.js'
import { aClaim, aScene, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, numbers, seeded } from './seed.js'

const failingWrites = FAILING_WRITES.map(({ what, write, current }): SceneStoreCase => ({
  promise: `commit: ${what} is answered with its conflict, and nothing is written, be it first, last or between`,
  run: async ({ store }) => {
    const bench = await seeded(store, { scenes: { 1: {}, 2: {}, 3: {} }, project: { sceneCount: 4 } })
    const stale = (await bench.loadScene(1)).scene.revision
    const change = bench.change(
      updateOf(bench, 1, { revision: stale }),
      insertScene(bench, aScene(bench.projectId, 4)),
    )
    accepted(await store.commit(change))
    const facts = { happened: change.id, stale }
    const before = await bench.everything()
    const shownRecord = before.records?.scenes.find(({ value }) => value.sequence === current)
    for (const at of [0, 2, 4]) {
      const writes = goodWrites(bench)
      const change = bench.change(...writes.slice(0, at), write(bench, facts), ...writes.slice(at))
      await assertRefused(bench, change, [{ write: at, ...(shownRecord && { current: shownRecord }) }])
      equal(await bench.everything(), before, `the project after ${what} in place ${at}`)
      equal(
        await store.findEvent(bench.projectId, change.id.slice(0, -2)),
        undefined,
        'the event of the commit',
      )
    }
  },
}))

/** A commit takes effect as a whole or not at all, and tells why not. */
export const atomicity: readonly SceneStoreCase[] = [
  ...failingWrites,
  {
    promise: 'commit: an update or delete of a record that is not there leaves no ghost behind',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      for (const write of [
        updateOf(bench, 9, {}),
        { op: 'delete', ref: bench.scene(9), guard: {} } as const,
      ]) {
        refused(await bench.commit(write, bench.marker()))
        equal(await store.loadScene(projectId, 9), undefined, `the scene after the ${write.op}`)
        await bench.write({ op: 'check-absent', ref: bench.scene(9) }, bench.marker())
      }
      const { scenes, invalid } = await bench.load()
      equal({ scenes, invalid }, { scenes: [], invalid: [] }, 'what the project has')
    },
  },
  {
    promise: 'commit: every write whose guard does not hold is named by its index, and no other',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {}, 2: {}, 3: {} } })
      const stale = (await bench.loadScene(2)).scene.revision
      await bench.write(updateOf(bench, 2, { revision: stale }))
      const before = await bench.everything()
      const [first, second] = before.records?.scenes ?? []
      const change = bench.change(
        insertScene(bench, aScene(bench.projectId, 1)),
        { op: 'check', ref: bench.project, guard: {} },
        updateOf(bench, 2, { revision: stale }),
        updateOf(bench, 3, {}),
        { op: 'delete', ref: bench.claim(1), guard: {} },
        bench.marker(),
      )
      await assertRefused(bench, change, [
        { write: 0, ...(first && { current: first }) },
        { write: 2, ...(second && { current: second }) },
        { write: 4 },
      ])
      equal(await bench.everything(), before, 'the project')
    },
  },
  {
    promise: 'commit: a stale revision is refused with the record as it is now, and nothing is written',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const { revision } = (await bench.loadScene(1)).scene
      await bench.write(updateOf(bench, 1, { revision }))
      const now = await bench.everything()
      const current = (await bench.loadScene(1)).scene
      const change = bench.change({ ...updateOf(bench, 1, { revision }), set: { prompt: 'late' } })
      await assertRefused(bench, change, [{ write: 0, current }])
      equal(await bench.everything(), now, 'the project')
      await bench.write(updateOf(bench, 1, { revision: current.revision }))
    },
  },
  {
    promise: 'commit: of 99 writes none is done when the last one fails',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const before = await bench.everything()
      const inserts = numbers(1, 98).map((at) => insertClaim(bench, aClaim(bench.projectId, at)))
      await assertRefused(bench, bench.change(...inserts, updateOf(bench, 1, {})), [{ write: 98 }])
      equal(await bench.everything(), before, 'the project')
    },
  },
]

/** Writes that would all be done: of each kind, and with numbers to add. */
function goodWrites(bench: Bench): readonly Write[] {
  return [
    insertClaim(bench, aClaim(bench.projectId, 7)),
    { op: 'update', ref: bench.project, set: { updatedAt: LATER }, add: { sceneCount: 1 }, guard: {} },
    updateOf(bench, 2, { equals: { status: 'pending' } }),
    { op: 'delete', ref: bench.scene(3), guard: {} },
  ]
}

async function assertRefused(bench: Bench, change: Change, conflicts: readonly Conflict[]): Promise<void> {
  const answer = await bench.store.commit(change)
  equal(refused(answer), conflicts, `the conflicts of ${shown(change.writes.map(({ op }) => op))}`)
}
