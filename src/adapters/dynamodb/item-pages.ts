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
