import type { SceneEvent } from '../../core/model/event.js'

/**
 * Events by their id, which is about when their commands began; but those of one scene, and those of the project itself, in the
 * order of their numbers, which is that of their commits.
 */
export function inOrder(events: Iterable<SceneEvent>): readonly SceneEvent[] {
  const byId = [...events].sort((a, b) => (a.id < b.id ? -1 : 1))
  const waiting = new Map<string, SceneEvent[]>()
  for (const event of byId.toSorted((a, b) => a.order - b.order)) {
    for (const record of numberedBy(event)) {
      const queue = waiting.get(record) ?? []
      queue.push(event)
      waiting.set(record, queue)
    }
  }
  const given = new Set<SceneEvent>()
  const give = (event: SceneEvent): void => {
    if (given.has(event)) return
    for (const record of numberedBy(event)) {
      const queue = waiting.get(record) ?? []
      for (let first = queue[0]; first !== undefined && first.order < event.order; first = queue[0]) {
        queue.shift()
        give(first)
      }
    }
    given.add(event)
  }
  byId.forEach(give)
  return [...given]
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
  // The highest numbers first: a predecessor may have one of its own.
  const found = candidates
    .toSorted((a, b) => b.order - a.order)
    .filter((event) => {
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
