import { randomUUID } from 'node:crypto'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { BlobStore } from '@badapple/scenes'
import type { S3BlobStoreOptions } from '@badapple/scenes/s3'
import { createS3BlobStore } from '@badapple/scenes/s3'
import { startS3 } from '../../../support/engines/s3-engine.js'

/** A bucket of a test on a live engine. */
export interface LiveBucket {
  readonly bucket: string
  readonly client: S3Client
  readonly config: S3ClientConfig
  readonly endpoint: string
  readonly conditionalWrites: boolean
  readonly isForeign: boolean
  /** A store on the bucket, with connections of its own. */
  store(
    options?: Partial<Omit<S3BlobStoreOptions, 'client' | 'config'>> & { readonly config?: S3ClientConfig },
  ): BlobStore
  /** The bytes of an object, without the library. */
  read(name: string): Promise<Uint8Array | undefined>
  /** Puts bytes at a name, over whatever is there, without the library. */
  overwrite(name: string, bytes: Uint8Array): Promise<unknown>
  /** Deletes the bucket and stops the engine that was started for it. */
  close(): Promise<void>
}

/** A new bucket, on an engine that is started for it or on the one that the environment names. */
export async function liveBucket(): Promise<LiveBucket> {
  const engine = await startS3()
  const bucket = `${process.env['SCENES_BUCKET_PREFIX'] ?? 'scenes-test'}-${randomUUID()}`
  const client = new S3Client(engine.config)
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  return {
    bucket,
    client,
    config: engine.config,
    endpoint: engine.endpoint,
    conditionalWrites: engine.conditionalWrites,
    isForeign: engine.isForeign,
    store: (options = {}) =>
      createS3BlobStore({
        config: engine.config,
        bucket,
        conditionalWrites: engine.conditionalWrites,
        ...options,
      }),
    read: async (name) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }))
        return await Body?.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
    overwrite: (name, bytes) => client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes })),
    close: async () => {
      if (engine.isForeign) await removeBucket(client, bucket)
      client.destroy()
      engine.stop()
    },
  }
}

async function removeBucket(client: S3Client, Bucket: string): Promise<void> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }))
  }
  await client.send(new DeleteBucketCommand({ Bucket }))
}
