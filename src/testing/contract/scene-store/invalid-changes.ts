import type { Change, Write } from '../../../core/model/change.js'
import { equal, rejectsWith } from '../expectations.js'
import type { Bench } from './bench.js'
import { accepted, newCommandId, openBench } from './bench.js'
import { aClaim, anEvent, aProject, aScene, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, numbers, seeded } from './seed.js'

const INVALID: readonly (readonly [what: string, change: (bench: Bench) => Change])[] = [
  ['a change that writes nothing', (bench) => bench.change()],
  [
    'a change with two writes of one record',
    (bench) => bench.change(insertOf(bench, 9), { op: 'check-absent', ref: bench.scene(9) }),
  ],
  ['a change with more than 100 actions, its event included', (bench) => bench.change(...claims(bench, 100))],
  [
    'a change with more than 100 writes and no event',
    (bench) => ({ id: `${newCommandId()}.1`, projectId: bench.projectId, writes: claims(bench, 101) }),
  ],
  [
    'a change that writes into another project',
    (bench) => {
      const other = openBench(bench.store)
      return bench.change(insertOf(bench, 9), insertOf(other, 9))
    },
  ],
  [
    'a change that asks for an event of another project',
    (bench) => {
      const check: Write = { op: 'check-no-event', projectId: crypto.randomUUID(), commitId: 'command-1.1' }
      return bench.change(insertOf(bench, 9), check)
    },
  ],
  [
    'a change whose event has another id',
    (bench) => ({
      ...bench.change(insertOf(bench, 9)),
      event: anEvent(bench.projectId, `${newCommandId()}.1`),
    }),
  ],
  [
    'a change whose event is about another project',
    (bench) => {
      const change = bench.change(insertOf(bench, 9))
      return { ...change, event: anEvent(crypto.randomUUID(), change.id) }
    },
  ],
  [
    'a change that could take effect twice, as it is guarded by nothing that it changes',
    (bench) =>
      bench.change({
        op: 'update',
        ref: bench.project,
        set: { updatedAt: LATER },
        add: { sceneCount: 1 },
        guard: { equals: { status: 'processing' } },
      }),
  ],
  [
    'a change without an event that is guarded by a revision alone, which it leaves',
    (bench) => {
      const { projectId } = bench
      const guard = { revision: 'no revision' }
      const write: Write = { op: 'update', ref: bench.project, set: { sceneCount: 9 }, guard }
      return { id: `${newCommandId()}.1`, projectId, writes: [write] }
    },
  ],
]

/** Changes that no store may execute, and those that are only just allowed. */
export const invalidChanges: readonly SceneStoreCase[] = [
  ...INVALID.map(([what, changeOf]): SceneStoreCase => ({
    promise: `commit: ${what} is INVALID_CHANGE, and nothing is written`,
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { sceneCount: 1 } })
      const before = await bench.everything()
      const change = changeOf(bench)
      const { details } = await rejectsWith(store.commit(change), 'INVALID_CHANGE')
      equal(details.changeId, change.id, 'the change that the error names')
      equal(await bench.everything(), before, 'the project')
    },
  })),
  {
    promise: 'commit: 100 actions are done together, be it 99 writes and an event or 100 writes without one',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const project: Write = { op: 'insert', ref: bench.project, value: aProject(projectId) }
      await bench.write(project, ...claims(bench, 98))
      equal((await bench.load()).claims.size, 98, 'the number of claims')
      const set = { expiry: LATER }
      const guard = { equals: { expiry: aClaim(projectId, 1).expiry } }
      const beats = numbers(1, 98).map((at): Write => ({ op: 'update', ref: bench.claim(at), set, guard }))
      const more = [
        insertClaim(bench, aClaim(projectId, 99, set)),
        insertClaim(bench, aClaim(projectId, 100, set)),
      ]
      accepted(await store.commit({ id: `${newCommandId()}.1`, projectId, writes: [...beats, ...more] }))
      const expiries = [...(await bench.load()).claims.values()].map(({ value }) => value.expiry)
      equal(
        expiries,
        numbers(1, 100).map(() => LATER),
        'the expiries',
      )
    },
  },
]

function insertOf(bench: Bench, sequence: number): Write {
  return insertScene(bench, aScene(bench.projectId, sequence))
}

function claims(bench: Bench, count: number): readonly Write[] {
  return numbers(1, count).map((at) => insertClaim(bench, aClaim(bench.projectId, at)))
}
