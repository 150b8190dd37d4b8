import { setTimeout as sleep } from 'node:timers/promises'
import { createScenes } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import { createS3BlobStore } from '@badapple/scenes/s3'

/** What the process is told on its command line, as JSON. */
export interface UploadingAssignment {
  readonly dynamo: { readonly endpoint: string; readonly tableName: string }
  readonly s3: { readonly endpoint: string; readonly bucket: string }
  readonly projectId: string
}

const MEGABYTE = 1024 * 1024
const common = {
  region: process.env['AWS_REGION'] ?? 'us-east-1',
  ...(process.env['SCENES_S3_ENDPOINT'] === undefined && {
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }),
}

/** A clip that comes slowly and never ends; says so once two parts of it are under way. */
async function* endlessClip(): AsyncGenerator<Uint8Array> {
  for (let sent = 1; ; sent++) {
    yield new Uint8Array(MEGABYTE)
    if (sent === 20) process.stdout.write('uploading\n')
    if (sent >= 20) await sleep(20)
  }
}

/** Generates the scenes of a project, until it is killed. */
async function main(): Promise<void> {
  const { dynamo, s3, projectId } = JSON.parse(process.argv[2] ?? '') as UploadingAssignment
  const scenes = createScenes({
    store: createDynamoSceneStore({
      config: { ...common, endpoint: dynamo.endpoint },
      tableName: dynamo.tableName,
    }),
    blobs: createS3BlobStore({
      config: { ...common, endpoint: s3.endpoint, forcePathStyle: true },
      bucket: s3.bucket,
      conditionalWrites: false,
    }),
    policy: { leaseMs: 2_000 },
  })
  await scenes.generateMissing(projectId, () => Promise.resolve({ body: endlessClip() }))
}

void main()
