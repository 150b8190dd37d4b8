import type { Item } from '../../core/items/item.js'
import { PAGE_LIMIT } from '../../core/items/read-pages.js'
import type { RequestOptions } from '../../core/ports/scene-store.js'
import type { Sender } from './sender.js'

/** A page of a query or a scan, in the form of either client. */
interface NativePage<Native, Key> {
  readonly Items?: readonly Native[] | undefined
  readonly LastEvaluatedKey?: Key | undefined
}

/**
 * The items of a query or a scan, page by page.
 * @param send - Sends the request for one page.
 */
export async function* itemPages<Native, Key, Input extends { ExclusiveStartKey?: Key | undefined }>(
  sender: Sender,
  input: Input,
  { signal }: RequestOptions,
  send: (page: Input, options: { readonly abortSignal: AbortSignal }) => Promise<NativePage<Native, Key>>,
): AsyncGenerator<readonly Native[]> {
  let page = input
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await sender.send((options) => send(page, options), signal)
    yield Items
    if (LastEvaluatedKey === undefined) return
    page = { ...input, ExclusiveStartKey: LastEvaluatedKey }
  }
}

/** The items of all pages, or the first so many; no page is read beyond those. */
export async function itemsOf(
  pages: AsyncIterable<readonly Item[]>,
  most = Infinity,
): Promise<readonly Item[]> {
  const taken: Item[] = []
  for await (const items of pages) {
    for (const item of items) taken.push(item)
    if (taken.length >= most) return taken.slice(0, most)
  }
  return taken
}

/** The number of items to ask for, to see whether there are more than a page of them. */
export function oneMoreThan(limit = PAGE_LIMIT): number {
  return limit + 1
}
