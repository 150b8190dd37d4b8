import { attemptKey, SceneError, toObjectKey } from '@badapple/scenes'
import { blobStoreContract } from '@badapple/scenes/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BucketProxy, BucketRequest } from './support/bucket-proxy.js'
import { startBucketProxy } from './support/bucket-proxy.js'
import type { LiveBucket } from './support/live-bucket.js'
import { liveBucket } from './support/live-bucket.js'

const MEGABYTE = 1024 * 1024
/** Whoever waits for a stream that never says a word again fails soon. */
const AT_ONCE = { timeout: 20_000 }
const VIDEO = new Uint8Array(1_000).fill(7)

let bucket: LiveBucket
let proxy: BucketProxy

beforeAll(async () => {
  bucket = await liveBucket()
  proxy = await startBucketProxy(bucket.endpoint, bucket.conditionalWrites)
})

afterAll(async () => {
  proxy.stop()
  await bucket.close()
})

const conditional = (options = {}) =>
  bucket.store({
    config: { ...bucket.config, endpoint: proxy.endpoint },
    conditionalWrites: true,
    ...options,
  })

let keys = 0
const newKey = () => toObjectKey(`uploads/${++keys}.mp4`)

const isPut = ({ method, url }: BucketRequest) => method === 'PUT' && !url.includes('partNumber')
const isEnd = ({ method, url }: BucketRequest) => method === 'POST' && url.includes('uploadId=')
const count = (which: (request: BucketRequest) => boolean) => proxy.requests.filter(which).length

/** A stream of so many megabytes, the numbers of which are in the bytes. */
async function* megabytes(many: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < many; at++) {
    await Promise.resolve()
    yield new Uint8Array(MEGABYTE).fill(at % 256)
  }
}

describe('uploads to a bucket that refuses to overwrite', () => {
  const factory = () => ({
    store: conditional(),
    another: () => conditional(),
    read: (key: string) => bucket.read(key),
  })
  const cases = blobStoreContract(factory).filter(({ name }) => /^put: (?:of 16|never)/.test(name))
  for (const { name, run } of cases) it(name, run)

  it('are the three races and what never overwrites', () => {
    expect(cases.map(({ name }) => name)).toHaveLength(6)
  })

  it('take one request, and one to see what is there', async () => {
    const before = proxy.requests.length
    await conditional().put(newKey(), VIDEO)
    expect(proxy.requests.slice(before).map(({ method }) => method)).toEqual(['PUT', 'HEAD'])
  })

  it('carry a checksum of the bytes', async () => {
    await conditional().put(newKey(), VIDEO, { contentType: 'video/mp4' })
    const put = proxy.requests.filter(isPut).at(-1)
    const checksums = Object.keys(put?.headers ?? {}).filter((name) => name.includes('checksum'))
    expect(checksums.length).toBeGreaterThan(0)
  })
})

