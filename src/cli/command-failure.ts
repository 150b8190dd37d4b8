/** Something that could not be done, for a reason that the message tells in full: no defect, so no stack is shown. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}
