import type { ObjectKey } from '../../../core/model/object-key.js'
import { withoutSignature } from '../../../core/model/object-key.js'
import { equal, holds } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, holdsBytes, sameBytes, someBytes } from './bytes.js'
import { request, send } from './fetching.js'
import { nothingAt, objectAt } from './object-at.js'
import { SPECIAL_NAMES } from './special-names.js'

const VIDEO = { contentType: 'video/mp4' }

/** Signed URLs and uploads at work. */
export const fetchedUrls: readonly BlobPromise[] = [
  {
    promise: 'signedUrl: reads the bytes of the object, with its content type',
    needs: 'fetchable-urls',
    run: async (bucket) => {
      await bucket.store.put(bucket.key('video.mp4'), someBytes(1_000), VIDEO)
      await reads(bucket, bucket.key('video.mp4'), someBytes(1_000))
    },
  },
  {
    promise: 'signedUrl: reads objects whose keys contain any characters',
    needs: 'fetchable-urls',
    run: async (bucket) => {
      for (const [at, name] of Object.values(SPECIAL_NAMES).entries()) {
        await bucket.store.put(bucket.key(name), someBytes(100 + at), VIDEO)
        await reads(bucket, bucket.key(name), someBytes(100 + at))
      }
    },
  },
  {
    promise: 'signedUrl: reads nothing while there is no object, and the object once it is there',
    needs: 'fetchable-urls',
    run: async ({ store, key }) => {
      const url = await store.signedUrl(key('video.mp4'))
      const { ok } = await request(url)
      holds(!ok, `${withoutSignature(url)} was read although there is no object`)
      await store.put(key('video.mp4'), BYTES)
      sameBytes((await request(url)).bytes, BYTES, 'what the URL reads')
    },
  },
  {
    promise: 'signedUpload: what is sent becomes the object, with its bytes, type and size',
    needs: 'fetchable-urls',
    run: async (bucket) => {
      for (const [at, name] of ['video.mp4', ...Object.values(SPECIAL_NAMES)].entries()) {
        await uploads(bucket, bucket.key(name), someBytes(1_000 + at))
      }
    },
  },
  {
    promise: 'signedUrl: reads no other object than the one that it was made for',
    needs: ['fetchable-urls', 'checked-signatures'],
    run: async ({ store, key }) => {
      for (const name of ['one.mp4', 'two.mp4']) await store.put(key(name), BYTES)
      const { ok } = await request((await store.signedUrl(key('one.mp4'))).replace('one.mp4', 'two.mp4'))
      holds(!ok, 'another object was read')
    },
  },
  {
    promise: 'signedUpload: takes no other size than the one that it was made for',
    needs: ['fetchable-urls', 'checked-signatures'],
    run: async (bucket) => {
      const upload = await bucket.store.signedUpload(bucket.key('video.mp4'), { ...VIDEO, size: 100 })
      for (const size of [99, 101, 10_000]) {
        holds(!(await send(upload, someBytes(size))).ok, `${size} bytes were taken, only 100 may be`)
      }
      await nothingAt(bucket, bucket.key('video.mp4'))
    },
  },
  {
    promise: 'signedUpload: takes no other content type than the one that it was made for',
    needs: ['fetchable-urls', 'checked-signatures'],
    run: async (bucket) => {
      const upload = await bucket.store.signedUpload(bucket.key('video.mp4'), { ...VIDEO, size: 3 })
      holds(!(await send(upload, BYTES, 'text/html')).ok, 'text/html was taken, only video/mp4 may be')
      await nothingAt(bucket, bucket.key('video.mp4'))
    },
  },
]

async function reads({ store }: CaseBucket, key: ObjectKey, bytes: Uint8Array): Promise<void> {
  const url = await store.signedUrl(key)
  const answer = await request(url)
  holds(answer.ok, `the URL of ${key} answers ${answer.status}`)
  sameBytes(answer.bytes, bytes, `what the URL of ${key} reads`)
  equal(answer.contentType, VIDEO.contentType, `the content type that the URL of ${key} answers`)
}

async function uploads(bucket: CaseBucket, key: ObjectKey, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const size = bytes.byteLength
  const upload = await bucket.store.signedUpload(key, { ...VIDEO, size })
  const answer = await send(upload, bytes)
  holds(answer.ok, `the upload of ${key} answers ${answer.status}`)
  await holdsBytes(bucket, key, bytes)
  const stat = await objectAt(bucket.store, key)
  equal({ size: stat.size, contentType: stat.contentType }, { size, ...VIDEO }, 'stat')
}
