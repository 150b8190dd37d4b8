import type { StreamRecord } from './stream-record.js'

/** What a request may be ended with. */
export interface StreamRequestOptions {
  readonly abortSignal?: AbortSignal
}

/** A part of a stream: its records are in order, and those of its parent come before them. */
export interface StreamShard {
  readonly ShardId?: string | undefined
  readonly ParentShardId?: string | undefined
}

/** What a poller uses of DynamoDB Streams. A `DynamoDBStreams` of `@aws-sdk/client-dynamodb-streams` is one. */
export interface StreamClient {
  describeStream(
    input: { readonly StreamArn: string; readonly ExclusiveStartShardId?: string },
    options?: StreamRequestOptions,
  ): Promise<{
    readonly StreamDescription?:
      | {
          readonly Shards?: readonly StreamShard[] | undefined
          readonly LastEvaluatedShardId?: string | undefined
        }
      | undefined
  }>
  getShardIterator(
    input:
      | { readonly StreamArn: string; readonly ShardId: string; readonly ShardIteratorType: 'TRIM_HORIZON' }
      | {
          readonly StreamArn: string
          readonly ShardId: string
          readonly ShardIteratorType: 'AFTER_SEQUENCE_NUMBER'
          readonly SequenceNumber: string
        },
    options?: StreamRequestOptions,
  ): Promise<{ readonly ShardIterator?: string | undefined }>
  getRecords(
    input: { readonly ShardIterator: string; readonly Limit?: number },
    options?: StreamRequestOptions,
  ): Promise<{
    readonly Records?: readonly StreamRecord[] | undefined
    readonly NextShardIterator?: string | undefined
  }>
}
