import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { toObjectKey } from '@badapple/scenes'
import { createS3BlobStore } from '@badapple/scenes/s3'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { objectKeys } from '../../arbitraries/object-keys.js'

const NOW = Date.UTC(2025, 10, 24, 8, 15, 30, 123)
const WINDOW_BEGIN = new Date(Date.UTC(2025, 10, 24, 8, 15))
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

const CLIENTS = {
  'a bucket of AWS': {},
  'a bucket in another region': { region: 'eu-central-1' },
  'a bucket whose name is in the path': { forcePathStyle: true },
  'an endpoint of somebody else': { endpoint: 'http://127.0.0.1:9000', forcePathStyle: true },
  'an endpoint with a path': { endpoint: 'https://storage.example/s3', forcePathStyle: true },
  'the accelerated endpoint': { useAccelerateEndpoint: true },
  'the endpoint for both internets': { useDualstackEndpoint: true },
} as const

function storeOf(client: S3Client, prefix?: string) {
  return createS3BlobStore({
    client,
    bucket: 'media',
    now: () => NOW,
    ...(prefix !== undefined && { prefix }),
  })
}

/** The same URL has the same parts, in whatever order. */
function partsOf(url: string) {
  const { origin, pathname, searchParams } = new URL(url)
  return { origin, pathname, query: Object.fromEntries(searchParams) }
}

describe.each(Object.entries(CLIENTS))('signed for %s', (_what, config) => {
  const client = new S3Client({ region: 'us-east-1', credentials, ...config })

  it('a URL is the one that the SDK makes', async () => {
    const names = ['video.mp4', `Jäger 😀/a+b c'd(e)!*.mp4`, '100%/%41 &=;?#.mp4']
    for (const key of [...names, ...fc.sample(objectKeys, 20)].map(toObjectKey)) {
      const expected = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'media', Key: key }), {
        expiresIn: 4_500,
        signingDate: WINDOW_BEGIN,
      })
      expect(partsOf(await storeOf(client).signedUrl(key))).toEqual(partsOf(expected))
    }
  })

  it('an upload is the one that the SDK makes, but for the checksum of what it cannot know', async () => {
    const command = new PutObjectCommand({
      Bucket: 'media',
      Key: 'video.mp4',
      ContentType: 'video/mp4',
      ContentLength: 1_234,
      IfNoneMatch: '*',
    })
    const plain = new S3Client({
      region: 'us-east-1',
      credentials,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      ...config,
    })
    const signed = ['host', 'content-type', 'content-length', 'if-none-match']
    const expected = await getSignedUrl(plain, command, {
      expiresIn: 3_600,
      signingDate: new Date(NOW),
      signableHeaders: new Set(signed),
    })
    const upload = await storeOf(client).signedUpload(toObjectKey('video.mp4'), {
      contentType: 'video/mp4',
      size: 1_234,
    })
    expect(partsOf(upload.url)).toEqual(partsOf(expected))
    expect(upload.headers).toEqual({
      'content-type': 'video/mp4',
      'content-length': '1234',
      'if-none-match': '*',
    })
    expect(new URL(upload.url).searchParams.get('X-Amz-SignedHeaders')?.split(';')).toEqual(signed.sort())
  })
})

describe('a signed URL', () => {
  it('is another as soon as the credentials are others', async () => {
    let keyId = 'FIRST'
    const client = new S3Client({
      region: 'us-east-1',
      credentials: () =>
        Promise.resolve({ accessKeyId: keyId, secretAccessKey: keyId, expiration: new Date(0) }),
    })
    const store = storeOf(client)
    const first = await store.signedUrl(toObjectKey('video.mp4'))
    expect(await store.signedUrl(toObjectKey('video.mp4'))).toBe(first)
    keyId = 'SECOND'
    expect(await store.signedUrl(toObjectKey('video.mp4'))).toContain('SECOND')
  })

  it('is not signed again within its window', async () => {
    let now = NOW
    const client = new S3Client({ region: 'us-east-1', credentials })
    const store = createS3BlobStore({ client, bucket: 'media', now: () => now })
    const key = toObjectKey('video.mp4')
    const presign = vi.spyOn(S3RequestPresigner.prototype, 'presign')
    try {
      const first = await store.signedUrl(key)
      const times = presign.mock.calls.length
      now += 60_000
      expect(await store.signedUrl(key)).toBe(first)
      expect(presign).toHaveBeenCalledTimes(times)
      const others = [
        await store.signedUrl(key, { expiresInSeconds: 60 }),
        await store.signedUrl(key, { windowSeconds: 60 }),
        await store.signedUrl(toObjectKey('video_1.mp4')),
      ]
      now += 900_000
      others.push(await store.signedUrl(key))
      expect(new Set([first, ...others]).size).toBe(5)
    } finally {
      presign.mockRestore()
    }
  })

  it('names the object behind the prefix', async () => {
    const client = new S3Client({ region: 'us-east-1', credentials })
    const url = await storeOf(client, 'media/v1/').signedUrl(toObjectKey('mv/video.mp4'))
    expect(new URL(url).pathname).toBe('/media/v1/mv/video.mp4')
  })

  it('is asked for again when there were no credentials the first time', async () => {
    let broken = true
    const client = new S3Client({
      region: 'us-east-1',
      credentials: () => (broken ? Promise.reject(new Error('not yet')) : Promise.resolve(credentials)),
    })
    const store = storeOf(client)
    await expect(store.signedUrl(toObjectKey('video.mp4'))).rejects.toMatchObject({
      code: 'BLOB_UNREACHABLE',
    })
    broken = false
    expect(await store.signedUrl(toObjectKey('video.mp4'))).toContain('X-Amz-Signature=')
  })
})
