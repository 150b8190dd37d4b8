/**
 * One change of an item, as DynamoDB Streams tells of it. Plain data, in the form that Lambda hands to a function, and near
 * enough that of the client of DynamoDB Streams.
 */
export interface StreamRecord {
  /** `INSERT`, `MODIFY` or `REMOVE`. */
  readonly eventName?: string | undefined
  readonly dynamodb?:
    | {
        /** The key of the item, in DynamoDB JSON. */
        readonly Keys?: object | undefined
        /** The item after the change, in DynamoDB JSON; absent where the stream has none. */
        readonly NewImage?: object | undefined
        /** Where it is in its shard. */
        readonly SequenceNumber?: string | undefined
      }
    | undefined
}

/** Records of one shard, in their order: what Lambda calls a function with. */
export interface StreamBatch {
  readonly Records: readonly StreamRecord[]
}

/** What a function tells Lambda with `ReportBatchItemFailures`: everything from this record on has to come again. */
export interface StreamAnswer {
  /** Empty when all is done, otherwise one entry: the sequence number of the first record that is not. */
  readonly batchItemFailures: { readonly itemIdentifier: string }[]
}

/** What is known about the invocation; the context of a Lambda function is one. */
export interface StreamContext {
  /** How long the invocation may still take, in milliseconds. */
  getRemainingTimeInMillis?(): number
  /** Ends the deliveries under way; what is not done then comes again. */
  readonly signal?: AbortSignal | undefined
}
