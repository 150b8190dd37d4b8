import type { SceneEvent, Scenes } from '@badapple/scenes'

/** All events of a project. */
export async function everyEvent(scenes: Scenes, projectId: string): Promise<readonly SceneEvent[]> {
  const events: SceneEvent[] = []
  for (let after: string | undefined; ;) {
    const page = await scenes.history(projectId, { limit: 1_000, ...(after !== undefined && { after }) })
    events.push(...page.items)
    if (page.cursor === undefined) return events
    after = page.cursor
  }
}

/** What is wrong with the histories of scenes that only this library wrote to, each in a sentence. */
export function historyProblems(events: readonly SceneEvent[]): readonly string[] {
  const bySequence = new Map<number, SceneEvent[]>()
  for (const event of events) {
    if (event.sequence === undefined) continue
    bySequence.set(event.sequence, [...(bySequence.get(event.sequence) ?? []), event])
  }
  return [...bySequence].flatMap(([sequence, own]) => {
    const inOrder = own.toSorted((a, b) => a.order - b.order)
    const steps = inOrder.slice(1).map((event, at) => ({ before: inOrder[at], event }))
    const made = own.filter(({ type }) => type === 'scene-completed' || type === 'clip-adopted')
    return [
      ...steps.flatMap(({ before, event }) => [
        ...(before?.order === event.order
          ? [`scene ${sequence}: two events have the order ${event.order}`]
          : []),
        ...((before?.attempt ?? 0) <= (event.attempt ?? Infinity)
          ? []
          : [`scene ${sequence}: attempt ${event.attempt} after attempt ${before?.attempt}`]),
      ]),
      ...(made.length === 1 ? [] : [`scene ${sequence} got its video ${made.length} times`]),
    ]
  })
}
