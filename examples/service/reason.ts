/** Why something failed, for the history. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'unknown error'
}
