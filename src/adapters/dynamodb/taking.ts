import type { Item } from '../../core/items/item.js'
import { PAGE_LIMIT } from '../../core/items/read-pages.js'

/** The number of items to ask for, to see whether there are more than a page of them. */
export function oneMoreThan(limit = PAGE_LIMIT): number {
  return limit + 1
}

/** The items of all pages, or the first so many; no page is read beyond those. */
export async function all(pages: AsyncIterable<readonly Item[]>, most = Infinity): Promise<readonly Item[]> {
  const taken: Item[] = []
  for await (const items of pages) {
    for (const item of items) taken.push(item)
    if (taken.length >= most) return taken.slice(0, most)
  }
  return taken
}
