import type { BlobStat } from '../../../../../src/core/model/blob.js'
import { SceneError } from '../../../../../src/core/model/error.js'
import type { ObjectKey } from '../../../../../src/core/model/object-key.js'
import { toObjectKey } from '../../../../../src/core/model/object-key.js'
import type { Timestamp } from '../../../../../src/core/model/time.js'
import type { AroundMemory } from './memory-bucket.js'
import type { WrongStore } from './wrong-store.js'
import { replacing } from './wrong-store.js'

/** Stores that say of objects what is not so. */
export const WRONG_ANSWERS: readonly WrongStore[] = [
  {
    it: 'throws for what is not there',
    breaks: 'stat: says "absent" of what is not there, and does not throw',
    storeOf: replacing('stat', (bucket) => async (key) => {
      const answer = await bucket.stat(key)
      if (answer === 'absent') throw new SceneError('BLOB_ABSENT', 'nothing is there', { key })
      return answer
    }),
  },
  {
    it: 'takes a folder for an object',
    breaks: 'stat: an object is none at the keys around it',
    storeOf: replacing('stat', (bucket) => async (key) => {
      for await (const inside of bucket.list(`${key}/`)) return inside
      return bucket.stat(key)
    }),
  },
  {
    it: 'says that empty objects are absent',
    breaks: 'stat: tells an empty object from one that is absent and from one with bytes',
    storeOf: replacing('stat', (bucket) => async (key) => {
      const answer = await bucket.stat(key)
      return answer === 'empty' ? 'absent' : answer
    }),
  },
  {
    it: 'counts kilobytes',
    breaks: 'stat: says the key and the size in bytes',
    storeOf: changingStat((stat) => ({ ...stat, size: Math.ceil(stat.size / 1_024) })),
  },
  {
    it: 'says the time in the form of HTTP',
    breaks: 'stat: says when the object was put, in UTC with six fraction digits',
    storeOf: changingStat((stat) => ({
      ...stat,
      lastModified: new Date(stat.lastModified).toUTCString() as Timestamp,
    })),
  },
  {
    it: 'says local time as if it were UTC',
    breaks: 'stat: says when the object was put, in UTC with six fraction digits',
    storeOf: changingStat((stat) => ({
      ...stat,
      lastModified: stat.lastModified.replace(
        /T\d\d/,
        (hour) => `T${hour === 'T23' ? '22' : '23'}`,
      ) as Timestamp,
    })),
  },
  {
    it: 'throws when the bucket does not answer',
    breaks: 'stat: says "unreachable" when the bucket does not answer, and does not throw',
    storeOf: replacing('stat', (bucket) => async (key) => {
      const answer = await bucket.stat(key)
      if (answer === 'unreachable') throw new SceneError('BLOB_UNREACHABLE', 'no answer', { key })
      return answer
    }),
  },
  {
    it: 'takes what the bucket does not say for absent',
    breaks: 'stat: says "unreachable" when the bucket does not answer, and does not throw',
    storeOf: replacing('stat', (bucket) => async (key) => {
      const answer = await bucket.stat(key)
      return answer === 'unreachable' ? 'absent' : answer
    }),
  },
  {
    it: 'lists nothing when the bucket does not answer',
    breaks: 'list: is rejected with BLOB_UNREACHABLE when the bucket does not answer, and does not just end',
    storeOf: replacing(
      'list',
      (bucket) =>
        async function* (prefix) {
          try {
            yield* bucket.list(prefix)
          } catch {
            return
          }
        },
    ),
  },
  {
    it: 'throws errors of its own when the bucket does not answer',
    breaks: 'put: is rejected with BLOB_UNREACHABLE when the bucket does not answer',
    storeOf: replacing('put', (bucket) => (key, body, options) => {
      return bucket.put(key, body, options).catch(() => Promise.reject(new Error('ECONNREFUSED')))
    }),
  },
  {
    it: 'hands out the facts that it keeps',
    breaks: 'stat: the facts stay as they are when the caller changes an answer, whoever gave it',
    storeOf: replacing('stat', (bucket) => {
      const kept = new Map<string, BlobStat>()
      return async (key) => {
        const answer = kept.get(key) ?? (await bucket.stat(key))
        if (typeof answer === 'object') kept.set(key, answer)
        return answer
      }
    }),
  },
  {
    it: 'remembers what was absent',
    breaks: 'several stores: what one puts, the other finds at once, also where it found nothing before',
    storeOf: (bucket) => {
      const absent = new Set<string>()
      return {
        ...bucket,
        put: (key, body, options) => {
          absent.delete(key)
          return bucket.put(key, body, options)
        },
        stat: async (key) => {
          const answer = absent.has(key) ? 'absent' : await bucket.stat(key)
          if (answer === 'absent') absent.add(key)
          return answer
        },
      }
    },
  },
  {
    it: 'takes a plus sign for a space',
    breaks: 'keys: those that look alike or are encodings of each other are different objects',
    storeOf: renaming((key) => key.replaceAll('+', ' ')),
  },
  {
    it: 'brings accents into one form',
    breaks: 'keys: may contain emoji, and accents in both of their forms',
    storeOf: renaming((key) => key.normalize('NFC')),
  },
  {
    it: 'cuts long keys',
    breaks: 'keys: may be as long as a key may be',
    storeOf: renaming((key) => key.slice(0, 255)),
  },
  {
    it: 'decodes keys that are none of a URL',
    breaks: 'keys: may contain percent signs',
    storeOf: renaming((key) => key.replaceAll(/%[0-9a-f]{2}/gi, decodeURIComponent)),
  },
]

/** Every answer about an object is changed. */
function changingStat(change: (stat: BlobStat) => BlobStat): AroundMemory {
  return (bucket) => ({
    ...bucket,
    put: async (key, body, options) => change(await bucket.put(key, body, options)),
    stat: async (key) => {
      const answer = await bucket.stat(key)
      return typeof answer === 'string' ? answer : change(answer)
    },
  })
}

/** Objects are stored under other keys than those that they are put to. */
function renaming(rename: (key: string) => string): AroundMemory {
  const renamed = (key: ObjectKey) => toObjectKey(rename(key))
  return (bucket) => ({
    ...bucket,
    put: (key, body, options) => bucket.put(renamed(key), body, options),
    stat: (key) => bucket.stat(renamed(key)),
    read: (key) => bucket.read(rename(key)),
  })
}
