import type { Cursor, ListProjectsOptions, ProjectPage, SceneStore } from '../../../core/ports/scene-store.js'
import { equal, holds } from '../expectations.js'

/** Pages after which a listing is taken for one that never ends. */
const MOST_PAGES = 100_000

/** The pages of a listing, each of which must keep to its limit. There may be projects of others on them. */
export async function* walkProjects(
  store: SceneStore,
  options: ListProjectsOptions,
): AsyncGenerator<ProjectPage, void> {
  const limit = options.limit ?? 100
  const seen = new Set<Cursor>()
  let { cursor } = options
  do {
    const page = await store.listProjects({ ...options, ...(cursor !== undefined && { cursor }) })
    const size = page.items.length + page.invalid.length
    holds(size <= limit, `a page has ${size} projects, and its limit is ${limit}`)
    yield page
    cursor = page.cursor
    if (cursor === undefined) return
    holds(!seen.has(cursor), `the cursor ${cursor} came a second time`)
    seen.add(cursor)
  } while (seen.size < MOST_PAGES)
  holds(false, `the listing has not ended after ${MOST_PAGES} pages`)
}

/** Those of the given projects that a listing shows, in its order and as often as it shows them. */
export async function listedOf(
  store: SceneStore,
  options: ListProjectsOptions,
  own: readonly string[],
): Promise<readonly string[]> {
  const isOwn = new Set(own)
  const listed: string[] = []
  for await (const { items } of walkProjects(store, options)) {
    listed.push(...items.map(({ value }) => value.projectId).filter((id) => isOwn.has(id)))
  }
  return listed
}

/** A listing shows exactly these of the given projects, each once; newest first where they are given so. */
export async function assertListed(
  store: SceneStore,
  options: ListProjectsOptions,
  own: readonly string[],
  expected: readonly string[],
): Promise<void> {
  const listed = await listedOf(store, options, own)
  const { status, limit } = options
  const what = `the listing of ${status ?? 'all projects'} in pages of ${limit ?? 100}`
  if (status === undefined) equal([...listed].sort(), [...expected].sort(), what)
  else equal(listed, expected, what)
}
