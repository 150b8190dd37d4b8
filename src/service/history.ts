import type { InvalidEvent, SceneEvent } from '../core/model/event.js'
import type { EventPage } from '../core/ports/scene-store.js'
import type { Environment } from './environment.js'
import { readProject } from './load.js'
import { persistently } from './retry.js'

/** Which events of a project. */
export interface HistoryQuery {
  readonly sequence?: number | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
  readonly newestFirst?: boolean | undefined
}

const LIMIT = 100
/** Events in one read where one scene's are looked for among all. */
const READ_AT_ONCE = 250
/** Events that are looked at for one page. */
const LOOKED_AT = 2_000

/**
 * A page of a project's events, or of those of one scene. A scene's events lie among all others, so its page may end
 * before it is full: when so many were looked at that it is time to answer. While there is a `cursor`, there is more.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export async function readHistory(
  environment: Environment,
  projectId: string,
  { sequence, after, limit = LIMIT, newestFirst = false }: HistoryQuery,
): Promise<EventPage> {
  const items: SceneEvent[] = []
  const invalid: InvalidEvent[] = []
  let from = after
  for (let lookedAt = 0; ;) {
    const options = {
      newestFirst,
      limit: sequence === undefined ? limit - items.length : READ_AT_ONCE,
      ...(from !== undefined && { after: from }),
    }
    const page = await persistently(environment, () => environment.store.readEvents(projectId, options))
    lookedAt += page.items.length + page.invalid.length
    const matching = page.items.filter((event) => sequence === undefined || isAbout(event, sequence))
    const last = matching[limit - items.length - 1]?.id
    // The rest of this read is for the next page, what cannot be read included.
    const isHere = ({ id }: { readonly id: string }) =>
      last === undefined || (newestFirst ? id >= last : id <= last)
    items.push(...matching.filter(isHere))
    invalid.push(...page.invalid.filter(isHere))
    const rest = ![...page.items, ...page.invalid].every(isHere)
    const cursor = rest ? last : page.cursor
    if (cursor === undefined || items.length === limit || lookedAt >= LOOKED_AT) {
      if (lookedAt === 0) await readProject(environment, projectId)
      return { items, invalid, ...(cursor !== undefined && { cursor }) }
    }
    from = cursor
  }
}

function isAbout(event: SceneEvent, sequence: number): boolean {
  return event.sequence === sequence || event.sequences?.includes(sequence) === true
}
