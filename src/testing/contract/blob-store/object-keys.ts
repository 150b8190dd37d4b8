import type { ObjectKey } from '../../../core/model/object-key.js'
import { MAX_KEY_BYTES } from '../../../core/model/object-key.js'
import { equal } from '../expectations.js'
import type { BlobPromise, CaseBucket } from './blob-promise.js'
import { BYTES, holdsBytes, someBytes } from './bytes.js'
import { listedKeys } from './listed.js'
import { objectAt } from './object-at.js'
import { namesObject } from './signed-url.js'
import { SPECIAL_NAMES } from './special-names.js'

/** Names that some encoding or normalising would make one. */
const LOOK_ALIKE = ['a b', 'a+b', 'a%20b', 'a%2Bb', 'a%2520b', 'A b', '\u00e9', 'e\u0301', 'x/y', 'x%2Fy']

/** Keys of any characters and any length. */
export const objectKeys: readonly BlobPromise[] = [
  ...Object.entries(SPECIAL_NAMES).map(([what, name]): BlobPromise => ({
    promise: `keys: may contain ${what}`,
    run: (bucket) => works(bucket, bucket.key(name)),
  })),
  {
    promise: 'keys: may be as long as a key may be',
    needs: 'longest-keys',
    run: (bucket) => works(bucket, bucket.key('k'.repeat(MAX_KEY_BYTES - bucket.prefix.length))),
  },
  {
    promise: 'keys: may be as long as a key may be, in bytes of other alphabets',
    needs: 'longest-keys',
    run: (bucket) => {
      const bytes = MAX_KEY_BYTES - bucket.prefix.length
      return works(bucket, bucket.key('場'.repeat(Math.floor(bytes / 3)) + 'k'.repeat(bytes % 3)))
    },
  },
  {
    promise: 'keys: those that look alike or are encodings of each other are different objects',
    run: async (bucket) => {
      for (const [at, name] of LOOK_ALIKE.entries())
        await bucket.store.put(bucket.key(name), someBytes(10 + at))
      for (const [at, name] of LOOK_ALIKE.entries())
        await holdsBytes(bucket, bucket.key(name), someBytes(10 + at))
    },
  },
]

/** Every method means this object by this key. */
async function works(bucket: CaseBucket, key: ObjectKey): Promise<void> {
  const { store, prefix } = bucket
  equal((await store.put(key, BYTES)).key, key, 'the key in the answer of put')
  await holdsBytes(bucket, key, BYTES)
  equal((await objectAt(store, key)).key, key, 'the key in stat')
  equal(await listedKeys(store, prefix), [key], 'the keys listed in the folder')
  equal(await listedKeys(store, key), [key], 'the keys listed under the whole key')
  namesObject(await store.signedUrl(key), key)
  namesObject((await store.signedUpload(key, { contentType: 'video/mp4', size: 3 })).url, key)
}