describe('an upload whose reply is lost', () => {
  it('finds its own object when the SDK tries again, and is done', async () => {
    const key = newKey()
    proxy.loseReply((request) => isPut(request) && request.url.includes(key))
    const before = count(isPut)
    expect(await conditional().put(key, VIDEO)).toMatchObject({ key, size: VIDEO.byteLength })
    expect(count(isPut)).toBe(before + 2)
    expect(await bucket.read(key)).toEqual(VIDEO)
  })

  it('is not taken for the upload of somebody else with as many bytes', async () => {
    const key = newKey()
    await conditional().put(key, new Uint8Array(VIDEO.byteLength).fill(8))
    proxy.loseReply((request) => isPut(request) && request.url.includes(key))
    await expect(conditional().put(key, VIDEO)).rejects.toMatchObject({ code: 'BLOB_EXISTS' })
    expect((await bucket.read(key))?.[0]).toBe(8)
  })

  it('finds its own object also when it was sent in parts', async () => {
    const key = newKey()
    proxy.loseReply((request) => isEnd(request) && request.url.includes(key))
    const stat = await conditional().put(key, megabytes(18))
    expect(stat.size).toBe(18 * MEGABYTE)
    expect((await bucket.read(key))?.[17 * MEGABYTE]).toBe(17)
  })

  it('finds its own object in parts also on a bucket that does not refuse, where the upload is over by then', async () => {
    const key = newKey()
    proxy.loseReply((request) => isEnd(request) && request.url.includes(key))
    const store = bucket.store({
      config: { ...bucket.config, endpoint: proxy.endpoint },
      conditionalWrites: false,
    })
    expect(await store.put(key, megabytes(18))).toMatchObject({ size: 18 * MEGABYTE })
  })

  it('says that nobody knows when the bucket then does not answer any more', async () => {
    const key = newKey()
    proxy.loseReply((request) => isPut(request) && request.url.includes(key))
    proxy.answer((request) => isPut(request) && request.url.includes(key), 503, 'SlowDown', 9)
    const failure = conditional().put(key, VIDEO)
    await expect(failure).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE', retryable: true })
    expect(await bucket.read(key)).toEqual(VIDEO)
  })
})

describe('an upload beside another one', () => {
  it('is told so when the other one replaced it before it looked', async () => {
    const key = newKey()
    const rival = bucket.store({ conditionalWrites: false })
    const replaced = new Uint8Array(VIDEO.byteLength).fill(8)
    const replacing = { ...bucket.config, endpoint: proxy.endpoint }
    const store = bucket.store({ config: replacing, conditionalWrites: false })
    proxy.before(
      ({ method, url }) => method === 'HEAD' && url.includes(key) && count(isPut) > before,
      () => bucket.overwrite(key, replaced),
    )
    const before = count(isPut)
    await expect(store.put(key, VIDEO)).rejects.toMatchObject({ code: 'BLOB_EXISTS' })
    expect(await rival.stat(key)).toMatchObject({ size: replaced.byteLength })
  })

  it('may be tried again when the bucket says that both are under way', async () => {
    const key = newKey()
    proxy.answer(
      (request) => isPut(request) && request.url.includes(key),
      409,
      'ConditionalRequestConflict',
      9,
    )
    await expect(conditional().put(key, VIDEO)).rejects.toMatchObject({
      code: 'BLOB_UNREACHABLE',
      retryable: true,
    })
  })
})

