import type { Choice } from './choice.js'
import type { Wait } from './play.js'
import type { SetUp } from './set-up.js'

/** What a process has seen, and what it waits for. */
export interface Past {
  readonly id: number
  readonly waits: readonly Wait[]
}

/**
 * A state: from two that are equal the same follows. What is stored and the time are all that requests can depend on, and
 * what a process will do depends on what it has seen (see `Play.past`).
 */
export interface State {
  /** A number for everything that is stored. */
  readonly content: number
  readonly nowMs: number
  /** How often the time has passed by choice. */
  readonly passed: number
  readonly lateLeft: number
  readonly pasts: readonly Past[]
  /** The requests that got no answer and have not taken effect, each by who sent it and what they had seen by then. */
  readonly leftovers: readonly string[]
}

export function keyOf({ content, nowMs, passed, lateLeft, pasts, leftovers }: State): string {
  return `${content} ${nowMs} ${passed} ${lateLeft} ${pasts.map(({ id }) => id).join()} ${leftovers.join()}`
}

/**
 * What may come next.
 *
 * An answer reaches its sender as its request arrives, or after the time has passed: in between the process would do the
 * same, only its next request would be sent later, and that one can wait. A process that dies needs no choice either: it is
 * one that never goes on, and what it has sent may arrive for all that.
 */
export function choicesIn(
  { nowMs, passed, lateLeft, pasts, leftovers }: State,
  { passesMs }: Pick<SetUp<unknown>, 'passesMs'>,
): readonly Choice[] {
  const choices: Choice[] = []
  const passMs = passesMs[passed]
  pasts.forEach(({ waits }, process) => {
    waits.forEach(({ what, ways, sinceMs, dueMs = 0 }, at) => {
      const goesOn = { kind: 'goes-on', process, at } as const
      const [course] = ways
      if (course === 'arrives') {
        choices.push({ ...goesOn, way: 'arrives' })
        if (passMs !== undefined && what.startsWith('load')) choices.push({ ...goesOn, way: 'arrives-held' })
        if (lateLeft > 0 && ways.includes('late')) choices.push({ ...goesOn, way: 'late' })
      } else if (course === 'answers' && nowMs > sinceMs) choices.push({ ...goesOn, way: 'answers' })
      else if (course === 'wakes' && dueMs <= nowMs) choices.push({ ...goesOn, way: 'wakes' })
      else if (course === 'acts') choices.push({ ...goesOn, way: 'acts' })
    })
  })
  leftovers.forEach((_, at) => choices.push({ kind: 'arrives-late', at }))
  if (passMs !== undefined) choices.push({ kind: 'passes', untilMs: nowMs + passMs })
  else if (choices.length === 0) {
    const due = pasts.flatMap(({ waits }) => waits.flatMap(({ dueMs }) => dueMs ?? []))
    if (due.length > 0) choices.push({ kind: 'passes', untilMs: Math.min(...due) })
  }
  return choices
}
