import * as z from 'zod'
import { givenFields } from '../core/model/given-fields.js'
import { parseInput } from '../core/model/issues.schema.js'
import type { Clock } from '../service/clock.js'
import { systemClock } from '../service/clock.js'
import type { CheckpointStore } from './checkpoint-store.js'
import { messageOf } from './message-of.js'
import type { PollStreamOptions } from './poll-stream.js'
import type { PollRetry } from './polled-stream.js'
import type { StreamClient } from './stream-client.js'
import { withMethods } from './with-methods.schema.js'

const ms = z.number().positive()

function aFunction<Name extends 'handler' | 'onRetry'>() {
  return z.custom<NonNullable<PollStreamOptions[Name]>>((value) => typeof value === 'function', 'a function')
}

const schema = z.strictObject({
  client: withMethods<StreamClient>('describeStream', 'getShardIterator', 'getRecords'),
  streamArn: z.string().min(1, 'name the stream: checkTable tells its ARN'),
  handler: aFunction<'handler'>(),
  checkpoints: withMethods<CheckpointStore>('load', 'save'),
  signal: z.instanceof(AbortSignal),
  pollIntervalMs: ms,
  batchSize: z.int().min(1).max(1_000),
  requestTimeoutMs: ms,
  shardIntervalMs: ms,
  onRetry: aFunction<'onRetry'>(),
  clock: withMethods<Clock>('now', 'sleep'),
})

/**
 * The options of a poller, with what was not given.
 * @throws SceneError `INVALID_INPUT`
 */
export function resolvePolling(options: PollStreamOptions): z.output<typeof schema> {
  const defaults = {
    pollIntervalMs: 250,
    batchSize: 100,
    requestTimeoutMs: 10_000,
    shardIntervalMs: 10_000,
    onRetry: warnOfError,
    clock: systemClock,
  }
  return parseInput(schema, { ...defaults, ...givenFields(options) }, 'options of pollStream')
}

/** A handler that answers with failures has reported them. */
function warnOfError({ shardId = 'the list of shards', error, waitMs }: PollRetry): void {
  if (error === undefined) return
  process.emitWarning(
    `${shardId} is tried again in ${waitMs} ms: ${messageOf(error)}`,
    'ScenesDeliveryWarning',
  )
}
