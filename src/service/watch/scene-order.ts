import type { SceneEvent } from '../../core/model/event.js'

/** Events in the order of their numbers, which is the order of the commits of each scene and of the project itself. */
export function inOrder(events: Iterable<SceneEvent>): readonly SceneEvent[] {
  return [...events].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
}

/** The events, and those among the candidates that must not come after them. */
export function withPredecessors(
  events: readonly SceneEvent[],
  candidates: readonly SceneEvent[],
): readonly SceneEvent[] {
  const last = new Map<string, number>()
  const note = (event: SceneEvent) => {
    for (const record of numberedBy(event)) last.set(record, Math.max(last.get(record) ?? 0, event.order))
  }
  events.forEach(note)
  // The highest numbers first: a predecessor may itself have one.
  const found = inOrder(candidates).toReversed().filter((event) => {
    const precedes = numberedBy(event).some((record) => event.order < (last.get(record) ?? 0))
    if (precedes) note(event)
    return precedes
  })
  return [...events, ...found]
}

/** The records whose numbers an event goes by: scenes begin with the event that adds them. */
function numberedBy({ type, sequence, sequences = [] }: SceneEvent): readonly string[] {
  if (sequence !== undefined) return [`scene ${sequence}`]
  return ['project', ...(type === 'scenes-added' ? sequences.map((added) => `scene ${added}`) : [])]
}
