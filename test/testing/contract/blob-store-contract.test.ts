import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blobStoreContract } from '../../../src/testing/contract/blob-store-contract.js'
import type { BlobStoreCapability } from '../../../src/testing/contract/blob-store-subject.js'
import { ContractError } from '../../../src/testing/contract/contract-case.js'
import type { HttpBucket } from './support/blob-store/http-bucket.js'
import { startHttpBucket } from './support/blob-store/http-bucket.js'
import { memorySubject } from './support/blob-store/memory-bucket.js'

const MEMORY_LACKS = {
  'fetchable-urls': 'nothing serves memory',
  'several-stores': 'its bucket is the store itself',
  'unreachable-bucket': 'memory always answers',
}

describe('the blob store in memory', () => {
  for (const { name, run } of blobStoreContract(memorySubject, { lacks: MEMORY_LACKS })) it(name, run)
})

describe('a bucket that lacks nothing and that all cases share', () => {
  let bucket: HttpBucket | undefined
  beforeAll(async () => {
    bucket = await startHttpBucket()
  })
  afterAll(() => bucket?.stop())
  const subject = () => bucket?.subject() ?? memorySubject()
  for (const { name, run } of blobStoreContract(subject)) it(name, run)
})

describe('the contract', () => {
  it('names each promise once', () => {
    const names = blobStoreContract(memorySubject).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(60)
  })

  it('skips by name what a store is declared to lack, without making one', async () => {
    const cases = blobStoreContract(
      () => {
        throw new Error('nobody asked for a store')
      },
      { lacks: MEMORY_LACKS },
    )
    const skipped = cases.filter((one) => one.skipped !== undefined)
    expect(skipped.map(({ name }) => name)).toContain(
      'signedUrl: reads the bytes of the object, with its content type [skipped: fetchable-urls, nothing serves memory]',
    )
    for (const { name, run } of skipped) {
      expect(name).toMatch(/ \[skipped: [a-z-]+, .+\]$/)
      await run()
    }
  })

  const MISSING: readonly (readonly [capability: BlobStoreCapability, promise: string])[] = [
    ['fetchable-urls', 'signedUrl: reads the bytes of the object, with its content type'],
    ['several-stores', 'several stores: sign the same URL within a window'],
    ['unreachable-bucket', 'stat: says "unreachable" when the bucket does not answer, and does not throw'],
    ['controlled-time', 'signedUrl: has windows of the length that is asked for'],
    ['readable-expiry', 'signedUrl: works at least for an hour when nothing is asked'],
  ]
  it.each(MISSING)(
    'fails where %s is neither offered nor declared to be lacking',
    async (capability, promise) => {
      const { store, read, setTime } = memorySubject()
      const timed = capability === 'readable-expiry' && setTime !== undefined ? { setTime } : {}
      const [broken] = blobStoreContract(() => ({ store, read, ...timed })).filter(
        ({ name }) => name === promise,
      )
      const error: unknown = await broken?.run().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ContractError)
      expect(error).toMatchObject({
        promise,
        message: expect.stringContaining(`lacks: { '${capability}': 'why' }`) as unknown,
      })
    },
  )
})
