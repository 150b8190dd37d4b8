import { setImmediate as everythingElse, setTimeout as realTime } from 'node:timers/promises'
import type { Clock } from '../../index.js'

/** Options of {@link SimulatedClock}. */
export interface SimulatedClockOptions {
  /** Milliseconds since 1970. */
  readonly startMs: number
  /** How many times faster than real time it runs. Missing: it jumps from one due sleeper to the next. */
  readonly speed?: number
  /** Time stands still when it is aborted, and nobody wakes any more. */
  readonly signal?: AbortSignal | undefined
}

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
}

const FRAME_MS = 80

/**
 * A clock on which only sleeping takes time. It moves once nothing else can go on, to the sleeper that is due first, so
 * the order of events depends on nothing but the program.
 */
export class SimulatedClock implements Clock {
  /** Called now and then while time passes, to redraw what shows it. */
  onTick: (() => void) | undefined
  readonly #speed: number | undefined
  readonly #signal: AbortSignal | undefined
  readonly #sleepers = new Set<Sleeper>()
  #nowMs: number
  #running = false

  constructor({ startMs, speed, signal }: SimulatedClockOptions) {
    this.#nowMs = startMs
    this.#speed = speed
    this.#signal = signal
  }

  now(): number {
    return this.#nowMs
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const wake = () => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const sleeper: Sleeper = { dueMs: this.#nowMs + Math.max(0, Math.ceil(ms)), wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', wake)
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    for (;;) {
      await everythingElse()
      const next = this.#first()
      if (next === undefined) break
      await this.#passUntil(next.dueMs)
      if (this.#signal?.aborted === true) break
      next.wake()
    }
    this.#running = false
  }

  #first(): Sleeper | undefined {
    let first: Sleeper | undefined
    for (const sleeper of this.#sleepers) {
      if (first === undefined || sleeper.dueMs < first.dueMs) first = sleeper
    }
    return first
  }

  async #passUntil(dueMs: number): Promise<void> {
    while (this.#speed !== undefined && this.#nowMs < dueMs && this.#signal?.aborted !== true) {
      const frameMs = Math.min(FRAME_MS, (dueMs - this.#nowMs) / this.#speed)
      await realTime(frameMs)
      this.#nowMs = Math.min(dueMs, this.#nowMs + Math.max(1, Math.round(frameMs * this.#speed)))
      this.onTick?.()
    }
    this.#nowMs = dueMs
  }
}
