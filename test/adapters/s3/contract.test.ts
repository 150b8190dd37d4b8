import type { BlobStoreFactory } from '@badapple/scenes/testing'
import { blobStoreContract } from '@badapple/scenes/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { freePort } from '../../support/engines/ports.js'
import type { LiveBucket } from './support/live-bucket.js'
import { liveBucket } from './support/live-bucket.js'

let bucket: LiveBucket

beforeAll(async () => {
  bucket = await liveBucket()
})

afterAll(() => bucket.close())

const isOurs = process.env['SCENES_S3_ENDPOINT'] === undefined
const weak = process.env['SCENES_S3_CONDITIONAL_WRITES'] === 'no'

/** What the engine that comes with the tests does not do. */
const lacks = {
  ...((isOurs || weak) && { 'conditional-put': 'the engine ignores If-None-Match' }),
  ...(isOurs && { 'checked-signatures': 'the engine accepts any signature' }),
}

/** What is lacking where keys are names with something before them. */
const prefixLacks = { ...lacks, 'longest-keys': 'names in the bucket begin with the prefix' }

/** When a signed URL ceases to work. */
function expiryOf(url: string): Date {
  const { searchParams } = new URL(url)
  const [, y, mo, d, h, mi, s] = (
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get('X-Amz-Date') ?? '') ?? []
  ).map(Number)
  const signedMs = Date.UTC(y ?? 0, (mo ?? 0) - 1, d, h, mi, s)
  return new Date(signedMs + Number(searchParams.get('X-Amz-Expires')) * 1_000)
}

async function unreachable() {
  const endpoint = `http://127.0.0.1:${await freePort()}`
  return bucket.store({ config: { ...bucket.config, endpoint, maxAttempts: 1 } })
}

describe.each([
  ['the S3 store', undefined],
  ['the S3 store, in a part of a bucket', 'media/v1/'],
])('%s', (_name, prefix) => {
  const factory: BlobStoreFactory = () => {
    let time: Date | undefined
    const store = bucket.store({ now: () => time ?? new Date(), ...(prefix !== undefined && { prefix }) })
    return {
      store,
      another: () => bucket.store(prefix === undefined ? {} : { prefix }),
      read: (key) => bucket.read(`${prefix ?? ''}${key}`),
      setTime: (to) => {
        time = to
      },
      expiryOf,
      unreachable,
    }
  }
  for (const { name, run } of blobStoreContract(factory, {
    lacks: prefix === undefined ? lacks : prefixLacks,
  }))
    it(name, run)
})
