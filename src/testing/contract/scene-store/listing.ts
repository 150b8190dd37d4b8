import { equal, present } from '../expectations.js'
import { eventually } from './eventually.js'
import { idsOf, LISTED, withProjects } from './listed-projects.js'
import { CREATED, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { assertListed, listedOf, walkProjects } from './walk-projects.js'

/** Listings of projects. They may lag behind commits, so every case looks more than once; others' projects may be there. */
export const listing: readonly SceneStoreCase[] = [
  {
    promise: 'listProjects: of one status newest first, each project once, in pages of any size',
    run: ({ store }) =>
      withProjects(store, 7, async (benches) => {
        const own = idsOf(benches)
        for (const limit of [1, 2, 3, 7, 8, 1_000]) {
          await eventually(() => assertListed(store, { status: 'queued', limit }, own, own))
        }
        await eventually(() => assertListed(store, { status: 'queued' }, own, own))
      }),
  },
  {
    promise: 'listProjects: without a status every project once, in pages of any size',
    run: ({ store }) =>
      withProjects(store, 7, async (benches) => {
        const own = idsOf(benches)
        for (const limit of [20, 1_000]) await eventually(() => assertListed(store, { limit }, own, own))
        await eventually(() => assertListed(store, {}, own, own))
      }),
  },
  {
    promise:
      'listProjects: more than 100 projects of one status come in pages of at most 100, and all of them',
    run: ({ store }) =>
      withProjects(store, 107, async (benches) => {
        const own = idsOf(benches)
        await eventually(() => assertListed(store, { status: 'queued' }, own, own))
        await eventually(() => assertListed(store, { status: 'queued', limit: 25 }, own, own))
        await eventually(() => assertListed(store, {}, own, own))
      }),
  },
  {
    promise: 'listProjects: a project is listed as it is loaded, with its revision and last commit',
    run: ({ store }) =>
      withProjects(store, 2, async (benches) => {
        for (const bench of benches) {
          await bench.write({
            op: 'update',
            ref: bench.project,
            set: { conceptPrompt: 'Möwen 🐦', sceneCount: 3, updatedAt: LATER },
            guard: { revision: (await bench.load()).project.revision },
          })
          const { project } = await bench.load()
          for (const options of [{ status: 'queued' }, {}] as const) {
            await eventually(async () => {
              for await (const { items } of walkProjects(store, options)) {
                const listed = items.find(({ value }) => value.projectId === bench.projectId)
                if (listed !== undefined) equal(listed, project, 'the listed project')
                if (listed !== undefined) return
              }
              present(undefined, 'the listed project')
            })
          }
        }
      }),
  },
  {
    promise: 'listProjects: a project is listed where `listedAs` says, not where its status says',
    run: ({ store }) =>
      withProjects(
        store,
        2,
        async (benches) => {
          const own = idsOf(benches)
          await eventually(() => assertListed(store, { status: 'queued' }, own, own))
          await eventually(() => assertListed(store, { status: 'composing' }, own, []))
        },
        { status: 'composing', listedAs: 'queued' },
      ),
  },
  {
    promise: 'listProjects: a project without `listedAs` is listed under no status, and among all projects',
    run: ({ store }) =>
      withProjects(
        store,
        1,
        async (benches) => {
          const own = idsOf(benches)
          await eventually(() => assertListed(store, {}, own, own))
          await eventually(() => assertListed(store, { status: 'queued' }, own, []))
        },
        { status: 'queued' },
      ),
  },
  {
    promise:
      'listProjects: an update of `listedAs` moves a project to the listing of another status, in its place by age',
    run: ({ store }) =>
      withProjects(store, 4, async (benches) => {
        const own = idsOf(benches)
        const [first, second, third, fourth] = benches
        for (const bench of [fourth, second]) {
          const guard = { equals: { status: 'queued' } } as const
          const set = { status: 'composing', listedAs: 'composing', updatedAt: LATER } as const
          await bench?.write({ op: 'update', ref: bench.project, set, guard })
        }
        const idsIn = (...some: readonly (typeof first)[]) => some.flatMap((bench) => bench?.projectId ?? [])
        await eventually(() => assertListed(store, { status: 'queued' }, own, idsIn(first, third)))
        await eventually(() => assertListed(store, { status: 'composing' }, own, idsIn(second, fourth)))
        await eventually(() => assertListed(store, {}, own, own))
      }),
  },
  {
    promise: 'listProjects: projects of one and the same microsecond are all listed, each once',
    run: ({ store }) =>
      withProjects(
        store,
        5,
        async (benches) => {
          const own = [...idsOf(benches)].sort()
          for (const limit of [1, 2, 100]) {
            await eventually(async () => {
              equal(
                [...(await listedOf(store, { status: 'queued', limit }, own))].sort(),
                own,
                'the listed projects',
              )
            })
          }
        },
        { ...LISTED, createdAt: CREATED },
      ),
  },
  {
    promise: 'listProjects: a deleted project is listed no more',
    run: ({ store }) =>
      withProjects(store, 2, async (benches) => {
        const own = idsOf(benches)
        const [gone, ...left] = benches
        await gone?.write({ op: 'delete', ref: gone.project, guard: {} })
        await eventually(() => assertListed(store, { status: 'queued' }, own, idsOf(left)))
        await eventually(() => assertListed(store, {}, own, idsOf(left)))
      }),
  },
]
