import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createScenes, toObjectKey } from '@badapple/scenes'
import { createMemoryBlobStore, createMemorySceneStore } from '@badapple/scenes/memory'
import { createS3BlobStore } from '@badapple/scenes/s3'
import type { Contender } from '../compare.js'

const bucket = 'badapple-media'

function s3(): S3Client {
  return new S3Client({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
}

/** Signing one URL. */
export function signings(): readonly [Contender, ...Contender[]] {
  const client = s3()
  const blobs = createS3BlobStore({ client, bucket })
  let signed = 0
  const nextKey = () => `mv/projects/91cf/scenes/003/video_${signed++}_claim-3.mp4`
  return [
    {
      name: 'getSignedUrl of the SDK',
      run: () => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: nextKey() })),
    },
    { name: 'this library', run: () => blobs.signedUrl(toObjectKey(nextKey())) },
  ]
}

/** The view of a project of so many finished scenes, each with two URLs, beside signing as many with the SDK. */
export async function views(scenes: number): Promise<readonly [Contender, ...Contender[]]> {
  const client = s3()
  let nowMs = Date.now()
  const blobs = createS3BlobStore({ client, bucket, now: () => nowMs })
  const store = createMemorySceneStore()
  const { signedUrl } = blobs
  const service = createScenes({ store, blobs: { ...createMemoryBlobStore(), signedUrl } })
  const { projectId } = await service.createProject({ conceptPrompt: 'A choir of radiators' })
  const drafts = Array.from({ length: scenes }, (_, at) => ({ prompt: `Shot ${at + 1}`, durationSeconds: 8 }))
  await service.addScenes(projectId, drafts)
  await service.generateMissing(projectId, () => Promise.resolve({ body: new Uint8Array(8) }))
  const records = await service.load(projectId)
  const keys = records.scenes.map(({ value }) => String(value.clips.original))
  return [
    {
      name: `getSignedUrl of the SDK, ${keys.length} times`,
      run: () =>
        Promise.all(keys.map((Key) => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key })))),
    },
    {
      name: `this library, ${keys.length} times, each in a new window`,
      run: () => {
        nowMs += 3_600_000
        return Promise.all(keys.map((key) => blobs.signedUrl(toObjectKey(key))))
      },
    },
    { name: 'this library, the whole view, polled', run: () => service.view(projectId) },
  ]
}
