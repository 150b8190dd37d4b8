import type { CommitAnswer, Write } from '../../../core/model/change.js'
import { equal, present, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import { refused } from './bench.js'
import { aClaim, aScene } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, numbers, seeded } from './seed.js'

const WRITERS = numbers(1, 16)

/** Commits at the same moment. */
export const concurrency: readonly SceneStoreCase[] = [
  {
    promise:
      'commit: of 16 commits on one revision exactly one wins, and the others see the record as it left it',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const { revision } = (await bench.loadScene(1)).scene
      const answers = await atOnce((n) =>
        bench.commit({
          op: 'update',
          ref: bench.scene(1),
          set: { prompt: `writer ${n}` },
          guard: { revision },
        }),
      )
      const winner = theOneThatWon(answers)
      const { scene } = await bench.loadScene(1)
      equal(scene.value, aScene(bench.projectId, 1, { prompt: `writer ${winner}` }), 'the scene')
      for (const [at, answer] of answers.entries()) {
        if (at + 1 === winner)
          equal(answer, { ok: true, revision: scene.revision }, 'the answer of the winner')
        else equal(refused(answer), [{ write: 0, current: scene }], `the conflicts of writer ${at + 1}`)
      }
    },
  },
  {
    promise: 'commit: of 16 inserts of one record exactly one wins',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const claimOf = (n: number) => aClaim(bench.projectId, 1, { owner: `worker ${n}` })
      const answers = await atOnce((n) => bench.commit(insertClaim(bench, claimOf(n))))
      const winner = theOneThatWon(answers)
      equal((await bench.loadScene(1)).claim?.value, claimOf(winner), 'the claim')
    },
  },
  {
    promise: 'commit: of 16 updates on one fact that they all change exactly one wins',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const guard = { equals: { status: 'pending' } } as const
      const set = (n: number) => ({ status: 'processing', retryCount: n }) as const
      const answers = await atOnce((n) =>
        bench.commit({ op: 'update', ref: bench.scene(1), set: set(n), guard }),
      )
      const winner = theOneThatWon(answers)
      equal((await bench.loadScene(1)).scene.value, aScene(bench.projectId, 1, set(winner)), 'the scene')
    },
  },
  {
    promise: 'commit: of an update and a delete on one revision exactly one wins',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const guard = { revision: (await bench.loadScene(1)).scene.revision }
      const [update, removal] = await Promise.all([
        bench.commit({ op: 'update', ref: bench.scene(1), set: { retryCount: 1 }, guard }),
        bench.commit({ op: 'delete', ref: bench.scene(1), guard }),
      ])
      equal([update, removal].filter(({ ok }) => ok).length, 1, 'the number of winners')
      const left = await store.loadScene(bench.projectId, 1)
      equal(left?.scene.value.retryCount, update.ok ? 1 : undefined, 'what is left')
    },
  },
  {
    promise: 'commit: 16 commits at once on different records of a project all succeed',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: Object.fromEntries(WRITERS.map((n) => [n, {}])) })
      const guard = { revision: (await bench.load()).project.revision }
      const answers = await atOnce((n) =>
        bench.commit({ op: 'update', ref: bench.scene(n), set: { retryCount: n }, guard }),
      )
      assertAllSucceeded(answers)
      const { scenes } = await bench.load()
      equal(
        scenes.map(({ value }) => value.retryCount),
        WRITERS,
        'the scenes',
      )
    },
  },
  {
    promise: 'commit: numbers that 16 commits add to one record at once are all counted',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { completedScenes: 100 } })
      const add = (n: number): Write => ({
        op: 'update',
        ref: bench.project,
        set: {},
        add: { sceneCount: 1, completedScenes: n, failedScenes: -1 },
        guard: {},
      })
      const newScene = (n: number) => insertScene(bench, aScene(bench.projectId, n))
      assertAllSucceeded(await atOnce((n) => bench.commit(add(n), newScene(n))))
      const { project, scenes } = await bench.load()
      const { sceneCount, completedScenes, failedScenes } = project.value
      equal(
        { sceneCount, completedScenes, failedScenes },
        { sceneCount: 16, completedScenes: 236, failedScenes: -16 },
      )
      equal(scenes.length, 16, 'the number of scenes')
    },
  },
  {
    promise: 'commit: a bound on a number that is added to is never overstepped by commits at once',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { completedScenes: 0 } })
      const answers = await atOnce((n) =>
        bench.commit(insertScene(bench, aScene(bench.projectId, n)), {
          op: 'update',
          ref: bench.project,
          set: {},
          add: { completedScenes: 1 },
          guard: { atMost: { completedScenes: 4 } },
        }),
      )
      equal(answers.filter(({ ok }) => ok).length, 5, 'the number of winners')
      const { project, scenes } = await bench.load()
      equal(project.value.completedScenes, 5, 'the number')
      equal(scenes.length, 5, 'the number of scenes')
    },
  },
  {
    promise: 'commit: of two commits that each check what the other writes at most one wins',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {}, 2: {} } })
      const answers = await Promise.all([crossing(bench, 1, 2), crossing(bench, 2, 1)])
      const failed = (await bench.load()).scenes.filter(({ value }) => value.status === 'failed')
      equal(answers.filter(({ ok }) => ok).length, failed.length, 'the number of winners')
      if (failed.length > 1) equal(failed.length, 1, 'the number of scenes that were written')
    },
  },
]

function crossing(bench: Bench, written: number, checked: number): Promise<CommitAnswer> {
  const guard = { equals: { status: 'pending' } } as const
  return bench.commit(
    { op: 'update', ref: bench.scene(written), set: { status: 'failed' }, guard },
    { op: 'check', ref: bench.scene(checked), guard },
  )
}

function atOnce(commit: (writer: number) => Promise<CommitAnswer>): Promise<readonly CommitAnswer[]> {
  return Promise.all(WRITERS.map(commit))
}

/** The number of the writer whose commit was accepted. */
function theOneThatWon(answers: readonly CommitAnswer[]): number {
  const winners = WRITERS.filter((_, at) => answers[at]?.ok)
  equal(winners.length, 1, 'the number of winners')
  return present(winners[0], 'the winner')
}

function assertAllSucceeded(answers: readonly CommitAnswer[]): void {
  const conflicts = answers.flatMap((answer) => (answer.ok ? [] : answer.conflicts))
  equal(conflicts.length, 0, `the number of conflicts: ${shown(conflicts)}`)
}
