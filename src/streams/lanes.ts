import type { SceneEvent } from '../core/model/event.js'

/** An event of a batch. */
export interface BatchEvent {
  /** Which record of the batch it is. */
  readonly at: number
  readonly event: SceneEvent
}

/** Events that are delivered one after the other. */
export type Lane = readonly BatchEvent[]

/**
 * The events of each project, in the order in which they are to be delivered: that of the stream, in which those of one scene
 * stand by their `order`. A stream has events as they were stored, and that may differ by a moment from how they were committed.
 */
export function lanesOf(events: readonly BatchEvent[]): readonly Lane[] {
  return groups(events, ({ event }) => event.projectId).map(inOrder)
}

/** Each scene keeps its places in the lane; which event stands where goes by `order`. */
function inOrder(lane: Lane): Lane {
  const placed = new Map<number, BatchEvent>()
  for (const own of groups(lane, ({ event }) => event.sequence)) {
    const places = own.map(({ at }) => at)
    own.sort((a, b) => a.event.order - b.event.order)
    own.forEach((one, index) => placed.set(places[index] ?? one.at, one))
  }
  return lane.flatMap(({ at }) => placed.get(at) ?? [])
}

function groups(events: Lane, keyOf: (event: BatchEvent) => unknown): readonly BatchEvent[][] {
  const found = new Map<unknown, BatchEvent[]>()
  for (const event of events) {
    const key = keyOf(event)
    const group = found.get(key)
    if (group === undefined) found.set(key, [event])
    else group.push(event)
  }
  return [...found.values()]
}
