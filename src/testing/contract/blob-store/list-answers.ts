import { equal, holds, sameEntries } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, someBytes } from './bytes.js'
import { listed, listedKeys } from './listed.js'
import { objectAt } from './object-at.js'
import { isNow } from './times.js'

/** One more than a page of S3 would hold, and then some. */
const MORE_THAN_A_PAGE = 1_005
const PARALLEL_PUTS = 16

/** What `list` finds. */
export const listAnswers: readonly BlobPromise[] = [
  {
    promise: 'list: finds exactly what begins with the prefix, in whatever folder',
    run: async (bucket) => {
      const names = ['a/1', 'a/2', 'a/b/c/1', 'ab/1', 'a', 'b/a/1', 'A/1']
      for (const name of names) await bucket.store.put(bucket.key(name), BYTES)
      const finds = (prefix: string, found: readonly string[]) => findsNames(bucket, prefix, found)
      await finds('', names)
      await finds('a', ['a/1', 'a/2', 'a/b/c/1', 'ab/1', 'a'])
      await finds('a/', ['a/1', 'a/2', 'a/b/c/1'])
      await finds('a/b', ['a/b/c/1'])
      await finds('ab', ['ab/1'])
      await finds('a/1', ['a/1'])
    },
  },
  {
    promise: 'list: ends at once where there is nothing, which is no error',
    run: async (bucket) => {
      await findsNames(bucket, '', [])
      await bucket.store.put(bucket.key('a/1'), BYTES)
      for (const prefix of ['a/1/', 'a/2', 'b']) await findsNames(bucket, prefix, [])
    },
  },
  {
    promise: 'list: finds each of 1,005 objects once, over all pages',
    run: async (bucket) => {
      const names = Array.from({ length: MORE_THAN_A_PAGE }, (_, at) => `scenes/${at}.mp4`)
      const left = names.values()
      await Promise.all(
        Array.from({ length: PARALLEL_PUTS }, async () => {
          for (const name of left) await bucket.store.put(bucket.key(name), BYTES)
        }),
      )
      await findsNames(bucket, 'scenes/', names)
    },
  },
  {
    promise: 'list: says the key and the size that stat says, and when the object was put',
    run: async ({ store, prefix, key }) => {
      const begin = Date.now()
      for (const size of [1, 2_000]) await store.put(key(`${size}.mp4`), someBytes(size))
      const found = await listed(store, prefix)
      equal(found.length, 2, 'the number of listed objects')
      for (const entry of found) {
        const stat = await objectAt(store, entry.key)
        equal({ key: entry.key, size: entry.size }, { key: stat.key, size: stat.size }, 'the listed object')
        isNow(entry.lastModified, begin, 'lastModified in the list')
      }
    },
  },
  {
    promise: 'list: finds empty objects too',
    run: async ({ store, prefix, key }) => {
      await store.put(key('empty.mp4'), new Uint8Array())
      const found = (await listed(store, prefix)).map(({ key, size }) => ({ key, size }))
      equal(found, [{ key: key('empty.mp4'), size: 0 }], 'the listed objects')
    },
  },
  {
    promise: 'list: may be left early, which does no harm',
    run: async (bucket) => {
      const names = ['1', '2', '3']
      for (const name of names) await bucket.store.put(bucket.key(name), BYTES)
      const seen: string[] = []
      for await (const { key } of bucket.store.list(bucket.prefix)) {
        seen.push(key)
        break
      }
      holds(seen.length === 1, `the first of three objects was expected, ${seen.length} were seen`)
      await findsNames(bucket, '', names)
    },
  },
  {
    promise: 'list: two listings at once do not disturb each other',
    run: async (bucket) => {
      for (const name of ['a/1', 'a/2', 'b/1']) await bucket.store.put(bucket.key(name), BYTES)
      await Promise.all([findsNames(bucket, 'a/', ['a/1', 'a/2']), findsNames(bucket, 'b/', ['b/1'])])
    },
  },
]

/** Under the prefix, within the case's own, there are exactly these objects. */
async function findsNames(bucket: CaseBucket, prefix: string, names: readonly string[]): Promise<void> {
  const keys = await listedKeys(bucket.store, `${bucket.prefix}${prefix}`)
  sameEntries(keys, names.map(bucket.key), `the keys listed under "${prefix}"`)
}
