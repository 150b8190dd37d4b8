import type { Item } from '../../core/items/item.js'

/** Items per page where a caller names no number. */
const DEFAULT_LIMIT = 100

/** The number of items to ask for, to see whether there are more than a page of them. */
export function oneMoreThan(limit = DEFAULT_LIMIT): number {
  return limit + 1
}

/** All items, or the first so many; nothing is read beyond those. */
export async function all(items: AsyncIterable<Item>, most = Infinity): Promise<readonly Item[]> {
  const taken: Item[] = []
  for await (const item of items) {
    taken.push(item)
    if (taken.length >= most) break
  }
  return taken
}

/** The items of a page, and the last of them when more follow. */
export async function pageOf(
  items: AsyncIterable<Item>,
  limit = DEFAULT_LIMIT,
): Promise<{ readonly items: readonly Item[]; readonly last: Item | undefined }> {
  const taken = await all(items, oneMoreThan(limit))
  const page = taken.slice(0, limit)
  return { items: page, last: taken.length > limit ? page.at(-1) : undefined }
}
