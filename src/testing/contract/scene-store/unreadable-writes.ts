import type { Guard, RecordRef, Write } from '../../../core/model/change.js'
import type { Scene } from '../../../core/model/scene.js'
import { equal } from '../expectations.js'
import type { SceneStoreSubject } from '../scene-store-subject.js'
import type { Bench } from './bench.js'
import { refused } from './bench.js'
import { equalItems, spoil, tableOf, UNKNOWN_STATUS } from './production-table.js'
import { aClaim, aScene, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, seeded } from './seed.js'

/** Commits on records that cannot be read. */
export const unreadableWrites: readonly SceneStoreCase[] = [
  ...(
    [
      ['guarded by the revision that the record had', (revision) => ({ revision })],
      ['guarded by no more than its existence', () => ({})],
      ['guarded by facts that hold', () => ({ equals: { prompt: 'a lighthouse' } })],
    ] satisfies readonly (readonly [string, (revision: string) => Guard<Scene>])[]
  ).map(([what, guardOf]): SceneStoreCase => ({
    promise: `unreadable records: writes ${what} are conflicts without \`current\`, and never touch it`,
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} } })
      const guard = guardOf((await bench.loadScene(1)).scene.revision)
      const ref = bench.scene(1)
      await assertUntouched(subject, bench, ref, [
        { op: 'update', ref, set: { status: 'failed', updatedAt: LATER }, guard },
        { op: 'delete', ref, guard },
        { op: 'check', ref, guard },
      ])
    },
  })),
  {
    promise:
      'unreadable records: an insert in its place is a conflict without `current`, and so is a check of absence',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} }, claims: { 1: {} } })
      const { projectId } = bench
      const ref = bench.scene(1)
      await assertUntouched(subject, bench, ref, [
        insertScene(bench, aScene(projectId, 1)),
        { op: 'check-absent', ref },
      ])
      await spoil(subject, bench.claim(1), { expiry: { S: 'soon' } })
      equal(
        refused(await bench.commit(insertClaim(bench, aClaim(projectId, 1)))),
        [{ write: 0 }],
        'the conflicts',
      )
    },
  },
]

/** Each of the writes is a conflict without `current`, and leaves a scene that nobody can read as it is. */
async function assertUntouched(
  subject: SceneStoreSubject,
  bench: Bench,
  ref: RecordRef,
  writes: readonly Write[],
): Promise<void> {
  await spoil(subject, ref, UNKNOWN_STATUS)
  const table = tableOf(subject)
  const before = await table.itemOf(ref)
  for (const write of writes) {
    const answer = await bench.commit(bench.marker(), write)
    equal(refused(answer), [{ write: 1 }], `the conflicts of the ${write.op}`)
    equalItems(await table.itemOf(ref), before, `the record after the ${write.op}`)
  }
}
