import type { EventMark } from './event-marks.js'

/** What a receiver remembers of the events that it has handled, in a database or in memory. */
export interface SeenEvents {
  /** Whether the event of this id has been handled, and the highest number that was handled of its scene or project. */
  look(
    id: string,
    subject: string,
  ): Promise<{ readonly handled: boolean; readonly lastOrder?: number | undefined }>
  /** Remembers an event that has been handled. The highest number of a scene or project never goes down. */
  remember(id: string, marks: readonly EventMark[]): Promise<void>
}

/** Options of {@link createMemorySeenEvents}. */
export interface MemorySeenEventsOptions {
  /** How many events, and how many scenes and projects, are remembered; those that came first are forgotten. Default: 100,000. */
  readonly most?: number
}

/** Remembers as long as the process lives, for tests and for receivers to which a repetition does no harm. */
export function createMemorySeenEvents({ most = 100_000 }: MemorySeenEventsOptions = {}): SeenEvents {
  const handled = new Set<string>()
  const orders = new Map<string, number>()
  return {
    look: (id, subject) => Promise.resolve({ handled: handled.has(id), lastOrder: orders.get(subject) }),
    remember: (id, marks) => {
      handled.delete(id)
      handled.add(id)
      for (const { subject, order } of marks) {
        const last = orders.get(subject) ?? order
        orders.delete(subject)
        orders.set(subject, Math.max(last, order))
      }
      forgetOldest(handled, most)
      forgetOldest(orders, most)
      return Promise.resolve()
    },
  }
}

function forgetOldest(
  remembered: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean },
  most: number,
): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= most) return
    remembered.delete(key)
  }
}
