import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { BlobStore, SceneStore } from '@badapple/scenes'
import { createDynamoSceneStore, createTable } from '@badapple/scenes/dynamodb'
import { createS3BlobStore } from '@badapple/scenes/s3'
import { startDynamo } from '../../test/support/engines/dynamo-engine.js'
import { startS3 } from '../../test/support/engines/s3-engine.js'

const TABLE = 'scenes-example'
const BUCKET = 'scenes-example'

/** A table and a bucket to work on. */
export interface Engines {
  readonly store: SceneStore
  readonly blobs: BlobStore
  stop(): void
}

/** The engines that the environment names; those that it does not name are started, in memory. */
export async function startEngines(): Promise<Engines> {
  const [dynamo, s3] = await Promise.all([startDynamo(), startS3()])
  const { SCENES_TABLE: tableName = TABLE, SCENES_BUCKET: bucket = BUCKET } = process.env
  await createTable({ config: dynamo.config, tableName, pointInTimeRecovery: dynamo.isForeign })
  const client = new S3Client(s3.config)
  await client.send(new CreateBucketCommand({ Bucket: bucket })).catch(unlessItIsOurs)
  return {
    store: createDynamoSceneStore({ config: dynamo.config, tableName }),
    blobs: createS3BlobStore({ client, bucket, conditionalWrites: s3.conditionalWrites }),
    stop: () => {
      client.destroy()
      dynamo.stop()
      s3.stop()
    },
  }
}

function unlessItIsOurs(error: unknown): void {
  if (!(error instanceof BucketAlreadyOwnedByYou)) throw error
}
