import type { WrongStore } from './wrong-store.js'
import { replacing } from './wrong-store.js'

const SAME = 'signedUrl: is the same from the first to the last moment of a window, and another in the next'

/** Stores that sign wrongly. */
export const WRONG_URLS: readonly WrongStore[] = [
  {
    it: 'signs anew at every call',
    breaks: 'signedUrl: is the same when asked for again, also when the object was put meanwhile',
    storeOf: replacing('signedUrl', (bucket) => async (key, options) => {
      return `${await bucket.signedUrl(key, options)}&nonce=${crypto.randomUUID()}`
    }),
  },
  {
    it: 'signs no object that is not there',
    breaks: 'signedUrl: the object need not exist, and is not made',
    storeOf: replacing('signedUrl', (bucket) => async (key, options) => {
      if ((await bucket.stat(key)) === 'absent') throw new Error('nothing is there')
      return bucket.signedUrl(key, options)
    }),
  },
  {
    it: 'gives the first URL for ever',
    breaks: SAME,
    storeOf: replacing('signedUrl', (bucket) => {
      const given = new Map<string, Promise<string>>()
      return (key, options) => {
        const url = given.get(key) ?? bucket.signedUrl(key, options)
        given.set(key, url)
        return url
      }
    }),
  },
  {
    it: 'has windows of 840 seconds',
    breaks: SAME,
    storeOf: replacing('signedUrl', (bucket) => (key, options) => {
      return bucket.signedUrl(key, { windowSeconds: 840, ...options })
    }),
  },
  {
    it: 'has windows of one length',
    breaks: 'signedUrl: has windows of the length that is asked for',
    storeOf: replacing('signedUrl', (bucket) => (key, options) => {
      return bucket.signedUrl(key, { ...options, windowSeconds: 900 })
    }),
  },
  {
    it: 'counts the expiry from the begin of the window',
    breaks: 'signedUrl: works at least as long as asked, from the first to the last moment of a window',
    storeOf: replacing('signedUrl', (bucket) => async (key, options = {}) => {
      const { windowSeconds = 900 } = options
      const url = await bucket.signedUrl(key, options)
      return url.replace(/\d+$/, (expires) => String(Number(expires) - windowSeconds))
    }),
  },
  {
    it: 'takes milliseconds for seconds',
    breaks: 'signedUrl: works at least for an hour when nothing is asked',
    storeOf: replacing('signedUrl', (bucket) => (key, options) => {
      return bucket.signedUrl(key, { expiresInSeconds: 4, ...options })
    }),
  },
  {
    it: 'signs with a secret of its own',
    breaks: 'several stores: sign the same URL within a window',
    storeOf: replacing('signedUrl', (bucket) => {
      const secret = crypto.randomUUID()
      return async (key, options) => `${await bucket.signedUrl(key, options)}&secret=${secret}`
    }),
  },
  {
    it: 'encodes keys twice',
    breaks: 'keys: may contain spaces',
    storeOf: replacing('signedUrl', (bucket) => async (key, options) => {
      return (await bucket.signedUrl(key, options)).replaceAll('%', '%25')
    }),
  },
  {
    it: 'does not encode keys',
    breaks: 'keys: may contain the signs of queries and fragments',
    storeOf: replacing('signedUrl', (bucket) => async (key, options) => {
      return decodeURIComponent(await bucket.signedUrl(key, options))
    }),
  },
  {
    it: 'answers with a path',
    breaks: 'signedUrl: is a URL that names the object',
    storeOf: replacing('signedUrl', () => (key) => Promise.resolve(`/${key}`)),
  },
  {
    it: 'names objects by the end of their key',
    breaks: 'signedUrl: differs between objects',
    storeOf: replacing('signedUrl', () => (key) => {
      return Promise.resolve(`memory:///${encodeURIComponent(key.slice(key.lastIndexOf('/')))}`)
    }),
  },
  {
    it: 'makes whole seconds of what is none',
    breaks: 'signedUrl: refuses times that are no whole seconds from 1 on',
    storeOf: replacing('signedUrl', (bucket) => (key, options = {}) => {
      const { expiresInSeconds = 3_600, windowSeconds = 900 } = options
      const whole = (seconds: number) => Math.max(1, Math.ceil(seconds || 0))
      return bucket.signedUrl(key, {
        expiresInSeconds: whole(expiresInSeconds),
        windowSeconds: whole(windowSeconds),
      })
    }),
  },
  {
    it: 'signs for seven days after the window',
    breaks: 'signedUrl: works for seven days at most, the window included',
    storeOf: replacing('signedUrl', (bucket) => (key, options = {}) => {
      return bucket.signedUrl(key, { ...options, windowSeconds: 1 })
    }),
  },
  {
    it: 'signs no URL for as long as seven days',
    breaks: 'signedUrl: works for seven days at most, the window included',
    storeOf: replacing('signedUrl', (bucket) => async (key, options = {}) => {
      const { expiresInSeconds = 3_600 } = options
      if (expiresInSeconds > 500_000) throw new Error('too long')
      return bucket.signedUrl(key, options)
    }),
  },
  {
    it: 'lets uploads begin for ever',
    breaks: 'signedUpload: refuses times that are no whole seconds, and more than seven days',
    storeOf: replacing('signedUpload', (bucket) => (key, options) => {
      const { expiresInSeconds = 3_600 } = options
      return bucket.signedUpload(key, { ...options, expiresInSeconds: Math.min(604_800, expiresInSeconds) })
    }),
  },
  {
    it: 'signs uploads without bytes',
    breaks: 'signedUpload: refuses a size without bytes, and a content type that no header can carry',
    storeOf: replacing('signedUpload', (bucket) => (key, options) => {
      return bucket.signedUpload(key, { ...options, size: options.size === 0 ? 1 : options.size })
    }),
  },
  {
    it: 'signs uploads of any type',
    breaks: 'signedUpload: refuses a size without bytes, and a content type that no header can carry',
    storeOf: replacing('signedUpload', (bucket) => (key, options) => {
      return bucket.signedUpload(key, { ...options, contentType: 'video/mp4' })
    }),
  },
  {
    it: 'makes a form of an upload',
    breaks: 'signedUpload: is a PUT to a URL that names the object, with headers of its type and size',
    storeOf: replacing('signedUpload', (bucket) => async (key, options) => {
      return {
        ...(await bucket.signedUpload(key, options)),
        headers: { 'content-type': 'multipart/form-data' },
      }
    }),
  },
  {
    it: 'says no size of an upload',
    breaks: 'signedUpload: is a PUT to a URL that names the object, with headers of its type and size',
    storeOf: replacing('signedUpload', (bucket) => async (key, options) => {
      const headers = { 'content-type': options.contentType }
      return { ...(await bucket.signedUpload(key, options)), headers }
    }),
  },
  {
    it: 'keeps the place of an upload with an empty object',
    breaks: 'signedUpload: makes no object by itself',
    storeOf: replacing('signedUpload', (bucket) => async (key, options) => {
      await bucket.put(key, new Uint8Array())
      return bucket.signedUpload(key, options)
    }),
  },
  {
    it: 'lets uploads begin within five minutes alone',
    breaks: 'signedUpload: may begin as long as asked, and for an hour when nothing is asked',
    storeOf: replacing('signedUpload', (bucket) => (key, options) => {
      return bucket.signedUpload(key, { ...options, expiresInSeconds: 300 })
    }),
  },
]
