import type { SceneEvent } from '@badapple/scenes'
import type { CheckpointStore, PollRetry, PollStreamOptions, StreamClient } from '@badapple/scenes/streams'
import { createMemoryCheckpoints, createStreamHandler, pollStream } from '@badapple/scenes/streams'
import { createManualClock } from '@badapple/scenes/testing'
import type { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { toEventItem } from '../../src/core/items/event-item.js'
import type { NotingSink } from './support/noting-sink.js'
import { idsOf, notingSink } from './support/noting-sink.js'
import { anEvent, inserted } from './support/records.js'
import type { ShardedStream } from './support/sharded-stream.js'
import { shardedStream } from './support/sharded-stream.js'

const ARN = 'arn:aws:dynamodb:us-east-1:123456789012:table/MVProjects/stream/2025'

function recordOf(at: number) {
  return inserted(toEventItem(anEvent({ id: `e${at}`, order: at })), at)
}

/** A stream of one open shard with so many events. */
function oneShard(events: number): ShardedStream {
  const stream = shardedStream()
  stream.add('shard-1')
  stream.write('shard-1', ...Array.from({ length: events }, (_, at) => recordOf(at)))
  return stream
}

interface Polling {
  readonly sink: NotingSink
  readonly checkpoints: CheckpointStore
  readonly retries: readonly PollRetry[]
  /** Polls until the sink has taken so many events, or for so long. */
  readonly until: (taken: number, options?: Partial<PollStreamOptions>) => Promise<void>
}

/** A poller with a clock that never makes anybody wait. */
function polling(stream: ShardedStream, take?: (event: SceneEvent) => void): Polling {
  const checkpoints = createMemoryCheckpoints()
  const clock = createManualClock({ autoAdvance: true })
  const retries: PollRetry[] = []
  let enough = (): void => undefined
  const sink = notingSink('one', (event) => {
    take?.(event)
  })
  const handler = createStreamHandler({ sinks: [sink], onReport: () => undefined })
  return {
    sink,
    checkpoints,
    retries,
    until: async (taken, options = {}) => {
      const stop = new AbortController()
      enough = () => {
        if (sink.taken.length >= taken) stop.abort()
      }
      void clock.sleep(60_000, stop.signal).then(() => {
        stop.abort()
      })
      await pollStream({
        client: stream.client,
        streamArn: ARN,
        handler: async (batch, context) => {
          const answer = await handler(batch, context)
          enough()
          return answer
        },
        checkpoints,
        clock,
        signal: stop.signal,
        onRetry: (retry) => void retries.push(retry),
        ...options,
      })
    },
  }
}

describe('pollStream', () => {
  it('takes the client of the SDK', () => {
    expectTypeOf<DynamoDBStreams>().toExtend<StreamClient>()
  })

  it('begins with the oldest record, and goes on where it stopped', async () => {
    const stream = oneShard(5)
    const { sink, until, checkpoints } = polling(stream)
    await until(4, { batchSize: 2 })
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1', 'e2', 'e3'])
    expect(await checkpoints.load(ARN)).toEqual({ 'shard-1': { sequenceNumber: '3' } })
    stream.write('shard-1', recordOf(5))
    await until(6, { batchSize: 2 })
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e5'])
  })

  it('saves only what was delivered: who dies before the save delivers again', async () => {
    const { sink, until, checkpoints } = polling(oneShard(3))
    const dying = { ...checkpoints, save: () => Promise.reject(new Error('killed')) }
    await expect(until(3, { checkpoints: dying })).rejects.toThrow('killed')
    expect(await checkpoints.load(ARN)).toBeUndefined()
    await until(6)
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1', 'e2', 'e0', 'e1', 'e2'])
  })

  it('hands over again what failed, before what comes later, and waits longer each time', async () => {
    let tries = 0
    const { sink, until, retries, checkpoints } = polling(oneShard(4), ({ id }) => {
      if (id === 'e2' && ++tries < 4) throw new Error('down')
    })
    await until(4, { batchSize: 3 })
    expect(idsOf(sink.asked)).toEqual(['e0', 'e1', 'e2', 'e2', 'e2', 'e2', 'e3'])
    expect(retries).toEqual([
      { shardId: 'shard-1', waitMs: 100 },
      { shardId: 'shard-1', waitMs: 200 },
      { shardId: 'shard-1', waitMs: 400 },
    ])
    expect(await checkpoints.load(ARN)).toEqual({ 'shard-1': { sequenceNumber: '3' } })
  })

  it('tries again when the handler fails as a whole', async () => {
    const stream = oneShard(2)
    const { sink, until, retries } = polling(stream)
    const error = new Error('a report could not be made')
    let isFirst = true
    const working = createStreamHandler({ sinks: [sink] })
    const stop = new AbortController()
    await until(2, {
      signal: stop.signal,
      handler: async (batch, context) => {
        if (isFirst) {
          isFirst = false
          throw error
        }
        const answer = await working(batch, context)
        stop.abort()
        return answer
      },
    })
    expect(sink.taken).toHaveLength(2)
    expect(retries).toEqual([{ shardId: 'shard-1', error, waitMs: 100 }])
  })

  it('reads a shard after its parent, and children side by side', async () => {
    const stream = shardedStream()
    stream.add('parent')
    stream.write('parent', recordOf(0), recordOf(1))
    stream.close('parent')
    stream.add('left', 'parent')
    stream.add('right', 'parent')
    stream.write('left', recordOf(2))
    stream.write('right', recordOf(3))
    let isDown = true
    const { sink, until, checkpoints } = polling(stream, ({ id }) => {
      if (id === 'e1' && isDown) {
        isDown = false
        throw new Error('down')
      }
    })
    await until(4)
    expect(idsOf(sink.asked).slice(0, 3)).toEqual(['e0', 'e1', 'e1'])
    expect([...idsOf(sink.taken)].sort()).toEqual(['e0', 'e1', 'e2', 'e3'])
    expect(await checkpoints.load(ARN)).toMatchObject({ parent: { finished: true } })
    // A parent that is gone after a day was done; one that nobody knows was before our time.
    stream.drop('parent')
    stream.write('left', recordOf(4))
    await until(5)
    expect(idsOf(sink.taken).at(-1)).toBe('e4')
    expect(Object.keys((await checkpoints.load(ARN)) ?? {}).sort()).toEqual(['left', 'right'])
  })

  it('finds shards that come later', async () => {
    const stream = oneShard(1)
    const { sink, until } = polling(stream, ({ id }) => {
      if (id !== 'e0') return
      stream.add('shard-2')
      stream.write('shard-2', recordOf(1))
    })
    await until(2, { shardIntervalMs: 5_000 })
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1'])
  })

  it('asks for its place again when that took too long to be good', async () => {
    const stream = oneShard(4)
    const { sink, until, retries } = polling(stream, ({ id }) => {
      if (id === 'e1') stream.expireIterators()
    })
    await until(4, { batchSize: 2 })
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1', 'e2', 'e3'])
    expect(retries).toEqual([])
  })

  it('waits for a stream that is busy or does not answer', async () => {
    const stream = oneShard(1)
    stream.failNext('LimitExceededException')
    stream.failNext('InternalServerError', 500)
    stream.failNext('SomethingElse', 503)
    const { until, retries, sink } = polling(stream)
    await until(1)
    expect(sink.taken).toHaveLength(1)
    expect(retries.map(({ waitMs }) => waitMs)).toEqual([100, 200, 400])
    expect(retries[0]?.error).toMatchObject({ name: 'LimitExceededException' })
  })

  it.each(['describeStream', 'getShardIterator', 'getRecords'])(
    'asks again when nobody answers %s',
    async (request) => {
      const stream = oneShard(2)
      stream.hangNext(request)
      const { until, retries, sink } = polling(stream)
      await until(2, { requestTimeoutMs: 5_000 })
      expect(idsOf(sink.taken)).toEqual(['e0', 'e1'])
      expect(retries).toMatchObject([{ waitMs: 100, error: { code: 'STORE_UNAVAILABLE', retryable: true } }])
      expect(retries[0]?.shardId).toBe(request === 'describeStream' ? undefined : 'shard-1')
      expect(String(retries[0]?.error)).toContain(`${ARN} gave no answer within 5000 ms`)
    },
  )

  it('is stopped while nobody answers', async () => {
    const stream = oneShard(1)
    stream.hangNext('getRecords')
    const { until, retries } = polling(stream)
    await until(1, { requestTimeoutMs: 120_000 })
    expect(retries).toEqual([])
  })

  it.each(['ResourceNotFoundException', 'AccessDeniedException'])('ends with %s', async (name) => {
    const stream = oneShard(1)
    stream.failNext(name)
    await expect(polling(stream).until(1)).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      details: { table: ARN },
      cause: { name },
    })
  })

  it('says so when records are gone that it had not read', async () => {
    const stream = oneShard(5)
    const { until, checkpoints } = polling(stream)
    await checkpoints.save(ARN, { 'shard-1': { sequenceNumber: '1' } })
    stream.trim('shard-1', 4)
    const missing = { code: 'STREAM_TRIMMED', details: { shardId: 'shard-1', sequenceNumber: '1' } }
    await expect(until(1)).rejects.toMatchObject(missing)
    stream.drop('shard-1')
    await expect(until(1)).rejects.toMatchObject(missing)
    await checkpoints.save(ARN, {})
    stream.add('shard-2')
    stream.write('shard-2', recordOf(7))
    await until(1)
  })

  it('says so when a shard is gone of which it had read nothing', async () => {
    const stream = shardedStream()
    stream.add('parent')
    stream.write('parent', recordOf(0))
    stream.close('parent')
    const { sink, until, checkpoints } = polling(stream)
    await until(2)
    expect(await checkpoints.load(ARN)).toEqual({ parent: { finished: true } })
    // A day of which nobody knows what happened, and that ends with the next but one.
    stream.drop('parent')
    stream.add('grandchild', 'child')
    stream.write('grandchild', recordOf(2))
    await expect(until(2)).rejects.toMatchObject({
      code: 'STREAM_TRIMMED',
      details: { shardId: 'child', sequenceNumber: '' },
      message: expect.stringContaining(
        'no longer has anything of shard child, of which nothing was read',
      ) as string,
    })
    await checkpoints.save(ARN, {})
    await until(2)
    expect(idsOf(sink.taken)).toEqual(['e0', 'e2'])
  })

  it('says so when a shard goes that it reads and of which nothing was ever delivered', async () => {
    const stream = shardedStream()
    stream.add('parent')
    stream.write('parent', recordOf(0))
    stream.close('parent')
    const { until } = polling(stream, ({ id }) => {
      if (id !== 'e0') return
      stream.drop('parent')
      stream.add('child', 'parent')
      throw new Error('down')
    })
    await expect(until(1)).rejects.toMatchObject({
      code: 'STREAM_TRIMMED',
      details: { shardId: 'parent', sequenceNumber: '' },
    })
  })

  it('misses nothing that was gone when it first began, however often it is killed then', async () => {
    const stream = shardedStream()
    stream.add('left', 'left-before')
    stream.add('right', 'right-before')
    stream.write('left', recordOf(0))
    stream.write('right', recordOf(1))
    let isDown = true
    const { sink, until } = polling(stream, ({ id }) => {
      if (id === 'e1' && isDown) throw new Error('down')
    })
    await until(1)
    expect(idsOf(sink.taken)).toEqual(['e0'])
    isDown = false
    await until(2)
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1'])
  })

  it('knows what it did before a shard that stays empty', async () => {
    const stream = shardedStream()
    stream.add('parent')
    stream.close('parent')
    stream.add('child', 'parent')
    const { sink, until } = polling(stream)
    await until(1)
    stream.drop('parent')
    await until(1)
    stream.write('child', recordOf(0))
    await until(1)
    expect(idsOf(sink.taken)).toEqual(['e0'])
  })

  it('begins anew with another stream of the table', async () => {
    const { sink, until, checkpoints } = polling(oneShard(2))
    await checkpoints.save(`${ARN}-before`, { 'shard-1': { sequenceNumber: '0' } })
    await until(2)
    expect(idsOf(sink.taken)).toEqual(['e0', 'e1'])
  })

  it('sends nothing when it is stopped before it begins', async () => {
    const stream = oneShard(1)
    await polling(stream).until(1, { signal: AbortSignal.abort() })
    expect(stream.seen).toEqual([])
  })

  it.each([
    ['client', { client: {} }],
    ['streamArn', { streamArn: '' }],
    ['handler', { handler: 'x' }],
    ['batchSize', { batchSize: 5_000 }],
    ['requestTimeoutMs', { requestTimeoutMs: 0 }],
  ])('takes no other %s', async (input, options) => {
    const { until } = polling(oneShard(1))
    await expect(until(1, options as never)).rejects.toThrow(new RegExp(`options of pollStream: ${input}`))
  })
})
