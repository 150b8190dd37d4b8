import type { Refusal, SceneErrorCode } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'

/** The errors of the API, and the status that each is answered with. */
export const STATUS_OF = { NotFound: 404, ValidationError: 400, Conflict: 409, InternalError: 500 } as const

/** The name of an error of the API. */
export type ErrorName = keyof typeof STATUS_OF

/** What every code of the library is to a caller of the API. */
const NAME_OF: Readonly<Record<SceneErrorCode, ErrorName>> = {
  PROJECT_NOT_FOUND: 'NotFound',
  SCENE_NOT_FOUND: 'NotFound',
  INVALID_INPUT: 'ValidationError',
  REFUSED: 'Conflict',
  CLAIM_LOST: 'Conflict',
  PROJECT_EXISTS: 'Conflict',
  CONTENDED: 'Conflict',
  BLOB_ABSENT: 'Conflict',
  BLOB_EMPTY: 'Conflict',
  BLOB_EXISTS: 'Conflict',
  BLOB_UNREACHABLE: 'InternalError',
  BODY_STALLED: 'InternalError',
  URL_UNAVAILABLE: 'InternalError',
  STORE_UNAVAILABLE: 'InternalError',
  STORE_REFUSED: 'InternalError',
  INVALID_ITEM: 'InternalError',
  INVALID_CHANGE: 'InternalError',
  ABORTED: 'InternalError',
  DELIVERY_FAILED: 'InternalError',
  DELIVERY_REFUSED: 'InternalError',
  WEBHOOK_INVALID: 'InternalError',
  STREAM_TRIMMED: 'InternalError',
}

/** Refusals that are about the request alone: the same one is refused whatever the project does. */
const INVALID: ReadonlySet<Refusal['kind']> = new Set(['not-a-permutation', 'unfit-key'])

/** An error that the service itself finds. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly error: ErrorName
  readonly details: object

  constructor(error: ErrorName, message: string, details: object = {}) {
    super(message)
    this.error = error
    this.details = details
  }
}

/** The body of an error. */
export interface ErrorBody {
  readonly detail: { readonly error: ErrorName; readonly message: string; readonly details: object }
}

/** The body that an error is answered with. Of the inside of the service it tells only whether to try again. */
export function errorBody(thrown: unknown): ErrorBody {
  if (thrown instanceof ApiError) return body(thrown.error, thrown.message, thrown.details)
  if (!isSceneError(thrown)) return body('InternalError', 'the service failed', { retryable: false })
  const { code, message, details, retryable } = thrown
  const name = nameOf(thrown)
  if (name === 'InternalError') return body(name, 'the service failed', { code, retryable })
  return body(name, message, { code, ...details })
}

function nameOf(error: { readonly code: SceneErrorCode }): ErrorName {
  const isInvalid = isSceneError(error, 'REFUSED') && INVALID.has(error.details.refusal.kind)
  return isInvalid ? 'ValidationError' : NAME_OF[error.code]
}

function body(error: ErrorName, message: string, details: object): ErrorBody {
  return { detail: { error, message, details } }
}
