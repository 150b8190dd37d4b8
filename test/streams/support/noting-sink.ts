import type { SceneEvent } from '@badapple/scenes'
import type { EventSink } from '@badapple/scenes/streams'

/** A sink that notes what it is given. */
export interface NotingSink extends EventSink {
  /** Every event that it was asked to take, failures included. */
  readonly asked: SceneEvent[]
  /** Those that it took. */
  readonly taken: SceneEvent[]
}

/** A sink that takes an event when `take` resolves. */
export function notingSink(
  name: string,
  take: (event: SceneEvent, signal: AbortSignal) => Promise<void> | void = () => undefined,
): NotingSink {
  const asked: SceneEvent[] = []
  const taken: SceneEvent[] = []
  return {
    name,
    asked,
    taken,
    deliver: async (event, { signal }) => {
      asked.push(event)
      await take(event, signal)
      taken.push(event)
    },
  }
}

/** The ids of events. */
export function idsOf(events: readonly SceneEvent[]): readonly string[] {
  return events.map(({ id }) => id)
}
