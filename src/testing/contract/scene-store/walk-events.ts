import type { EventPage, ReadEventsOptions, SceneStore } from '../../../core/ports/scene-store.js'
import { holds } from '../expectations.js'

/** Pages after which a reading is taken for one that never ends. */
const MOST_PAGES = 1_000

/** All pages of a reading of events, each of which must keep to its limit. */
export async function walkEvents(
  store: SceneStore,
  projectId: string,
  options: ReadEventsOptions = {},
): Promise<readonly EventPage[]> {
  const pages: EventPage[] = []
  const limit = options.limit ?? 100
  let { after } = options
  do {
    const page = await store.readEvents(projectId, { ...options, ...(after !== undefined && { after }) })
    const size = page.items.length + page.invalid.length
    holds(size <= limit, `a page has ${size} events, and its limit is ${limit}`)
    holds(page.cursor !== after || page.cursor === undefined, `the cursor ${String(after)} leads to itself`)
    pages.push(page)
    after = page.cursor
  } while (after !== undefined && pages.length < MOST_PAGES)
  holds(after === undefined, `the reading has not ended after ${MOST_PAGES} pages`)
  return pages
}
