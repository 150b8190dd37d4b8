import { SceneError } from '../../../../../src/core/model/error.js'
import type { ObjectKey } from '../../../../../src/core/model/object-key.js'
import { toTimestamp } from '../../../../../src/core/model/time.js'
import type { ByteStream } from '../../../../../src/core/ports/blob-store.js'
import type { WrongStore } from './wrong-store.js'
import { bytesIn, chunksIn, replacing } from './wrong-store.js'

/** Stores that overwrite, show what is not whole, or keep other facts than they were given. */
export const WRONG_UPLOADS: readonly WrongStore[] = [
  {
    it: 'overwrites',
    breaks: 'put: never overwrites, and the first object stays',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const bytes = await bytesIn(body)
      bucket.deleteObject(key)
      return bucket.put(key, bytes, options)
    }),
  },
  {
    it: 'refuses to overwrite without saying what',
    breaks: 'put: never overwrites, and the first object stays',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      if ((await bucket.stat(key)) !== 'absent') throw taken('')
      return bucket.put(key, body, options)
    }),
  },
  {
    it: 'answers with the object of the same size that is there already',
    breaks: 'put: never overwrites, not even with the same bytes',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const found = await bucket.stat(key)
      const isSame = typeof found === 'object' && body instanceof Uint8Array && body.byteLength === found.size
      return isSame ? found : bucket.put(key, body, options)
    }),
  },
  {
    it: 'takes an empty object for none',
    breaks: 'put: never overwrites an empty object either',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      if ((await bucket.stat(key)) === 'empty') bucket.deleteObject(key)
      return bucket.put(key, body, options)
    }),
  },
  {
    it: 'looks whether the key is taken before it reads the stream, and not again',
    breaks: 'put: of 16 streams to one key at once exactly one wins, as a whole',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      if (bucket.read(key) !== undefined) throw taken(key)
      const bytes = await bytesIn(body)
      bucket.deleteObject(key)
      return bucket.put(key, bytes, options)
    }),
  },
  {
    it: 'looks whether the key is taken before it sends the bytes',
    breaks: 'put: of 16 uploads to one key at once exactly one wins, as a whole',
    storeOf: replacing('put', (bucket) => async (key, body) => {
      if ((await bucket.stat(key)) !== 'absent') throw taken(key)
      const stat = { key, size: (await bytesIn(body)).byteLength, lastModified: toTimestamp(Date.now()) }
      bucket.putObject(stat)
      return stat
    }),
  },
  {
    it: 'knows of the uploads under way through itself alone',
    breaks: 'put: of 16 uploads through two stores to one key at once exactly one wins, as a whole',
    storeOf: replacing('put', (bucket) => {
      const underWay = new Set<string>()
      return async (key, body, options) => {
        if (underWay.has(key) || (await bucket.stat(key)) !== 'absent') throw taken(key)
        underWay.add(key)
        const bytes = await bytesIn(body)
        bucket.deleteObject(key)
        return bucket.put(key, bytes, options)
      }
    }),
  },
  {
    it: 'does not look at the signal',
    breaks: 'put: one that is aborted before it begins leaves nothing',
    storeOf: replacing('put', (bucket) => (key, body, { signal: _ignored, ...options } = {}) => {
      return bucket.put(key, body, options)
    }),
  },
  {
    it: 'stores what a stream gave before it broke',
    breaks: 'put: a stream that breaks in its middle leaves nothing, and the key can be used afterwards',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const chunks: Uint8Array[] = []
      try {
        for await (const chunk of chunksIn(body)) chunks.push(chunk)
      } finally {
        await bucket.put(key, Buffer.concat(chunks), options)
      }
      return bucket.put(key, Buffer.concat(chunks), options)
    }),
  },
  {
    it: 'takes a stream that breaks for one that ends',
    breaks:
      'put: a stream that breaks in the middle of a web stream leaves nothing, and the key can be used afterwards',
    storeOf: replacing('put', (bucket) => (key, body, options) => {
      async function* endless(): ByteStream {
        try {
          yield* chunksIn(body)
        } catch {
          return
        }
      }
      return bucket.put(key, endless(), options)
    }),
  },
  {
    it: 'keeps the key of an upload that broke',
    breaks:
      'put: a stream that breaks before its first chunk leaves nothing, and the key can be used afterwards',
    storeOf: replacing('put', (bucket) => {
      const begun = new Set<string>()
      return async (key, body, options) => {
        if (begun.has(key)) throw taken(key)
        begun.add(key)
        return bucket.put(key, body, options)
      }
    }),
  },
  {
    it: 'stores large streams in parts, which stay when the stream breaks',
    breaks: 'put: a stream that breaks after 6 MB leaves nothing, and the key can be used afterwards',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      let bytes = new Uint8Array()
      for await (const chunk of chunksIn(body)) {
        bytes = Buffer.concat([bytes, chunk])
        if (bytes.byteLength > 5_000_000) bucket.putObject({ key, size: 1, lastModified: new Date() })
      }
      bucket.deleteObject(key)
      return bucket.put(key, bytes, options)
    }),
  },
  {
    it: 'shows what it has of a stream so far',
    breaks: 'put: nothing is visible while a stream is still being read',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      let bytes = new Uint8Array()
      for await (const chunk of chunksIn(body)) {
        bytes = Buffer.concat([bytes, chunk])
        bucket.putObject({ key, size: bytes.byteLength, lastModified: new Date() })
      }
      bucket.deleteObject(key)
      return bucket.put(key, bytes, options)
    }),
  },
  {
    it: 'stores anything that is streamed',
    breaks: 'put: a stream of anything but bytes is refused and leaves nothing',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const chunks: Buffer[] = []
      for await (const chunk of chunksIn(body)) chunks.push(Buffer.from(chunk))
      return bucket.put(key, Buffer.concat(chunks), options)
    }),
  },
  {
    it: 'loses the content type',
    breaks: 'put: keeps the content type, and shows it in its answer and in stat',
    storeOf: replacing('put', (bucket) => (key, body) => bucket.put(key, body)),
  },
  {
    it: 'loses the content type of streams',
    breaks: 'put: keeps the content type of every kind of body',
    storeOf: replacing('put', (bucket) => (key, body, options) => {
      return bucket.put(key, body, Symbol.asyncIterator in body ? {} : options)
    }),
  },
  {
    it: 'takes the type that a Blob has rather than the one that it is told',
    breaks: 'put: keeps the content type of every kind of body',
    storeOf: replacing('put', (bucket) => (key, body, options) => {
      return bucket.put(key, body, body instanceof Blob ? { contentType: body.type } : options)
    }),
  },
  {
    it: 'answers with a time of its own',
    breaks: 'put: answers what stat then says',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const stat = await bucket.put(key, body, options)
      return { ...stat, lastModified: toTimestamp(Date.now() - 1_000) }
    }),
  },
]

function taken(key: ObjectKey | ''): SceneError {
  return new SceneError('BLOB_EXISTS', 'taken', { key })
}
