import { equal, holds } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { BYTES, someBytes } from './bytes.js'
import { nothingAt, objectAt } from './object-at.js'
import { isNow } from './times.js'

/** What `stat` says. */
export const statAnswers: readonly BlobPromise[] = [
  {
    promise: 'stat: says "absent" of what is not there, and does not throw',
    run: async (bucket) => {
      await nothingAt(bucket, bucket.key('video.mp4'))
    },
  },
  {
    promise: 'stat: an object is none at the keys around it',
    run: async (bucket) => {
      await bucket.store.put(bucket.key('scenes/003/video.mp4'), BYTES)
      for (const name of [
        'scenes',
        'scenes/',
        'scenes/003/video',
        'scenes/003/video.mp4/a',
        'scenes/003/VIDEO.mp4',
      ]) {
        await nothingAt(bucket, bucket.key(name))
      }
    },
  },
  {
    promise: 'stat: tells an empty object from one that is absent and from one with bytes',
    run: async ({ store, key }) => {
      await store.put(key('empty.mp4'), new Uint8Array())
      await store.put(key('one.mp4'), new Uint8Array(1))
      equal(await store.stat(key('empty.mp4')), 'empty', 'stat of the empty object')
      equal(await store.stat(key('none.mp4')), 'absent', 'stat of the absent object')
      equal((await objectAt(store, key('one.mp4'))).size, 1, 'the size of the object of one byte')
    },
  },
  {
    promise: 'stat: says the key and the size in bytes',
    run: async ({ store, key }) => {
      for (const size of [1, 255, 70_000]) {
        const name = key(`${size}.mp4`)
        await store.put(name, someBytes(size))
        const stat = await objectAt(store, name)
        equal({ key: stat.key, size: stat.size }, { key: name, size }, 'stat')
      }
    },
  },
  {
    promise: 'stat: says when the object was put, in UTC with six fraction digits',
    run: async ({ store, key }) => {
      const begin = Date.now()
      const { lastModified } = await store.put(key('video.mp4'), BYTES)
      isNow(lastModified, begin, 'lastModified in the answer of put')
      isNow((await objectAt(store, key('video.mp4'))).lastModified, begin, 'lastModified in stat')
    },
  },
  {
    promise: 'stat: says the same again and again',
    run: async ({ store, key }) => {
      await store.put(key('video.mp4'), BYTES)
      const first = await store.stat(key('video.mp4'))
      holds(typeof first === 'object', 'the object is not there')
      equal(await store.stat(key('video.mp4')), first, 'stat')
    },
  },
]
