import type { SceneEvent } from '../core/model/event.js'
import type { ObjectKey } from '../core/model/object-key.js'
import { hadOriginal } from '../core/rules/clip-history.js'
import type { Environment } from './environment.js'
import { eventPages } from './event-pages.js'
import type { SceneRef } from './scene-ref.js'

/**
 * The events of a scene that tell of a key as its original clip, oldest first, out of the project's whole history.
 * @throws SceneError `STORE_UNAVAILABLE`
 */
export async function findInHistory(
  environment: Environment,
  { projectId, sequence }: SceneRef,
  key: ObjectKey,
): Promise<readonly SceneEvent[]> {
  const found: SceneEvent[] = []
  for await (const { items } of eventPages(environment, projectId)) {
    found.push(...items.filter((event) => event.sequence === sequence && hadOriginal(event, key)))
  }
  return found
}
