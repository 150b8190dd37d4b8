import { equal } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { BYTES, holdsBytes, someBytes } from './bytes.js'
import { listed } from './listed.js'
import { objectAt } from './object-at.js'
import { SlicesAreViews } from './slices-are-views.js'
import { streamOf } from './streams.js'

/** Nothing that is stored is shared with the caller. */
export const sharing: readonly BlobPromise[] = [
  {
    promise: 'put: the object stays as it is when the caller changes the bytes afterwards',
    run: async (bucket) => {
      for (const [at, given] of [someBytes(100), SlicesAreViews.from(someBytes(100))].entries()) {
        const key = bucket.key(`video-${at}.mp4`)
        await bucket.store.put(key, given)
        given.fill(9)
        await holdsBytes(bucket, key, someBytes(100))
      }
    },
  },
  {
    promise:
      'put: the object is what the bytes were when it was called, whatever the caller does with them meanwhile',
    run: async (bucket) => {
      for (const [at, given] of [someBytes(100), SlicesAreViews.from(someBytes(100))].entries()) {
        const key = bucket.key(`video-${at}.mp4`)
        const putting = bucket.store.put(key, given)
        given.fill(9)
        await putting
        await holdsBytes(bucket, key, someBytes(100))
      }
    },
  },
  {
    promise: 'put: the object stays as it is when the caller changes the chunks afterwards',
    run: async (bucket) => {
      for (const [at, given] of [someBytes(100), SlicesAreViews.from(someBytes(100))].entries()) {
        const key = bucket.key(`video-${at}.mp4`)
        await bucket.store.put(key, streamOf(given))
        given.fill(9)
        await holdsBytes(bucket, key, someBytes(100))
      }
    },
  },
  {
    promise: 'stat: the facts stay as they are when the caller changes an answer, whoever gave it',
    run: async ({ store, prefix, key }) => {
      const put = await store.put(key('video.mp4'), BYTES, { contentType: 'video/mp4' })
      const before = { ...put }
      spoil(put)
      spoil(await objectAt(store, key('video.mp4')))
      for (const stat of await listed(store, prefix)) spoil(stat)
      equal(await objectAt(store, key('video.mp4')), before, 'stat')
      equal(
        (await listed(store, prefix)).map(({ key, size }) => ({ key, size })),
        [{ key: key('video.mp4'), size: 3 }],
        'the list',
      )
    },
  },
]

function spoil(stat: object): void {
  for (const name of ['key', 'size', 'lastModified', 'contentType']) Reflect.set(stat, name, 'spoilt')
}
