/**
 * Delivers the event of every commit, from the stream of the table, to whatever wants to know: a function for Lambda, and a
 * poller that does without Lambda. Needs no package of AWS.
 * @packageDocumentation
 * @module @badapple/scenes/streams
 */
export { createStreamHandler } from './stream-handler.js'
export type { StreamHandler, StreamHandlerOptions } from './stream-handler.js'
export type { StreamAnswer, StreamBatch, StreamContext, StreamRecord } from './stream-record.js'
export type { DeliveryOptions, EventSink } from './event-sink.js'
export { describeReport } from './delivery-report.js'
export type { DeliveryReport } from './delivery-report.js'
export { pollStream } from './poll-stream.js'
export type { PollStreamOptions } from './poll-stream.js'
export type { PollRetry } from './polled-stream.js'
export type { StreamClient, StreamRequestOptions, StreamShard } from './stream-client.js'
export { createMemoryCheckpoints } from './checkpoint-store.js'
export type { Checkpoint, Checkpoints, CheckpointStore } from './checkpoint-store.js'
export { createFileCheckpoints } from './file-checkpoints.js'
