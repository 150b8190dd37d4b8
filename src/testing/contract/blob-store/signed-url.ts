import { withoutSignature } from '../../../core/model/object-key.js'
import { equal, fails, holds } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { BYTES } from './bytes.js'
import { nothingAt } from './object-at.js'

/** What `signedUrl` answers. */
export const signedUrl: readonly BlobPromise[] = [
  {
    promise: 'signedUrl: is a URL that names the object',
    run: async ({ store, key }) => {
      await store.put(key('video.mp4'), BYTES)
      namesObject(await store.signedUrl(key('video.mp4')), key('video.mp4'))
    },
  },
  {
    promise: 'signedUrl: the object need not exist, and is not made',
    run: async (bucket) => {
      namesObject(await bucket.store.signedUrl(bucket.key('video.mp4')), bucket.key('video.mp4'))
      await nothingAt(bucket, bucket.key('video.mp4'))
    },
  },
  {
    promise: 'signedUrl: is the same when asked for again, also when the object was put meanwhile',
    run: async ({ store, key }) => {
      const isSame = async (name: string) => {
        const first = await store.signedUrl(key(name))
        await store.put(key(name), BYTES)
        return first === (await store.signedUrl(key(name)))
      }
      // A window may end in between; the next does not end so soon.
      holds((await isSame('video.mp4')) || (await isSame('again.mp4')), 'the second URL is another')
    },
  },
  {
    promise: 'signedUrl: differs between objects',
    run: async ({ store, key }) => {
      const names = ['a.mp4', 'b.mp4', 'a/b.mp4', 'a b.mp4', 'a+b.mp4', 'a%20b.mp4']
      const urls = await Promise.all(names.map((name) => store.signedUrl(key(name))))
      equal(new Set(urls).size, names.length, 'the number of different URLs')
    },
  },
]

/** The text is a URL whose path ends with the key. */
export function namesObject(url: string, key: string): void {
  const path = decodedPath(url)
  holds(path.endsWith(`/${key}`), `the path of ${withoutSignature(url)} does not end with /${key}`)
}

function decodedPath(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch (error) {
    fails(`"${withoutSignature(url)}" cannot be read as a URL`, error)
  }
}
