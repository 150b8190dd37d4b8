/** A command line that nothing can be done with. The message names what is wrong, without a full stop. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
