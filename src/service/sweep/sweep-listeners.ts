/**
 * Calls the listeners of a sweep, and waits for them. What one throws ends the sweep: findings that nobody could write down
 * must not be repaired away, and a cursor says where to go on.
 */
export class SweepListeners {
  #failure: { readonly error: unknown } | undefined

  get haveFailed(): boolean {
    return this.#failure !== undefined
  }

  /** @throws What the listener throws. */
  async tell<T>(listener: ((about: T) => void | Promise<void>) | undefined, about: T): Promise<void> {
    try {
      await listener?.(about)
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }

  /** @throws What the first listener threw. */
  rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}
