import type { Refusal } from './refusal.js'

/** What each error code carries in `details`. A code is the stable part of an error; messages may improve. */
export interface SceneErrorDetails {
  /** A rule of the domain says no; `refusal` says which rule and the facts behind it. */
  REFUSED: { readonly refusal: Refusal }
  /** The claim was replaced or removed: another worker, a reset or a delete came in between. */
  CLAIM_LOST: { readonly projectId: string; readonly sequence: number; readonly claimId: string }
  PROJECT_NOT_FOUND: { readonly projectId: string }
  SCENE_NOT_FOUND: { readonly projectId: string; readonly sequence: number }
  PROJECT_EXISTS: { readonly projectId: string }
  /** A value that a caller passed, an import or a view is not what it must be. */
  INVALID_INPUT: { readonly input: string; readonly value?: unknown; readonly issues?: readonly string[] }
  /** A stored record cannot be read; it is left untouched. */
  INVALID_ITEM: { readonly record: string; readonly issues: readonly string[] }
  /** A commit that a store must never be given; a defect of the code that built it. */
  INVALID_CHANGE: { readonly changeId: string; readonly rule: string }
  /** The same record was changed by others again and again until the time budget was used up. */
  CONTENDED: { readonly commandId: string; readonly attempts: number }
  /** The store did not answer. The command may or may not have taken effect; repeat it with its `commandId`. */
  STORE_UNAVAILABLE: { readonly commandId?: string; readonly outcome: 'unknown' | 'unchanged' }
  /** The store will not do it as things are, however often it is asked. */
  STORE_REFUSED: { readonly problem: StoreProblem; readonly table: string }
  /** The bucket did not answer, or forbids to look. Never read as "absent". */
  BLOB_UNREACHABLE: { readonly key: string }
  /** Nothing is stored at the key of a clip that was to be recorded. */
  BLOB_ABSENT: { readonly key: string }
  /** The object at the key of a clip has no bytes. */
  BLOB_EMPTY: { readonly key: string }
  /** Objects are never overwritten. */
  BLOB_EXISTS: { readonly key: string }
  /**
   * The stream of a clip gave no bytes for as long as the policy's `uploadIdleMs`. Nothing was stored; a new stream may
   * do better.
   */
  BODY_STALLED: { readonly key: string; readonly waitedMs: number; readonly receivedBytes: number }
  /** A view cannot show a key as a URL. Nothing is shown then: without the URL a scene would look unfinished. */
  URL_UNAVAILABLE: {
    readonly projectId: string
    readonly sequence?: number
    /** The field of the view. */
    readonly field: string
    readonly key: string
  }
  /** The caller's `AbortSignal` was aborted; `cause` is its reason. */
  ABORTED: { readonly waitedMs: number }
  /** An event did not arrive at a sink, as far as is known; it comes again. */
  DELIVERY_FAILED: DeliveryDetails & { readonly problem: DeliveryProblem }
  /** A sink will never take an event. */
  DELIVERY_REFUSED: DeliveryDetails
  /** A request is no webhook of the sender whose secrets are known, or not one that can be read. */
  WEBHOOK_INVALID: { readonly problem: WebhookProblem }
  /** The stream no longer has what comes after a checkpoint, or all of a shard (`sequenceNumber` is empty then). */
  STREAM_TRIMMED: { readonly shardId: string; readonly sequenceNumber: string }
}

/** What was to be delivered, and where to. */
export interface DeliveryDetails {
  /** The name of the sink. */
  readonly sink: string
  readonly projectId: string
  readonly eventId: string
  /** The status of HTTP that was answered, where there was an answer. */
  readonly status?: number
  /** How long the receiver asked to be left alone, in seconds. */
  readonly retryAfterSeconds?: number
}

/** Why a delivery failed. */
export type DeliveryProblem =
  /** No connection, or it broke. */
  | 'no-answer'
  | 'timed-out'
  /** The answer points somewhere else; nobody goes there. */
  | 'redirected'
  /** The receiver has too much to do. */
  | 'throttled'
  /** Any other answer that is no success. */
  | 'status'

/** What is wrong with a request that should be a webhook. */
export type WebhookProblem =
  /** One that every webhook has is missing, or is none. */
  | 'headers'
  /** Sent too long ago, or in the future: perhaps a repetition by somebody else. */
  | 'timestamp'
  /** Made with no known secret, or for something else. */
  | 'signature'
  /** The body is larger than is read. */
  | 'too-large'
  /** The body is signed, and no event of this version. */
  | 'body'

/** Why a store does not do what it is asked. */
export type StoreProblem =
  | 'no-table'
  | 'no-permission'
  /** Expired, wrong or none. */
  | 'credentials'
  /** A record, or all that a commit writes, is larger than the store takes. */
  | 'too-large'
  /** Anything else that it rejects; `cause` says what. */
  | 'rejected'

/** The closed set of error codes. */
export type SceneErrorCode = keyof SceneErrorDetails

/** Characters of a message; `details` has what does not fit. */
const LONGEST_MESSAGE = 500
/** Of those, what is kept of the end, where it says what to do. */
const END_OF_MESSAGE = 200

const MARK = Symbol.for('@badapple/scenes/SceneError')

/** Options of {@link SceneError}. */
export interface SceneErrorOptions {
  /** The error underneath, kept as `cause`. */
  readonly cause?: unknown
  /** Whether the same call may succeed later without anything being changed. */
  readonly retryable?: boolean
}

/**
 * The one error of the library. `code` says what happened and narrows `details`.
 * @example
 * try {
 *   assertSceneTransition({ from: 'pending', to: 'failed', by: 'reject' })
 * } catch (error) {
 *   isSceneError(error, 'REFUSED') && error.details.refusal.kind // 'transition'
 * }
 */
export class SceneError<Code extends SceneErrorCode = SceneErrorCode> extends Error {
  override readonly name = 'SceneError'
  readonly code: Code
  readonly details: SceneErrorDetails[Code]
  /** Whether the same call may succeed later without anything being changed. */
  readonly retryable: boolean

  constructor(
    code: Code,
    message: string,
    details: SceneErrorDetails[Code],
    options: SceneErrorOptions = {},
  ) {
    super(
      message.length > LONGEST_MESSAGE
        ? `${message.slice(0, LONGEST_MESSAGE - END_OF_MESSAGE)} … ${message.slice(-END_OF_MESSAGE)}`
        : message,
      'cause' in options ? { cause: options.cause } : undefined,
    )
    this.code = code
    this.details = details
    this.retryable = options.retryable ?? false
    Object.defineProperty(this, MARK, { value: true })
  }
}

/**
 * Whether a caught value is a {@link SceneError}, of the given code if one is named. Works across several installed
 * copies of the library, where `instanceof` does not.
 */
export function isSceneError(error: unknown): error is SceneError
export function isSceneError<Code extends SceneErrorCode>(
  error: unknown,
  code: Code,
): error is SceneError<Code>
export function isSceneError(error: unknown, code?: SceneErrorCode): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    MARK in error &&
    (code === undefined || ('code' in error && error.code === code))
  )
}
