/** Options of every command. */
export interface CommandOptions {
  /** Who acts, for the history. Default: the service's actor. */
  readonly actor?: string
  /**
   * An id from `newCommandId`, kept by a caller that may have to repeat the call, after a crash for
   * instance: whatever was done under this id is not done again.
   */
  readonly commandId?: string
}

/** Options of commands that go to the history with a reason. */
export interface ReasonOptions extends CommandOptions {
  /** Why, in words, for the history. */
  readonly reason?: string
}
