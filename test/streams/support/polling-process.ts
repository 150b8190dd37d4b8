/** Polls a stream and sends its events as webhooks, until it is told to stop or killed. */
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams'
import { createFileCheckpoints, createStreamHandler, pollStream } from '@badapple/scenes/streams'
import { createWebhookSink } from '@badapple/scenes/webhooks'
import { configFor } from '../../support/engines/engine-config.js'
import { ownPollingAssignment } from './polling-assignment.js'

async function main(): Promise<void> {
  const { endpoint, streamArn, url, secret, checkpoints } = ownPollingAssignment()
  const stop = new AbortController()
  process.once('SIGTERM', () => {
    stop.abort()
  })
  const client = new DynamoDBStreams({ ...configFor(endpoint) })
  await pollStream({
    client,
    streamArn,
    handler: createStreamHandler({ sinks: [createWebhookSink({ url, secrets: [secret] })] }),
    checkpoints: createFileCheckpoints(checkpoints),
    signal: stop.signal,
    pollIntervalMs: 20,
    batchSize: 10,
  })
  client.destroy()
}

void main()
