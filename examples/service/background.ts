/** Work that goes on after its request was answered. */
export class Background {
  readonly #report: (error: unknown) => void
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<void>>()

  /** @param report - Is told of the errors of the work. */
  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  /** Begins work. Its signal is aborted when the service stops. */
  start(work: (signal: AbortSignal) => Promise<void>): void {
    const running = work(this.#stopping.signal)
      .catch(this.#report)
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Aborts what is under way, and waits until it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#running)
  }
}
