import type { StoreProblem } from '../../core/model/error.js'
import { SceneError } from '../../core/model/error.js'

/** Errors after which the same request may succeed, and that had no effect. */
const BUSY: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'TransactionConflictException',
  'TransactionConflict',
  'LimitExceededException',
  'ContinuousBackupsUnavailableException',
])

/** Errors after which the same request may succeed, while nobody knows whether it had an effect. */
const UNCLEAR: ReadonlySet<string> = new Set([
  'TransactionInProgressException',
  'InternalServerError',
  'ServiceUnavailable',
])

const NO_ANSWER: ReadonlySet<string> = new Set([
  'AbortError',
  'TimeoutError',
  'RequestTimeout',
  'NetworkingError',
])

const PROBLEMS: Readonly<Record<string, StoreProblem>> = {
  ResourceNotFoundException: 'no-table',
  AccessDeniedException: 'no-permission',
  UnauthorizedOperation: 'no-permission',
  ExpiredTokenException: 'credentials',
  ExpiredToken: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidSignatureException: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  CredentialsProviderError: 'credentials',
  IncompleteSignature: 'credentials',
  ItemCollectionSizeLimitExceededException: 'too-large',
  ItemCollectionSizeLimitExceeded: 'too-large',
}

const ADVICE: Readonly<Record<StoreProblem, string>> = {
  'no-table': 'it does not exist in this account and region; create it with createTable, or correct the name',
  'no-permission': 'the credentials do not allow this request; see the policy in the guide to DynamoDB',
  credentials: 'the credentials are missing, wrong or expired; renew them',
  'too-large': 'an item takes 400 kB at most and a commit 4 MB; make prompts or lists shorter',
  rejected: 'the request was rejected',
}

/** What an error of the client is called, such as `ThrottlingException`; that tells what it means. Empty where it has no name. */
export function errorName(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : ''
}

/**
 * The error of a request that came to nothing.
 * @param codes - What else names the error: the reasons of a cancelled transaction.
 */
export function toStoreError(
  error: unknown,
  table: string,
  codes: readonly string[] = [errorName(error)],
): SceneError {
  if (codes.some((code) => BUSY.has(code)))
    return unavailable(error, table, 'unchanged', 'it is too busy, or others write to the same items')
  if (codes.some((code) => UNCLEAR.has(code)) || hasNoAnswer(error))
    return unavailable(error, table, 'unknown', 'there is no answer')
  const problem = problemOf(error, codes)
  return new SceneError(
    'STORE_REFUSED',
    `table ${table}: ${ADVICE[problem]} (${messageOf(error)}). Nothing was changed`,
    { problem, table },
    { cause: error },
  )
}

function problemOf(error: unknown, codes: readonly string[]): StoreProblem {
  const known = codes.map((code) => PROBLEMS[code]).find((problem) => problem !== undefined)
  if (known !== undefined) return known
  return /size|too large|exceed/i.test(messageOf(error)) ? 'too-large' : 'rejected'
}

/** Time-outs, cut connections, addresses that do not exist, and what servers say when they fail. */
function hasNoAnswer(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const status = '$metadata' in error ? statusIn(error.$metadata) : undefined
  // A reply that broke off or cannot be read has the status of one that came: it may well have taken effect.
  if (status !== undefined) return status < 400 || status >= 500
  // Node's errors of sockets and of looking up names have a code.
  return NO_ANSWER.has(errorName(error)) || ('code' in error && typeof error.code === 'string')
}

function statusIn(metadata: unknown): number | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function unavailable(
  cause: unknown,
  table: string,
  outcome: 'unknown' | 'unchanged',
  why: string,
): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    `table ${table}: ${why}`,
    { outcome },
    { cause, retryable: true },
  )
}
