import type { ListProjectsOptions, SceneStore } from '../../../core/ports/scene-store.js'
import { equal, fails, holds, sameEntries } from '../expectations.js'
import type { Bench } from './bench.js'
import { eventually } from './eventually.js'
import { idsOf, withProjects } from './listed-projects.js'
import { LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { assertListed, listedOf, walkProjects } from './walk-projects.js'

const QUEUED = { status: 'queued' } as const

/** Listings shared among several readers, and those that go on later. */
export const listingInParts: readonly SceneStoreCase[] = [
  ...([QUEUED, {}] as const).map((options): SceneStoreCase => ({
    promise: `listProjects: the segments of ${nameOf(options)} have every project, and each in one of them alone`,
    run: ({ store }) =>
      withProjects(store, 30, async (benches) => {
        const own = idsOf(benches)
        const limit = 'status' in options ? 4 : 100
        for (const of of [1, 3, 7]) {
          await eventually(async () => {
            const shares: string[] = []
            for (let index = 0; index < of; index++) {
              shares.push(...(await listedOf(store, { ...options, limit, segment: { index, of } }, own)))
            }
            sameEntries(shares, own, `the projects of ${of} segments`)
          })
        }
      }),
  })),
  {
    promise: 'listProjects: a project stays in its segment when it changes',
    run: ({ store }) =>
      withProjects(store, 8, async (benches) => {
        const own = idsOf(benches)
        await eventually(() => assertListed(store, QUEUED, own, own))
        const segment = { index: 0, of: 2 }
        const before = await listedOf(store, { ...QUEUED, segment }, own)
        for (const bench of benches) await moveTo(bench, 'composing')
        await eventually(() => assertListed(store, { status: 'composing' }, own, own))
        equal(await listedOf(store, { status: 'composing', segment }, own), before, 'the first segment')
      }),
  },
  {
    promise:
      'listProjects: a cursor stays good when the last project of its page has moved to another status',
    run: ({ store }) =>
      withProjects(store, 10, (benches) => {
        return assertGoesOn(store, QUEUED, benches, (bench) => moveTo(bench, 'composing'))
      }),
  },
  ...([QUEUED, {}] as const).map((options): SceneStoreCase => ({
    promise: `listProjects: a cursor of ${nameOf(options)} stays good when the last project of its page is deleted`,
    run: ({ store }) =>
      withProjects(store, 10, (benches) => {
        return assertGoesOn(store, options, benches, async (bench) => {
          await bench.write({ op: 'delete', ref: bench.project, guard: {} })
        })
      }),
  })),
]

function nameOf(options: ListProjectsOptions): string {
  return options.status === undefined ? 'all projects' : 'one status'
}

async function moveTo(bench: Bench, status: 'composing'): Promise<void> {
  const set = { status, listedAs: status, updatedAt: LATER }
  await bench.write({ op: 'update', ref: bench.project, set, guard: { equals: { listedAs: 'queued' } } })
}

/** After a page that ends with an own project, that project leaves; the cursor leads on to all that were behind it. */
async function assertGoesOn(
  store: SceneStore,
  options: ListProjectsOptions,
  benches: readonly Bench[],
  leave: (bench: Bench) => Promise<void>,
): Promise<void> {
  const own = idsOf(benches)
  await eventually(() => assertListed(store, options, own, own))
  const { last, cursor, seen } = await pageEndingWithOneOf(store, options, benches)
  await leave(last)
  const rest = await listedOf(store, { ...options, cursor }, own)
  sameEntries([...seen, ...rest.filter((id) => id !== last.projectId)], own, 'what the listing showed')
}

/** The first page that ends with an own project and is not the last; with others' projects there it takes small pages. */
async function pageEndingWithOneOf(
  store: SceneStore,
  options: ListProjectsOptions,
  benches: readonly Bench[],
) {
  const own = idsOf(benches)
  for (const limit of [25, 4, 1]) {
    const seen: string[] = []
    for await (const { items, cursor } of walkProjects(store, { ...options, limit })) {
      seen.push(...items.map(({ value }) => value.projectId).filter((id) => own.includes(id)))
      const last = benches.find(({ projectId }) => projectId === items.at(-1)?.value.projectId)
      if (last === undefined || seen.length === own.length) continue
      holds(cursor !== undefined, 'a page has no cursor although there is more')
      return { last, cursor, seen }
    }
  }
  fails('no page of one project ended with one of the projects')
}
