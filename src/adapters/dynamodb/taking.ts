import type { Item } from '../../core/items/item.js'
import { PAGE_LIMIT } from '../../core/items/read-pages.js'

/** The number of items to ask for, to see whether there are more than a page of them. */
export function oneMoreThan(limit = PAGE_LIMIT): number {
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
