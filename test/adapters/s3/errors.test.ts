import { S3Client } from '@aws-sdk/client-s3'
import { toObjectKey } from '@badapple/scenes'
import { createS3BlobStore } from '@badapple/scenes/s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import type { LiveBucket } from './support/live-bucket.js'
import { liveBucket } from './support/live-bucket.js'

const KEY = toObjectKey('mv/projects/91cf/scenes/003/video.mp4')

interface Answer {
  readonly status: number
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A store whose requests are answered so, by method and path; whatever is not named is answered with 500. */
function answering(answers: Readonly<Record<string, Answer>>, now?: () => number) {
  const seen: string[] = []
  const client = new S3Client({
    region: 'us-east-1',
    forcePathStyle: true,
    endpoint: 'http://s3.example',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: ({ method, path }: { readonly method: string; readonly path: string }) => {
        const request = `${method} ${path}`
        seen.push(request)
        const { status, code = '', headers = {} } = answers[request] ?? { status: 500 }
        const body =
          method === 'HEAD' || code === '' ? '' : `<Error><Code>${code}</Code><Message>no</Message></Error>`
        return Promise.resolve({ response: { statusCode: status, headers, body: Buffer.from(body) } })
      },
    },
  })
  return { store: createS3BlobStore({ client, bucket: 'media', ...(now !== undefined && { now }) }), seen }
}

const HEAD = `HEAD /media/${KEY}`
const HEAD_BUCKET = 'HEAD /media/'
const PUT = `PUT /media/${KEY}`

describe('stat', () => {
  it.each<[string, Record<string, Answer>, string]>([
    [
      '"absent" of what is not in a bucket that exists',
      { [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 200 } },
      'absent',
    ],
    [
      '"absent" also where looking at the bucket is not allowed',
      { [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 403 } },
      'absent',
    ],
    [
      '"unreachable" where there is no such bucket',
      { [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 404 } },
      'unreachable',
    ],
    ['"unreachable" when the bucket cannot be asked', { [HEAD]: { status: 404 } }, 'unreachable'],
    [
      '"unreachable" of what was deleted from a bucket with versions',
      { [HEAD]: { status: 404, headers: { 'x-amz-delete-marker': 'true' } }, [HEAD_BUCKET]: { status: 200 } },
      'unreachable',
    ],
    ['"unreachable" of what it may not see', { [HEAD]: { status: 403 } }, 'unreachable'],
    ['"unreachable" when the bucket is too busy', { [HEAD]: { status: 503 } }, 'unreachable'],
    [
      '"empty" of an object without bytes',
      { [HEAD]: { status: 200, headers: { 'content-length': '0' } } },
      'empty',
    ],
  ])('says %s', async (_what, answers, expected) => {
    expect(await answering(answers).store.stat(KEY)).toBe(expected)
  })

  it('asks once whether the bucket exists', async () => {
    const { store, seen } = answering({ [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 200 } })
    for (let times = 0; times < 3; times++) await store.stat(KEY)
    expect(seen).toEqual([HEAD, HEAD_BUCKET, HEAD, HEAD])
  })

  it('asks again after a minute, as the bucket may have been deleted', async () => {
    const answers: Record<string, Answer> = { [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 200 } }
    let nowMs = 1_000_000
    const { store, seen } = answering(answers, () => nowMs)
    expect(await store.stat(KEY)).toBe('absent')
    answers[HEAD_BUCKET] = { status: 404 }
    nowMs += 59_999
    expect(await store.stat(KEY)).toBe('absent')
    nowMs += 1
    expect(await store.stat(KEY)).toBe('unreachable')
    expect(seen).toEqual([HEAD, HEAD_BUCKET, HEAD, HEAD, HEAD_BUCKET])
  })

  it('asks again also when the clock was put back', async () => {
    const answers: Record<string, Answer> = { [HEAD]: { status: 404 }, [HEAD_BUCKET]: { status: 200 } }
    let nowMs = 1_000_000
    const { store } = answering(answers, () => nowMs)
    expect(await store.stat(KEY)).toBe('absent')
    answers[HEAD_BUCKET] = { status: 404 }
    nowMs -= 1
    expect(await store.stat(KEY)).toBe('unreachable')
  })

  it('asks again until the bucket has answered', async () => {
    const { store, seen } = answering({ [HEAD]: { status: 404 } })
    for (let times = 0; times < 2; times++) expect(await store.stat(KEY)).toBe('unreachable')
    expect(seen).toEqual([HEAD, HEAD_BUCKET, HEAD, HEAD_BUCKET])
  })
})

