import { SceneError } from '../core/model/error.js'
import { messageOf } from './message-of.js'

/** What a failed request of the client means. */
export type StreamFailure =
  /** It may succeed later. */
  | 'unavailable'
  /** The place in the shard has to be asked for again. */
  | 'expired-iterator'
  /** The place in the shard is no more. */
  | 'trimmed'
  | 'refused'

const FAILURES: Readonly<Record<string, StreamFailure>> = {
  ExpiredIteratorException: 'expired-iterator',
  TrimmedDataAccessException: 'trimmed',
  LimitExceededException: 'unavailable',
  ProvisionedThroughputExceededException: 'unavailable',
  ThrottlingException: 'unavailable',
  Throttling: 'unavailable',
  InternalServerError: 'unavailable',
}

/** What kind of failure an error of the client is; one that came without an answer may succeed later. */
export function failureOf(error: unknown): StreamFailure {
  if (typeof error !== 'object' || error === null) return 'refused'
  const known = 'name' in error ? FAILURES[String(error.name)] : undefined
  if (known !== undefined) return known
  const status = '$metadata' in error ? statusIn(error.$metadata) : undefined
  if (status !== undefined) return status < 400 || status >= 500 ? 'unavailable' : 'refused'
  // Node's errors of sockets have a code, and so has that of `unanswered`; those of the SDK's own time limits have a name.
  const isUnanswered = 'code' in error || ('name' in error && error.name === 'TimeoutError')
  return isUnanswered ? 'unavailable' : 'refused'
}

function statusIn(metadata: unknown): number | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}

/** The error of a request that nobody answers. */
export function unanswered(streamArn: string, timeoutMs: number): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    `stream ${streamArn} gave no answer within ${timeoutMs} ms`,
    { outcome: 'unchanged' },
    { retryable: true },
  )
}

/** The error of a stream that will not be read as things are. */
export function streamRefused(cause: unknown, streamArn: string): SceneError {
  const name = cause instanceof Error ? cause.name : ''
  const problem = name === 'ResourceNotFoundException' ? 'no-table' : 'rejected'
  return new SceneError(
    'STORE_REFUSED',
    `stream ${streamArn} cannot be read (${messageOf(cause)}); checkTable tells the ARN of the table's stream`,
    { problem, table: streamArn },
    { cause },
  )
}

/**
 * The error of a checkpoint that is older than the stream.
 * @param sequenceNumber - The last record of the shard that was read; `undefined` when none was.
 */
export function trimmed(shardId: string, sequenceNumber: string | undefined, cause?: unknown): SceneError {
  const what =
    sequenceNumber === undefined
      ? `anything of shard ${shardId}, of which nothing was read`
      : `what comes after record ${sequenceNumber} of shard ${shardId}`
  return new SceneError(
    'STREAM_TRIMMED',
    `the stream no longer has ${what}: a stream keeps records for 24 hours. Events may be missing at the sinks; each project still has its own (history). Delete the checkpoint to go on with the oldest record that there is`,
    { shardId, sequenceNumber: sequenceNumber ?? '' },
    { cause },
  )
}
