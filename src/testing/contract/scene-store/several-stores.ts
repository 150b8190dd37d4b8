import type { SceneStore } from '../../../core/ports/scene-store.js'
import { offered } from '../case-of.js'
import { equal } from '../expectations.js'
import type { SceneStoreSubject } from '../scene-store-subject.js'
import type { Bench } from './bench.js'
import { accepted, newCommandId, openBench, refused } from './bench.js'
import { eventually } from './eventually.js'
import { withProjects } from './listed-projects.js'
import { aClaim, aScene, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, numbers, seeded } from './seed.js'
import { listedOf } from './walk-projects.js'

/** A change that is made through one store, and how the other shows it. */
interface SeenChange {
  readonly what: string
  readonly make: (bench: Bench) => Promise<unknown>
}

const CHANGES: readonly SeenChange[] = [
  { what: 'an insert', make: (bench) => bench.write(insertScene(bench, aScene(bench.projectId, 9))) },
  {
    what: 'an update',
    make: (bench) =>
      bench.write({
        op: 'update',
        ref: bench.scene(1),
        set: { prompt: 'b' },
        guard: { equals: { prompt: 'a' } },
      }),
  },
  {
    what: 'an addition',
    make: (bench) =>
      bench.write(
        { op: 'update', ref: bench.project, set: {}, add: { sceneCount: 1 }, guard: {} },
        bench.marker(),
      ),
  },
  { what: 'a delete', make: (bench) => bench.write({ op: 'delete', ref: bench.scene(2), guard: {} }) },
  {
    what: 'a delete of the project',
    make: (bench) => bench.write({ op: 'delete', ref: bench.project, guard: {} }),
  },
  {
    what: 'a heartbeat',
    make: async (bench) => {
      const { store, projectId } = bench
      const guard = { equals: { expiry: aClaim(projectId, 1).expiry } }
      const writes = [{ op: 'update', ref: bench.claim(1), set: { expiry: LATER }, guard }] as const
      accepted(await store.commit({ id: `${newCommandId()}.1`, projectId, writes }))
    },
  },
]

