import { describe, expect, it } from 'vitest'
import type { BlobStat } from '../../../src/core/model/blob.js'
import { blobStoreContract } from '../../../src/testing/contract/blob-store-contract.js'
import type { BlobStoreFactory } from '../../../src/testing/contract/blob-store-subject.js'
import { ContractError } from '../../../src/testing/contract/contract-case.js'
import type { HttpBucketDefects } from './support/blob-store/http-bucket.js'
import { startHttpBucket } from './support/blob-store/http-bucket.js'
import { aroundMemorySubject } from './support/blob-store/memory-bucket.js'
import { WRONG_ANSWERS } from './support/blob-store/wrong-answers.js'
import { WRONG_BODIES } from './support/blob-store/wrong-bodies.js'
import { WRONG_LISTS } from './support/blob-store/wrong-lists.js'
import { replacing } from './support/blob-store/wrong-store.js'
import { WRONG_UPLOADS } from './support/blob-store/wrong-uploads.js'
import { WRONG_URLS } from './support/blob-store/wrong-urls.js'

/** Runs the case of a promise, which must fail and say why. */
async function mustBreak(promise: string, factory: BlobStoreFactory): Promise<void> {
  const cases = blobStoreContract(factory).filter(({ name }) => name === promise)
  expect(cases.map(({ name }) => name)).toEqual([promise])
  const errors = await Promise.all(
    cases.map(({ run }) =>
      run().then(
        () => 'the promise is kept',
        (error: unknown) => error,
      ),
    ),
  )
  const [error] = errors
  expect(error).toBeInstanceOf(ContractError)
  expect(error).toMatchObject({ promise, message: expect.stringContaining(promise) as unknown })
  // It fails for what the store does, not because the subject offers too little.
  expect(String(error)).not.toMatch(/the subject has no|cannot be fetched/)
}

describe('the contract notices a blob store that', () => {
  it.each([...WRONG_BODIES, ...WRONG_UPLOADS, ...WRONG_ANSWERS, ...WRONG_LISTS, ...WRONG_URLS])(
    '$it',
    async ({ breaks, storeOf }) => {
      await mustBreak(breaks, () => aroundMemorySubject(storeOf))
    },
  )
})

describe('the contract notices a bucket that', () => {
  const WRONG_BUCKETS: readonly (readonly [it: string, breaks: string, defects: HttpBucketDefects])[] = [
    [
      'does not check which object was signed',
      'signedUrl: reads no other object than the one that it was made for',
      { unchecked: true },
    ],
    [
      'does not check the size that was signed',
      'signedUpload: takes no other size than the one that it was made for',
      { unchecked: true },
    ],
    [
      'does not check the type that was signed',
      'signedUpload: takes no other content type than the one that it was made for',
      { unchecked: true },
    ],
    [
      'does not say the content type',
      'signedUrl: reads the bytes of the object, with its content type',
      { typeless: true },
    ],
    [
      'does not decode the keys of what it reads',
      'signedUrl: reads objects whose keys contain any characters',
      { undecoded: true, unchecked: true },
    ],
    [
      'does not decode the keys of what it takes',
      'signedUpload: what is sent becomes the object, with its bytes, type and size',
      { undecoded: true, unchecked: true },
    ],
  ]
  it.each(WRONG_BUCKETS)('%s', async (_, breaks, defects) => {
    const bucket = await startHttpBucket(defects)
    try {
      await mustBreak(breaks, bucket.subject)
    } finally {
      bucket.stop()
    }
  })
})

describe('the contract finds nothing wrong with a store that', () => {
  it('lists in another order', async () => {
    const storeOf = replacing(
      'list',
      (bucket) =>
        async function* (prefix) {
          const found: BlobStat[] = []
          for await (const stat of bucket.list(prefix)) found.unshift(stat)
          yield* found
        },
    )
    const lacks = { 'fetchable-urls': 'nothing serves memory' }
    for (const { run } of blobStoreContract(() => aroundMemorySubject(storeOf), { lacks })) await run()
  })
})
