import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createScenes } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { createS3BlobStore } from '@badapple/scenes/s3'
import { cursorItem } from './cursor-item.js'
import { sweepHandler } from './sweep-handler.js'

const { TABLE: tableName = 'MVProjects', BUCKET: bucket = 'badapple-media', REPAIR } = process.env

const client = new DynamoDBClient({})

/** The handler of the Lambda function; see README.md beside it for the schedule. */
export const handler = sweepHandler({
  scenes: createScenes({
    store: createDynamoSceneStore({ client, tableName }),
    blobs: createS3BlobStore({ config: {}, bucket }),
  }),
  cursors: cursorItem(DynamoDBDocumentClient.from(client), tableName, 'nightly'),
  options: { repair: REPAIR === 'yes', projectsPerSecond: 20, actor: 'nightly-sweep' },
  log: (line) => {
    console.log(line)
  },
})