/** Several stores on the same data, as several processes have them. */
export const severalStores: readonly SceneStoreCase[] = [
  ...CHANGES.map(({ what, make }): SceneStoreCase => ({
    promise: `several stores: ${what} through one is at once seen through another that had read before`,
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const before = await readings(other)
      await make(one)
      const after = await readings(one)
      equal(await readings(other), after, 'what the other store shows')
      equal(JSON.stringify(after) === JSON.stringify(before), false, 'whether nothing has changed')
    },
  })),
  {
    promise:
      'several stores: an event committed through one is at once found, read and checked through another',
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const { projectId } = one
      const change = one.change(one.marker())
      const commandId = change.id.slice(0, -2)
      equal(await other.store.findEvent(projectId, commandId), undefined, 'the event before')
      accepted(await one.store.commit(change))
      equal(await other.store.findEvent(projectId, commandId), change.event, 'the event that was found')
      const { items } = await other.store.readEvents(projectId)
      equal(
        items.filter(({ id }) => id === change.id),
        [change.event],
        'the event that was read',
      )
      const check = { op: 'check-no-event', projectId, commitId: change.id } as const
      equal(refused(await other.commit(check, other.marker())), [{ write: 0 }], 'the conflicts')
    },
  },
  {
    promise:
      'several stores: a conflict shows the record as another store wrote it, and its revision holds in both',
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const { revision } = (await other.loadScene(1)).scene
      const update = (by: string, on: string) =>
        ({ op: 'update', ref: one.scene(1), set: { prompt: by }, guard: { revision: on } }) as const
      const next = await one.write(update('one', revision))
      const current = (await one.loadScene(1)).scene
      equal(refused(await other.commit(update('other', revision))), [{ write: 0, current }], 'the conflicts')
      await other.write(update('other', next))
      equal((await one.loadScene(1)).scene.value.prompt, 'other', 'the prompt')
    },
  },
  {
    promise: 'several stores: a change that one has committed takes no effect when another sends it again',
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const add = { op: 'update', ref: one.project, set: {}, add: { sceneCount: 1 }, guard: {} } as const
      const change = one.change(add, insertScene(one, aScene(one.projectId, 9)))
      await Promise.all([one.store.commit(change), other.store.commit(change), other.store.commit(change)])
      await one.write({ op: 'delete', ref: one.scene(9), guard: {} })
      await other.store.commit(change)
      equal((await one.load()).project.value.sceneCount, 1, 'the number that was added to')
      equal(await one.store.loadScene(one.projectId, 9), undefined, 'the scene that was deleted')
    },
  },
  {
    promise: 'several stores: of 16 commits on one revision through two of them exactly one wins',
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const { revision } = (await one.loadScene(1)).scene
      const answers = await Promise.all(
        numbers(1, 16).map((n) =>
          (n % 2 === 0 ? one : other).commit(
            { op: 'update', ref: one.scene(1), set: { retryCount: n }, guard: { revision } },
            { op: 'update', ref: one.project, set: {}, add: { sceneCount: 1 }, guard: {} },
          ),
        ),
      )
      equal(answers.filter(({ ok }) => ok).length, 1, 'the number of winners')
      equal((await one.load()).project.value.sceneCount, 1, 'the number that was added to')
      const winner = answers.findIndex(({ ok }) => ok) + 1
      equal((await other.loadScene(1)).scene.value.retryCount, winner, 'the number of the winner')
    },
  },
  {
    promise: 'several stores: of 16 inserts of one record through two of them exactly one wins',
    needs: 'several-stores',
    run: async (subject) => {
      const [one, other] = await twoBenches(subject)
      const answers = await Promise.all(
        numbers(1, 16).map((n) => {
          const bench = n % 2 === 0 ? one : other
          return bench.commit(insertClaim(bench, aClaim(bench.projectId, 2, { owner: `worker ${n}` })))
        }),
      )
      equal(answers.filter(({ ok }) => ok).length, 1, 'the number of winners')
    },
  },
  {
    promise:
      'several stores: a project made through one is listed by another, and a cursor of one leads on in another',
    needs: 'several-stores',
    run: (subject) =>
      withProjects(subject.store, 3, async (benches) => {
        const another = await openAnother(subject)
        const own = benches.map(({ projectId }) => projectId)
        await eventually(async () => {
          equal(await listedOf(another, { status: 'queued' }, own), own, 'the projects that the other lists')
        })
        const first = await subject.store.listProjects({ status: 'queued', limit: 1 })
        const cursor = first.cursor === undefined ? {} : { cursor: first.cursor }
        const rest = await listedOf(another, { status: 'queued', ...cursor }, own)
        const shown = first.items.map(({ value }) => value.projectId).filter((id) => own.includes(id))
        equal([...shown, ...rest], own, 'the projects of both pages')
      }),
  },
]

function openAnother({ another }: SceneStoreSubject): SceneStore | Promise<SceneStore> {
  return offered(another, 'several-stores', 'another')()
}

/** The same project through two stores. */
async function twoBenches(subject: SceneStoreSubject): Promise<readonly [Bench, Bench]> {
  const another = await openAnother(subject)
  const one = await seeded(subject.store, { scenes: { 1: { prompt: 'a' }, 2: {} }, claims: { 1: {} } })
  return [one, openBench(another, one.projectId)]
}

/** Everything that a store shows of the project, each way that it can be asked. */
async function readings({ store, projectId }: Bench): Promise<unknown> {
  return {
    plain: await store.loadProject(projectId),
    isolated: await store.loadProject(projectId, { isolated: true }),
    scenes: await Promise.all([1, 2, 9].map((at) => store.loadScene(projectId, at))),
    events: await store.readEvents(projectId),
  }
}
