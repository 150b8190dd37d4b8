import type { ReadEventsOptions } from '../../../core/ports/scene-store.js'
import { equal, holds, shown } from '../expectations.js'
import type { Bench } from './bench.js'
import { accepted, openBench } from './bench.js'
import { anEvent } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { eachOf, numbers } from './seed.js'
import { walkEvents } from './walk-events.js'

/** Ends of ids, in the order of their bytes. */
const ENDS = [
  '-.1',
  '.1',
  '.10',
  '.2',
  '0.1',
  '10.1',
  '2.1',
  'B.1',
  'Z.1',
  '_.1',
  'a.1',
  'z.1',
  'z.9',
  'zz.1',
]

/** Events in their order, in pages. */
export const eventPages: readonly SceneStoreCase[] = [
  {
    promise:
      'readEvents: events come in the order of their ids as bytes, whatever the order of their commits',
    run: async ({ store }) => {
      const bench = openBench(store)
      const ids = await commitAll(bench, ENDS)
      equal(await idsRead(bench, {}), ids, 'the ids, oldest first')
      equal(await idsRead(bench, { newestFirst: true }), [...ids].reverse(), 'the ids, newest first')
    },
  },
  {
    promise: 'readEvents: pages of any size neither lose nor repeat nor reorder an event, in both directions',
    run: async ({ store }) => {
      const bench = openBench(store)
      const ids = await commitAll(bench, ENDS)
      for (const limit of [1, 2, 3, ids.length - 1, ids.length, ids.length + 1]) {
        equal(await idsRead(bench, { limit }), ids, `the ids in pages of ${limit}`)
        const newest = await idsRead(bench, { limit, newestFirst: true })
        equal(newest, [...ids].reverse(), `the ids in pages of ${limit}, newest first`)
      }
    },
  },
  {
    promise:
      'readEvents: `after` is where the reading begins, itself left out, whether there is such a commit or not',
    run: async ({ store }) => {
      const bench = openBench(store)
      const ids = await commitAll(bench, ENDS)
      for (const [at, id] of ids.entries()) {
        for (const after of [id, `${id}-`]) {
          equal(await idsRead(bench, { after, limit: 5 }), ids.slice(at + 1), `the ids after ${after}`)
        }
        const before = [...ids.slice(0, at)].reverse()
        equal(
          await idsRead(bench, { after: id, limit: 5, newestFirst: true }),
          before,
          `the ids before ${id}`,
        )
        const between = await idsRead(bench, { after: `${id}-`, limit: 5, newestFirst: true })
        equal(between, [id, ...before], `the ids before ${id}-`)
      }
    },
  },
  {
    promise:
      'readEvents: a cursor stays good when more events are committed, and leads on to those behind it',
    run: async ({ store }) => {
      const bench = openBench(store)
      const [early, late] = [ENDS.filter((_, at) => at % 2 === 0), ENDS.filter((_, at) => at % 2 === 1)]
      await commitAll(bench, early)
      const first = await store.readEvents(bench.projectId, { limit: 3 })
      holds(first.cursor !== undefined, 'a page of 3 of more events has no cursor')
      const lastSeen = first.items.at(-1)?.id ?? ''
      const all = [...(await idsRead(bench, {})), ...(await commitAll(bench, late))].sort()
      const rest = await idsRead(bench, { after: first.cursor })
      equal(
        rest,
        all.filter((id) => id > lastSeen),
        'the ids after the first page',
      )
    },
  },
  {
    promise: 'readEvents: more than 100 events come in more than one page, and all of them',
    run: async ({ store }) => {
      const bench = openBench(store)
      const ids = await commitAll(
        bench,
        numbers(1, 107).map((n) => `${String(n).padStart(3, '0')}.1`),
      )
      const pages = await walkEvents(store, bench.projectId)
      holds(pages.length > 1, `${shown(ids.length)} events came in one page`)
      equal(
        pages.flatMap(({ items }) => items.map(({ id }) => id)),
        ids,
        'the ids',
      )
      equal(await idsRead(bench, { newestFirst: true }), [...ids].reverse(), 'the ids, newest first')
      equal(await idsRead(bench, { limit: 1000 }), ids, 'the ids in pages of 1,000')
    },
  },
]

/** Commits events whose ids have these ends, in no order; the ids, in the order of the ends. */
async function commitAll(bench: Bench, ends: readonly string[]): Promise<readonly string[]> {
  const { store, projectId } = bench
  const ids = ends.map((end) => `${projectId}${end}`)
  const shuffled = ids.map((_, at) => ids[(at * 5 + 3) % ids.length] ?? '')
  await eachOf(shuffled, async (id) => {
    accepted(await store.commit({ id, projectId, writes: [bench.marker()], event: anEvent(projectId, id) }))
  })
  return ids
}

async function idsRead({ store, projectId }: Bench, options: ReadEventsOptions): Promise<readonly string[]> {
  const pages = await walkEvents(store, projectId, options)
  return pages.flatMap(({ items }) => items.map(({ id }) => id))
}
