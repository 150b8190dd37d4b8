import type { WrongStore } from './wrong-store.js'
import { bytesIn, chunksIn, replacing } from './wrong-store.js'

/** Stores that read a body wrongly. */
export const WRONG_BODIES: readonly WrongStore[] = [
  {
    it: 'takes the whole buffer that an array is a part of',
    breaks: 'put: stores the part of a buffer that it is given, and nothing else of it',
    storeOf: replacing('put', (bucket) => (key, body, options) => {
      return bucket.put(key, body instanceof Uint8Array ? new Uint8Array(body.buffer) : body, options)
    }),
  },
  {
    it: 'reads a Blob as a text',
    breaks: 'put: stores the bytes of a Blob',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      return bucket.put(key, body instanceof Blob ? Buffer.from(await body.text()) : body, options)
    }),
  },
  {
    it: 'takes the length of a text for the size of its Blob',
    breaks: 'put: stores a Blob of text as UTF-8',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const stat = await bucket.put(key, body, options)
      return body instanceof Blob ? { ...stat, size: (await body.text()).length } : stat
    }),
  },
  {
    it: 'reads the first chunk of a stream alone',
    breaks: 'put: stores a web stream',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      for await (const chunk of chunksIn(body)) return bucket.put(key, chunk, options)
      return bucket.put(key, new Uint8Array(), options)
    }),
  },
  {
    it: 'takes an empty chunk for the end of a stream',
    breaks: 'put: stores a stream with empty chunks at its begin, in its middle and at its end',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of chunksIn(body)) {
        if (chunk.byteLength === 0) break
        chunks.push(chunk)
      }
      return bucket.put(key, Buffer.concat(chunks), options)
    }),
  },
  {
    it: 'keeps the chunks of a stream until its end, whatever becomes of their buffer',
    breaks: 'put: stores a stream that reuses its buffer for every chunk',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of chunksIn(body)) chunks.push(chunk)
      return bucket.put(key, Buffer.concat(chunks), options)
    }),
  },
  {
    it: 'keeps slices of chunks, which may be views',
    breaks: 'put: stores a stream that reuses a buffer whose slices are views, as those of Node are',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of chunksIn(body)) chunks.push(chunk.slice())
      return bucket.put(key, Buffer.concat(chunks), options)
    }),
  },
  {
    it: 'loses what is more than 5 MB',
    breaks: 'put: stores a stream of 6 MB in many chunks',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      return bucket.put(key, (await bytesIn(body)).subarray(0, 5_000_000), options)
    }),
  },
  {
    it: 'stores nothing where there are no bytes',
    breaks: 'put: stores a body without bytes, which is then empty and not absent',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      const stat = await bucket.put(key, body, options)
      if (stat.size === 0) bucket.deleteObject(key)
      return stat
    }),
  },
  {
    it: 'shares the array of the caller',
    breaks: 'put: the object stays as it is when the caller changes the bytes afterwards',
    storeOf: (bucket) => {
      const given = new Map<string, Uint8Array>()
      return {
        ...bucket,
        put: (key, body, options) => {
          if (body instanceof Uint8Array) given.set(key, body)
          return bucket.put(key, body, options)
        },
        read: (key) => given.get(key) ?? bucket.read(key),
      }
    },
  },
  {
    it: 'looks at the bytes only after it looked at the key',
    breaks:
      'put: the object is what the bytes were when it was called, whatever the caller does with them meanwhile',
    storeOf: replacing('put', (bucket) => async (key, body, options) => {
      await bucket.stat(key)
      return bucket.put(key, body, options)
    }),
  },
  {
    it: 'shares the only chunk of a stream',
    breaks: 'put: the object stays as it is when the caller changes the chunks afterwards',
    storeOf: (bucket) => {
      const given = new Map<string, Uint8Array>()
      return {
        ...bucket,
        put: async (key, body, options) => {
          for await (const chunk of chunksIn(body)) given.set(key, chunk)
          return bucket.put(key, given.get(key) ?? new Uint8Array(), options)
        },
        read: (key) => given.get(key),
      }
    },
  },
]