describe('an upload that comes to nothing', () => {
  it.each<[Answer, boolean, RegExp]>([
    [
      { status: 404, code: 'NoSuchBucket' },
      false,
      /bucket media: the bucket does not exist; correct its name/,
    ],
    [
      { status: 403, code: 'AccessDenied' },
      false,
      /do not allow this request; see the policy in the guide to S3/,
    ],
    [{ status: 400, code: 'ExpiredToken' }, false, /expired; renew them/],
    [{ status: 403, code: 'InvalidAccessKeyId' }, false, /credentials are wrong/],
    [{ status: 301, code: 'PermanentRedirect' }, false, /another region/],
    [{ status: 400, code: 'InvalidRequest' }, false, /400 InvalidRequest/],
    [{ status: 429, code: 'TooManyRequests' }, true, /429/],
    [{ status: 503, code: 'SlowDown' }, true, /503 SlowDown/],
    [{ status: 500, code: 'InternalError' }, true, /500 InternalError/],
  ])('after %j says why, and whether to try again: %s', async (answer, retryable, message) => {
    const failure: unknown = await answering({ [PUT]: answer })
      .store.put(KEY, new Uint8Array([1]))
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'BLOB_UNREACHABLE', retryable, details: { key: KEY } })
    expect(String(failure)).toMatch(message)
    expect(failure).toHaveProperty('cause.name')
  })

  it('keeps what was wrong with the credentials', async () => {
    const client = new S3Client({
      region: 'us-east-1',
      credentials: () =>
        Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    })
    const store = createS3BlobStore({ client, bucket: 'media' })
    for (const work of [store.put(KEY, new Uint8Array([1])), store.signedUrl(KEY)]) {
      await expect(work).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE', retryable: false })
    }
  })
})

describe('bad input', () => {
  it('is refused when the store is made', () => {
    const config = { region: 'us-east-1' }
    const client = new S3Client(config)
    for (const options of [
      { bucket: 'media' },
      { bucket: 'media', client, config },
      { bucket: '', config },
      { bucket: 7, config },
      { bucket: 'media', config, now: 7 },
      { bucket: 'media', config, now: Number.NaN },
      { bucket: 'media', config, prefix: '/media/' },
      { bucket: 'media', config, prefix: 's3://media/' },
    ]) {
      expect(() => createS3BlobStore(options as never)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      )
    }
  })

  it('is refused before anything is asked', async () => {
    const { store, seen } = answering({})
    const wrong = 'https://media.example/video.mp4?X-Amz-Signature=1'
    for (const work of [
      () => store.stat(wrong as never),
      () => store.put(wrong as never, new Uint8Array([1])),
      () => store.signedUrl(wrong as never),
      () => store.signedUrl(KEY, { expiresInSeconds: 0 }),
      () => store.signedUrl(KEY, { windowSeconds: 1.5 }),
      () => store.signedUrl(KEY, { expiresInSeconds: 604_800 }),
      () => store.signedUpload(KEY, { contentType: 'video/mp4', size: 0 }),
      () => store.signedUpload(KEY, { contentType: '', size: 1 }),
      () => store.signedUpload(KEY, { contentType: 'video/mp4 ', size: 1 }),
      () => store.signedUpload(KEY, { contentType: 'video/mp4\r\nx: y', size: 1 }),
      () => store.signedUpload(KEY, { size: 1 } as never),
      () => answering({}, () => Number.NaN).store.signedUrl(KEY),
      () => store.signedUpload(KEY, { contentType: 'video/mp4', size: 1, expiresInSeconds: 604_801 }),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    }
    expect(seen).toEqual([])
  })
})

describe('a live bucket', () => {
  let bucket: LiveBucket
  let silent: Server
  beforeAll(async () => {
    bucket = await liveBucket()
    silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    silent.close()
    await bucket.close()
  })

  it('that does not exist is never one without objects', async () => {
    const store = bucket.store({ bucket: `${bucket.bucket}-nowhere`, conditionalWrites: true })
    expect(await store.stat(KEY)).toBe('unreachable')
    await expect(store.put(KEY, new Uint8Array([1]))).rejects.toMatchObject({
      code: 'BLOB_UNREACHABLE',
      retryable: false,
    })
    const listing = store.list('')[Symbol.asyncIterator]()
    await expect(listing.next()).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE' })
  })

  it('that says nothing is given up after the deadline', async () => {
    const { port } = silent.address() as AddressInfo
    const store = bucket.store({
      config: { ...bucket.config, endpoint: `http://127.0.0.1:${port}` },
      requestTimeoutMs: 200,
      conditionalWrites: true,
    })
    expect(await store.stat(KEY)).toBe('unreachable')
    await expect(store.put(KEY, new Uint8Array([1]))).rejects.toMatchObject({
      code: 'BLOB_UNREACHABLE',
      retryable: true,
    })
  })
})
