import { createHash } from 'node:crypto'

/** The token of a commit: the same for the same commit, and of the 36 characters that a token may have at most. */
export function requestToken(commitId: string): string {
  return createHash('sha256').update(commitId).digest('base64url').slice(0, 36)
}
