import type { Clock } from '../service/clock.js'
import type { CheckpointStore } from './checkpoint-store.js'
import { settleGone } from './gone-shards.js'
import { resolvePolling } from './poll-stream-options.schema.js'
import type { PolledStream, PollRetry } from './polled-stream.js'
import { isOver, persistently } from './polled-stream.js'
import { Progress } from './progress.js'
import { readShard } from './read-shard.js'
import type { StreamClient, StreamShard } from './stream-client.js'
import type { StreamHandler } from './stream-handler.js'

/** Options of {@link pollStream}. */
export interface PollStreamOptions {
  /** A `DynamoDBStreams` of `@aws-sdk/client-dynamodb-streams`. */
  readonly client: StreamClient
  /** The stream, as `checkTable` and `createTable` name it. */
  readonly streamArn: string
  /** What is done with the records, from {@link createStreamHandler}. */
  readonly handler: StreamHandler
  /** Remembers how far it came. One poller at a time uses it. */
  readonly checkpoints: CheckpointStore
  /** Ends the polling: what is under way is told, and comes again the next time. */
  readonly signal: AbortSignal
  /** How long to wait where there is nothing new, in milliseconds. Default: 250. */
  readonly pollIntervalMs?: number
  /** Most records in a batch. Default: 100. */
  readonly batchSize?: number
  /** How long a request may go without an answer before it is sent again, in milliseconds. Default: 10,000. */
  readonly requestTimeoutMs?: number
  /** How long until it looks for new shards again, in milliseconds. Default: 10,000. */
  readonly shardIntervalMs?: number
  /** Is told what is tried again. Default: a warning of the process for each error. */
  readonly onRetry?: (retry: PollRetry) => void
  /** Time as the poller sees it. Default: the machine's. */
  readonly clock?: Clock
}

/**
 * Reads a stream and hands its records to a handler, until the signal is aborted: what an event source mapping of Lambda does,
 * for development and for small installations. It begins with the oldest record, or where the checkpoints say, and saves how
 * far it came after each batch: a poller that is killed delivers again what it had not saved, and leaves nothing out. A batch
 * that fails is tried again for ever; other shards go on.
 * @throws SceneError `STREAM_TRIMMED` when it was away for longer than the stream keeps records.
 * @throws SceneError `STORE_REFUSED` when the stream cannot be read.
 * @throws SceneError `INVALID_INPUT`; whatever the checkpoints throw.
 */
export async function pollStream(options: PollStreamOptions): Promise<void> {
  const { checkpoints, shardIntervalMs, signal, ...rest } = resolvePolling(options)
  const progress = await Progress.load(checkpoints, rest.streamArn)
  const over = new AbortController()
  const stream: PolledStream = { ...rest, progress, signal: over.signal }
  const failures: unknown[] = []
  const reading = new Map<string, Promise<void>>()
  let round = new AbortController()
  const end = () => {
    over.abort(signal.reason)
    round.abort()
  }
  const read = async (shardId: string) => {
    try {
      await readShard(stream, shardId)
    } catch (error) {
      failures.push(error)
      end()
    } finally {
      reading.delete(shardId)
      round.abort()
    }
  }
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  let isFirst = true
  try {
    while (!isOver(stream)) {
      round = new AbortController()
      const shards = await listShards(stream)
      if (shards === undefined) break
      await settleGone(progress, shards, { isFirst })
      isFirst = false
      for (const shardId of readable(shards, progress)) {
        if (!reading.has(shardId)) reading.set(shardId, read(shardId))
      }
      // Until a shard has come to its end, or it is time to look for new ones.
      await stream.clock.sleep(shardIntervalMs, round.signal)
    }
  } finally {
    signal.removeEventListener('abort', end)
    end()
    await Promise.all(reading.values())
  }
  if (failures.length > 0) throw failures[0]
}

/** All shards of the stream; `undefined` when the polling ends. */
async function listShards(stream: PolledStream): Promise<readonly StreamShard[] | undefined> {
  const { client, streamArn: StreamArn } = stream
  const shards: StreamShard[] = []
  let after: string | undefined
  do {
    const input = { StreamArn, ...(after !== undefined && { ExclusiveStartShardId: after }) }
    const page = await persistently(stream, undefined, (abortSignal) =>
      client.describeStream(input, { abortSignal }),
    )
    if (page === undefined) return undefined
    shards.push(...(page.StreamDescription?.Shards ?? []))
    after = page.StreamDescription?.LastEvaluatedShardId
  } while (after !== undefined)
  return shards
}

/** Shards that have something to read and come after nothing that has. */
function readable(shards: readonly StreamShard[], progress: Progress): readonly string[] {
  const open = shards.filter(({ ShardId }) => ShardId !== undefined && !progress.isFinished(ShardId))
  const openIds = new Set(open.map(({ ShardId }) => ShardId))
  return open.flatMap(({ ShardId, ParentShardId }) =>
    ShardId === undefined || (ParentShardId !== undefined && openIds.has(ParentShardId)) ? [] : [ShardId],
  )
}
