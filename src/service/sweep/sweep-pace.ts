import type { Clock } from '../clock.js'
import type { SweepOptions } from './sweep-options.js'

/** Says when the next project may begin, and when none may any more. */
export class SweepPace {
  readonly #clock: Clock
  readonly #endMs: number
  readonly #intervalMs: number
  readonly #signal: AbortSignal | undefined
  #nextMs: number

  constructor(
    clock: Clock,
    {
      projectsPerSecond,
      budgetMs = Infinity,
      signal,
    }: Pick<SweepOptions, 'projectsPerSecond' | 'budgetMs' | 'signal'>,
  ) {
    this.#clock = clock
    this.#nextMs = clock.now()
    this.#endMs = this.#nextMs + budgetMs
    this.#intervalMs = projectsPerSecond === undefined ? 0 : 1_000 / projectsPerSecond
    this.#signal = signal
  }

  /** Whether the time is over or the signal aborted; `undefined` while neither is. */
  over(atMs = this.#clock.now()): 'budget' | 'aborted' | undefined {
    if (this.#signal?.aborted === true) return 'aborted'
    return atMs >= this.#endMs ? 'budget' : undefined
  }

  /** Waits for the turn of the next project, unless it would come too late. */
  async turn(): Promise<'budget' | 'aborted' | undefined> {
    const nowMs = this.#clock.now()
    const atMs = Math.max(nowMs, this.#nextMs)
    const over = this.over(atMs)
    if (over !== undefined) return over
    this.#nextMs = atMs + this.#intervalMs
    if (atMs > nowMs) await this.#clock.sleep(atMs - nowMs, this.#signal)
    return this.over()
  }
}
