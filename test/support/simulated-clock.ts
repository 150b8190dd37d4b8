import type { Clock } from '@badapple/scenes'

interface Timer {
  readonly due: number
  readonly wake: () => void
}

/** The instant at which simulated clocks begin. */
export const START_MS = Date.parse('2025-11-24T12:00:00.000Z')

/**
 * A clock whose time passes only while everybody sleeps: as soon as nothing else can run, it jumps to the moment at
 * which the next sleeper wakes.
 */
export class SimulatedClock implements Clock {
  #now: number
  #timers: Timer[] = []
  #pumping = false

  constructor(startMs = START_MS) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  /** Moves the present without waking anybody. */
  advance(ms: number): void {
    this.#now += ms
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve()
    return new Promise((resolve) => {
      const timer: Timer = {
        due: this.#now + ms,
        wake: () => {
          this.#timers = this.#timers.filter((other) => other !== timer)
          signal?.removeEventListener('abort', timer.wake)
          resolve()
        },
      }
      signal?.addEventListener('abort', timer.wake)
      this.#timers.push(timer)
      this.#pump()
    })
  }

  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    setImmediate(() => {
      this.#pumping = false
      const next = this.#timers.toSorted((a, b) => a.due - b.due)[0]
      if (next === undefined) return
      this.#now = Math.max(this.#now, next.due)
      next.wake()
      if (this.#timers.length > 0) this.#pump()
    })
  }
}