describe('an upload in parts', () => {
  const begun = ({ method, url }: BucketRequest) => method === 'POST' && url.includes('uploads')
  const removed = ({ method, url }: BucketRequest) => method === 'DELETE' && url.includes('uploadId=')

  async function leavesNoParts(body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<unknown> {
    const key = newKey()
    const before = [count(begun), count(removed), count(isEnd)]
    let failure: unknown
    await conditional()
      .put(key, body, { signal })
      .catch((error: unknown) => {
        failure = error
      })
    expect([count(begun), count(removed), count(isEnd)]).toEqual(
      before.map((many, at) => (at < 2 ? many + 1 : many)),
    )
    expect(await bucket.read(key)).toBeUndefined()
    return failure
  }

  it('is removed, parts and all, when its stream breaks', async () => {
    const broke = new Error('the provider hung up')
    async function* breaking() {
      yield* megabytes(20)
      throw broke
    }
    expect(await leavesNoParts(breaking())).toBe(broke)
  })

  it('is removed when it is aborted, also while its stream has nothing to say', async () => {
    const controller = new AbortController()
    async function* stalling() {
      yield* megabytes(20)
      controller.abort(new Error('enough'))
      await new Promise(() => undefined)
    }
    const failure = await leavesNoParts(stalling(), controller.signal)
    expect(failure).toBeInstanceOf(SceneError)
    expect(failure).toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
  })

  it('is removed when a part is refused', async () => {
    proxy.answer(({ url }) => url.includes('partNumber=2'), 400, 'InvalidPart')
    expect(await leavesNoParts(megabytes(20))).toMatchObject({ code: 'BLOB_UNREACHABLE', retryable: false })
  })

  it('is removed when the key is taken by its end', async () => {
    const key = newKey()
    const rival = conditional()
    async function* late() {
      yield* megabytes(20)
      await rival.put(key, VIDEO)
    }
    const before = count(removed)
    await expect(conditional().put(key, late())).rejects.toMatchObject({
      code: 'BLOB_EXISTS',
      details: { key },
    })
    expect(count(removed)).toBe(before + 1)
    expect(await bucket.read(key)).toEqual(VIDEO)
  })

  it(
    'is removed, and fails at once, when a part is refused while its stream has nothing to say',
    AT_ONCE,
    async () => {
      proxy.answer(({ url }) => url.includes('partNumber=1'), 400, 'InvalidPart')
      let cancelled = false
      const chunks = megabytes(10)
      const stalling = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const next = await chunks.next()
          if (next.done === true) return new Promise(() => undefined)
          controller.enqueue(next.value)
        },
        cancel: () => {
          cancelled = true
        },
      })
      expect(await leavesNoParts(stalling)).toMatchObject({
        code: 'BLOB_UNREACHABLE',
        retryable: false,
        cause: { name: 'InvalidPart' },
      })
      expect(cancelled).toBe(true)
    },
  )

  it('fails also when it cannot begin while its stream has nothing to say', AT_ONCE, async () => {
    proxy.answer(begun, 403, 'AccessDenied')
    async function* stalling() {
      yield* megabytes(10)
      await new Promise(() => undefined)
    }
    await expect(conditional().put(newKey(), stalling())).rejects.toMatchObject({
      code: 'BLOB_UNREACHABLE',
      cause: { name: 'AccessDenied' },
    })
  })

  it('lets go of its stream when it fails', async () => {
    proxy.answer(({ url }) => url.includes('partNumber=1'), 400, 'InvalidPart')
    let released = false
    async function* watched() {
      try {
        yield* megabytes(100)
      } finally {
        released = true
      }
    }
    await expect(conditional().put(newKey(), watched())).rejects.toMatchObject({ code: 'BLOB_UNREACHABLE' })
    await expect.poll(() => released).toBe(true)
  })

  it('takes 200 MB of a stream, and little memory', async () => {
    const key = newKey()
    let most = 0
    async function* watched() {
      for await (const chunk of megabytes(200)) {
        most = Math.max(most, process.memoryUsage().rss)
        yield chunk
      }
    }
    const before = process.memoryUsage().rss
    expect(await bucket.store().put(key, watched())).toMatchObject({ size: 200 * MEGABYTE })
    expect((most - before) / MEGABYTE).toBeLessThan(120)
  })
})

describe('a bucket that overwrites without a question', () => {
  it('still keeps the video of every attempt, as each has a key of its own', async () => {
    const store = bucket.store({ conditionalWrites: false })
    const rivals = Array.from({ length: 16 }, (_, at) => attemptKey('91cf', 3, at + 1, `claim-${at + 1}`))
    await Promise.all(rivals.map((key, at) => store.put(key, new Uint8Array(100).fill(at))))
    for (const [at, key] of rivals.entries()) expect((await bucket.read(key))?.[50]).toBe(at)
  })

  it.runIf(process.env['SCENES_S3_ENDPOINT'] === undefined)(
    'holds one of 16 that race for one key, whole',
    async () => {
      const key = newKey()
      const store = bucket.store({ conditionalWrites: false })
      const outcomes = await Promise.allSettled(
        Array.from({ length: 16 }, (_, at) => store.put(key, new Uint8Array(100 + at).fill(at))),
      )
      const kept = await bucket.read(key)
      expect(new Set(kept).size).toBe(1)
      expect(kept?.byteLength).toBe(100 + (kept?.[0] ?? 0))
      expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    },
  )
})
