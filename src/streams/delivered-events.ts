import type { SceneEvent } from '../core/model/event.js'

/** More are not remembered: those that came first are forgotten. */
const MOST = 10_000

/**
 * Which events a sink has although their batch comes again, as another sink does not have them. It only spares deliveries: after
 * a restart they are repeated.
 */
export class DeliveredEvents {
  readonly #keys = new Set<string>()

  has(event: SceneEvent): boolean {
    return this.#keys.has(keyOf(event))
  }

  remember(events: Iterable<SceneEvent>): void {
    for (const event of events) this.#keys.add(keyOf(event))
    for (const key of this.#keys) {
      if (this.#keys.size <= MOST) return
      this.#keys.delete(key)
    }
  }

  forget(events: Iterable<SceneEvent>): void {
    for (const event of events) this.#keys.delete(keyOf(event))
  }
}

/** An id is one of its project: callers may name commands alike in two of them. */
function keyOf({ projectId, id }: SceneEvent): string {
  return `${projectId} ${id}`
}
