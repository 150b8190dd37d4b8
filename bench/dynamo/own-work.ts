import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { compare } from '../compare.js'
import { heartbeats } from './heartbeat.js'
import { stubClient } from './stub-client.js'

/** What the adapter itself does for a simple update, in microseconds: `send` of the client gives an answer at once. */
export async function ownWork(tableName: string): Promise<number> {
  const { send } = DynamoDBDocumentClient.prototype
  DynamoDBDocumentClient.prototype.send = () => Promise.resolve({})
  try {
    const stub = stubClient(() => '{}')
    const store = createDynamoSceneStore({ client: stub, tableName })
    const ours = heartbeats(stub, store, tableName).find(({ name }) => name === 'this library')
    if (ours === undefined) throw new Error('there is nothing to measure')
    const [measured] = await compare('own work', [ours], { rounds: 21, runs: 5_000 })
    return measured?.micros ?? Number.NaN
  } finally {
    DynamoDBDocumentClient.prototype.send = send
  }
}
