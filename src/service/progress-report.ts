/**
 * Passes progress on. A listener that throws must not end the work, and least of all cost a paid-for clip: its error
 * waits until the end.
 */
export class ProgressReport<Progress> {
  readonly #listener: ((progress: Progress) => void) | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(listener: ((progress: Progress) => void) | undefined) {
    this.#listener = listener
  }

  report(progress: Progress): void {
    if (this.#failure !== undefined) return
    try {
      this.#listener?.(progress)
    } catch (error) {
      this.#failure = { error }
    }
  }

  /** @throws What the listener threw. */
  rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}
