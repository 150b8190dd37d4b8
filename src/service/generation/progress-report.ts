import type { GenerationProgress } from './generation-progress.js'

/** Passes progress on. A listener that throws must not cost a paid-for clip, so its error waits until the end. */
export class ProgressReport {
  readonly #listener: ((progress: GenerationProgress) => void) | undefined
  #failure: { readonly error: unknown } | undefined

  constructor(listener: ((progress: GenerationProgress) => void) | undefined) {
    this.#listener = listener
  }

  report(progress: GenerationProgress): void {
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
