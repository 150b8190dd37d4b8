import { SceneError } from '../core/model/error.js'
import type { PolledStream } from './polled-stream.js'
import { isOver, persistently, waitBeforeRetry } from './polled-stream.js'
import { failureOf, trimmed } from './stream-error.js'
import type { StreamRecord } from './stream-record.js'

/**
 * Hands the records of a shard to the handler, from its checkpoint or its oldest record to its end, and marks what is done. What
 * the handler gives back is handed to it again, before anything that comes later.
 * @throws SceneError `STREAM_TRIMMED`, `STORE_REFUSED`
 */
export async function readShard(stream: PolledStream, shardId: string): Promise<void> {
  let iterator = await iteratorOf(stream, shardId)
  while (iterator !== undefined) {
    const page = await nextPage(stream, shardId, iterator)
    if (page === undefined) return
    if (page === 'expired') {
      iterator = await iteratorOf(stream, shardId)
      continue
    }
    const { Records = [], NextShardIterator } = page
    await handle(stream, shardId, Records)
    if (isOver(stream)) return
    if (NextShardIterator === undefined) {
      await stream.progress.mark(shardId, { finished: true })
      return
    }
    if (Records.length === 0) await stream.clock.sleep(stream.pollIntervalMs, stream.signal)
    iterator = NextShardIterator
  }
}

/** Where to go on; `undefined` when the polling ends. */
async function iteratorOf(stream: PolledStream, shardId: string): Promise<string | undefined> {
  const { client, streamArn: StreamArn, progress } = stream
  const SequenceNumber = progress.lastDone(shardId)
  const place = { StreamArn, ShardId: shardId }
  const input =
    SequenceNumber === undefined
      ? { ...place, ShardIteratorType: 'TRIM_HORIZON' as const }
      : { ...place, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber }
  const answer = await whereItIs(stream, shardId, (abortSignal) =>
    client.getShardIterator(input, { abortSignal }),
  )
  return answer?.ShardIterator
}

/** A page of records; `undefined` when the polling ends. */
async function nextPage(stream: PolledStream, shardId: string, ShardIterator: string) {
  const { client, batchSize: Limit } = stream
  try {
    return await whereItIs(stream, shardId, (abortSignal) =>
      client.getRecords({ ShardIterator, Limit }, { abortSignal }),
    )
  } catch (error) {
    // Handling the page before took longer than an iterator lives.
    if (failureOf(error) === 'expired-iterator') return 'expired'
    throw error
  }
}

/** The answer to a request for a place in a shard. */
async function whereItIs<T>(
  stream: PolledStream,
  shardId: string,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await persistently(stream, shardId, request)
  } catch (error) {
    if (failureOf(error) !== 'trimmed') throw error
    throw trimmed(shardId, stream.progress.lastDone(shardId), error)
  }
}

/** Hands records to the handler until all are done or the polling ends. */
async function handle(
  stream: PolledStream,
  shardId: string,
  records: readonly StreamRecord[],
): Promise<void> {
  let left = records
  for (let failures = 0; left.length > 0;) {
    const { done, error } = await handOver(stream, left)
    const last = left[done - 1]
    if (last !== undefined) {
      await stream.progress.mark(shardId, { sequenceNumber: sequenceNumberOf(last) })
      failures = 0
    }
    left = left.slice(done)
    if (left.length === 0 || isOver(stream)) return
    await waitBeforeRetry(stream, ++failures, { shardId, ...(error !== undefined && { error }) })
    if (isOver(stream)) return
  }
}

/** How many of the records are done, from the first on. */
async function handOver(
  { handler, signal }: PolledStream,
  records: readonly StreamRecord[],
): Promise<{ readonly done: number; readonly error?: unknown }> {
  try {
    const { batchItemFailures } = await handler({ Records: records }, { signal })
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
    if (failed.size === 0) return { done: records.length }
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''))
    // As Lambda does it: a name that no record has is a failure of the whole batch.
    return { done: Math.max(0, first) }
  } catch (error) {
    return { done: 0, error }
  }
}

function sequenceNumberOf({ dynamodb }: StreamRecord): string {
  if (dynamodb?.SequenceNumber !== undefined) return dynamodb.SequenceNumber
  throw new SceneError('INVALID_INPUT', 'a record of the stream has no SequenceNumber to go on after', {
    input: 'SequenceNumber',
  })
}
