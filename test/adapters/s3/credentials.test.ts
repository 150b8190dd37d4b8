import { S3Client } from '@aws-sdk/client-s3'
import { toObjectKey } from '@badapple/scenes'
import { createS3BlobStore } from '@badapple/scenes/s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CountingServer } from '../../support/engines/counting-server.js'
import { countingServer } from '../../support/engines/counting-server.js'
import { lateCredentials } from '../../support/late-credentials.js'

const KEY = toObjectKey('mv/projects/91cf/scenes/003/video.mp4')
const BYTES = new Uint8Array([1])

let server: CountingServer

beforeAll(async () => {
  server = await countingServer()
})

afterAll(() => {
  server.close()
})

function waitingForCredentials(requestTimeoutMs: number) {
  const { credentials, arrive } = lateCredentials()
  const client = new S3Client({
    region: 'us-east-1',
    credentials,
    endpoint: server.endpoint,
    forcePathStyle: true,
  })
  return { store: createS3BlobStore({ client, bucket: 'media', requestTimeoutMs }), arrive }
}

describe('credentials that never come', () => {
  it('end every request at its deadline', async () => {
    const { store } = waitingForCredentials(20)
    expect(await store.stat(KEY)).toBe('unreachable')
    const noAnswer = { code: 'BLOB_UNREACHABLE', retryable: true, cause: { name: 'TimeoutError' } }
    await expect(store.put(KEY, BYTES)).rejects.toMatchObject(noAnswer)
    await expect(store.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject(noAnswer)
    await expect(store.signedUrl(KEY)).rejects.toMatchObject(noAnswer)
    const upload = store.signedUpload(KEY, { contentType: 'video/mp4', size: 1 })
    await expect(upload).rejects.toMatchObject(noAnswer)
    expect(server.requests).toEqual([])
  })

  it('do not keep an upload from being aborted', async () => {
    const { store } = waitingForCredentials(600_000)
    const controller = new AbortController()
    const upload = store.put(KEY, BYTES, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(upload).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
  })
})

describe('credentials that come late', () => {
  it('send nothing that nobody waits for any more', async () => {
    const { store, arrive } = waitingForCredentials(1_000)
    await expect(store.put(KEY, BYTES)).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE' })
    await arrive()
    expect(server.requests).toEqual([])
  })

  it('sign URLs from then on', async () => {
    const { store, arrive } = waitingForCredentials(1_000)
    await expect(store.signedUrl(KEY)).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE' })
    await arrive()
    expect(await store.signedUrl(KEY)).toContain('X-Amz-Signature=')
    expect((await store.signedUpload(KEY, { contentType: 'video/mp4', size: 1 })).url).toContain('Signature=')
  })
})
