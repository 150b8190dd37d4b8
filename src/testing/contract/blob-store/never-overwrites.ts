import type { ObjectKey } from '../../../core/model/object-key.js'
import type { BlobStore, Body } from '../../../core/ports/blob-store.js'
import { equal, rejectsWith } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { BYTES, holdsBytes, someBytes } from './bytes.js'
import { listed } from './listed.js'
import { inChunks, streamOf } from './streams.js'

const OTHERS = someBytes(50)

/** A key that is taken stays what it is. */
export const neverOverwrites: readonly BlobPromise[] = [
  {
    promise: 'put: never overwrites, and the first object stays',
    run: async (bucket) => {
      const { store } = bucket
      const key = bucket.key('video.mp4')
      await store.put(key, BYTES, { contentType: 'video/mp4' })
      const first = await store.stat(key)
      for (const body of [OTHERS, new Blob([OTHERS]), streamOf(...inChunks(OTHERS, 10)), new Uint8Array()]) {
        await isTaken(store, key, body)
        equal(await store.stat(key), first, `stat of ${key}`)
        await holdsBytes(bucket, key, BYTES)
      }
      equal((await listed(store, bucket.prefix)).length, 1, 'the number of listed objects')
    },
  },
  {
    promise: 'put: never overwrites, not even with the same bytes',
    run: async ({ store, key }) => {
      await store.put(key('video.mp4'), BYTES)
      const first = await store.stat(key('video.mp4'))
      await isTaken(store, key('video.mp4'), BYTES)
      equal(await store.stat(key('video.mp4')), first, 'stat')
    },
  },
  {
    promise: 'put: never overwrites an empty object either',
    run: async (bucket) => {
      const key = bucket.key('empty.mp4')
      await bucket.store.put(key, new Uint8Array())
      await isTaken(bucket.store, key, BYTES)
      equal(await bucket.store.stat(key), 'empty', `stat of ${key}`)
      await holdsBytes(bucket, key, new Uint8Array())
    },
  },
]

/** The key is taken, and the store says so. */
export async function isTaken(store: BlobStore, key: ObjectKey, body: Body): Promise<void> {
  const error = await rejectsWith(store.put(key, body, { contentType: 'image/png' }), 'BLOB_EXISTS')
  equal(error.details.key, key, 'the key in the details of the error')
}
