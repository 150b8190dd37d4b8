import type { StreamClient, StreamRecord } from '@badapple/scenes/streams'

interface Shard {
  readonly id: string
  readonly parent: string | undefined
  readonly records: StreamRecord[]
  isClosed: boolean
}

/** A stream whose shards split and go, as the engine for tests has only one that does neither. */
export interface ShardedStream {
  readonly client: StreamClient
  /** Requests, such as `getRecords shard-1`. */
  readonly seen: readonly string[]
  add(shard: string, parent?: string): void
  write(shard: string, ...records: readonly StreamRecord[]): void
  close(shard: string): void
  /** The shard is older than a day, and gone with its records. */
  drop(shard: string): void
  /** The first records of a shard are gone. */
  trim(shard: string, count: number): void
  /** Every iterator that was given out is too old. */
  expireIterators(): void
  /** The next request fails with an error of this name. */
  failNext(name: string, status?: number): void
  /** The next request that begins so is never answered, and does not listen to its signal. */
  hangNext(request: string): void
}

/** An error of the client of DynamoDB Streams. */
function streamError(name: string, status = 400): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } })
}

/** A stream of no shards. Shards are listed two to a page, and each iterator is good for one age. */
export function shardedStream(): ShardedStream {
  const shards = new Map<string, Shard>()
  const trimmed = new Map<string, number>()
  const seen: string[] = []
  const failures: Error[] = []
  let hanging: string | undefined
  let age = 0
  const shardOf = (id: string): Shard => {
    const shard = shards.get(id)
    if (shard === undefined) throw streamError('ResourceNotFoundException')
    return shard
  }
  const request = async (what: string) => {
    await Promise.resolve()
    seen.push(what)
    if (hanging !== undefined && what.startsWith(hanging)) {
      hanging = undefined
      await new Promise(() => undefined)
    }
    const failure = failures.shift()
    if (failure !== undefined) throw failure
  }
  return {
    seen,
    add: (id, parent) => {
      shards.set(id, { id, parent, records: [], isClosed: false })
    },
    write: (id, ...records) => {
      shardOf(id).records.push(...records)
    },
    close: (id) => {
      shardOf(id).isClosed = true
    },
    drop: (id) => {
      shards.delete(id)
    },
    trim: (id, count) => {
      trimmed.set(id, count)
    },
    expireIterators: () => {
      age++
    },
    failNext: (name, status) => {
      failures.push(streamError(name, status))
    },
    hangNext: (request) => {
      hanging = request
    },
    client: {
      describeStream: async ({ ExclusiveStartShardId }) => {
        await request('describeStream')
        // Children first: nothing says that shards are listed in an order.
        const all = [...shards.values()].reverse()
        const from = all.findIndex(({ id }) => id === ExclusiveStartShardId) + 1
        const page = all.slice(from, from + 2)
        const last = from + 2 < all.length ? page.at(-1)?.id : undefined
        const Shards = page.map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent }))
        return { StreamDescription: { Shards, LastEvaluatedShardId: last } }
      },
      getShardIterator: async (input) => {
        await request(`getShardIterator ${input.ShardId}`)
        const { records } = shardOf(input.ShardId)
        const oldest = trimmed.get(input.ShardId) ?? 0
        const at =
          input.ShardIteratorType === 'TRIM_HORIZON'
            ? oldest
            : records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === input.SequenceNumber) + 1
        if (at < oldest) throw streamError('TrimmedDataAccessException')
        return { ShardIterator: `${input.ShardId} ${at} ${age}` }
      },
      getRecords: async ({ ShardIterator, Limit = 1_000 }) => {
        const [id = '', at = '', born = ''] = ShardIterator.split(' ')
        await request(`getRecords ${id}`)
        if (Number(born) !== age) throw streamError('ExpiredIteratorException')
        const { records, isClosed } = shardOf(id)
        const Records = records.slice(Number(at), Number(at) + Limit)
        const next = Number(at) + Records.length
        const isOver = isClosed && next >= records.length
        return { Records, ...(!isOver && { NextShardIterator: `${id} ${next} ${age}` }) }
      },
    },
  }
}
