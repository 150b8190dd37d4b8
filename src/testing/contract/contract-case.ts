/** One promise of a port, as a test that any runner can run. */
export interface ContractCase {
  /** The promise; where the store lacks what it takes, followed by `[skipped: <capability>, <reason>]`. */
  readonly name: string
  /** Why it is not run; `run` does nothing then. */
  readonly skipped?: string
  /** Rejects with a {@link ContractError} when the promise is broken. */
  readonly run: () => Promise<void>
}

/** A promise of a port that a store does not keep. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  /** The promise that is broken: the name of the case. */
  readonly promise: string

  constructor(promise: string, facts: string, cause?: unknown) {
    super(`broken promise: ${promise}\n${facts}`, cause === undefined ? undefined : { cause })
    this.promise = promise
  }
}
