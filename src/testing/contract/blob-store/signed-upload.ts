import type { SignedUpload } from '../../../core/ports/blob-store.js'
import { offered } from '../case-of.js'
import { equal } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { nothingAt } from './object-at.js'
import { namesObject } from './signed-url.js'
import { lastsFor } from './url-expiry.js'

const VIDEO = { contentType: 'video/mp4', size: 1_234 }

/** What `signedUpload` answers. */
export const signedUpload: readonly BlobPromise[] = [
  {
    promise: 'signedUpload: is a PUT to a URL that names the object, with headers of its type and size',
    run: async ({ store, key }) => {
      const upload = await store.signedUpload(key('video.mp4'), VIDEO)
      equal(upload.method, 'PUT', 'the method')
      namesObject(upload.url, key('video.mp4'))
      equal(headerOf(upload, 'content-type'), 'video/mp4', 'the header content-type')
      equal(headerOf(upload, 'content-length'), '1234', 'the header content-length')
    },
  },
  {
    promise: 'signedUpload: makes no object by itself',
    run: async (bucket) => {
      await bucket.store.signedUpload(bucket.key('video.mp4'), VIDEO)
      await nothingAt(bucket, bucket.key('video.mp4'))
    },
  },
  {
    promise: 'signedUpload: differs between objects',
    run: async ({ store, key }) => {
      const names = ['a.mp4', 'b.mp4', 'a/b.mp4', 'a b.mp4', 'a+b.mp4']
      const uploads = await Promise.all(names.map((name) => store.signedUpload(key(name), VIDEO)))
      equal(new Set(uploads.map(({ url }) => url)).size, names.length, 'the number of different URLs')
    },
  },
  {
    promise: 'signedUpload: may begin as long as asked, and for an hour when nothing is asked',
    needs: ['controlled-time', 'readable-expiry'],
    run: async (bucket) => {
      const { store, subject, key } = bucket
      // Signatures count whole seconds, so this is one.
      const ms = Date.UTC(2025, 10, 24, 8, 15, 30)
      offered(subject.setTime, 'controlled-time', 'setTime')(new Date(ms))
      for (const expiresInSeconds of [60, 86_400]) {
        const { url } = await store.signedUpload(key('video.mp4'), { ...VIDEO, expiresInSeconds })
        lastsFor(bucket, url, ms, expiresInSeconds)
      }
      lastsFor(bucket, (await store.signedUpload(key('video.mp4'), VIDEO)).url, ms, 3_600)
    },
  },
]

function headerOf({ headers }: SignedUpload, name: string): string | undefined {
  return Object.entries(headers).find(([header]) => header.toLowerCase() === name)?.[1]
}
