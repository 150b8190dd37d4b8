import type { EventPage } from '../core/ports/scene-store.js'
import type { Environment } from './environment.js'
import { persistently } from './retry.js'

/** Events in one read. */
const READ_AT_ONCE = 1_000

/**
 * All events of a project by id, oldest first, page by page; each page again while the store does not answer.
 * @throws SceneError `STORE_UNAVAILABLE`; what a signal was aborted with.
 */
export async function* eventPages(
  environment: Environment,
  projectId: string,
  signal?: AbortSignal,
): AsyncGenerator<EventPage, undefined> {
  let after: string | undefined
  do {
    signal?.throwIfAborted()
    const options = { limit: READ_AT_ONCE, signal, ...(after !== undefined && { after }) }
    const read = () => environment.store.readEvents(projectId, options)
    const page: EventPage = await persistently(environment, read, signal)
    yield page
    after = page.cursor
  } while (after !== undefined)
  return undefined
}
