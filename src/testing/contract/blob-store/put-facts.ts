import { equal } from '../expectations.js'
import type { BlobPromise } from './blob-promise.js'
import { BYTES } from './bytes.js'
import { objectAt } from './object-at.js'
import { streamOf } from './streams.js'

const CONTENT_TYPES = ['video/mp4', 'image/png', 'text/plain; charset=utf-8']

/** What is known about an object after it was put. */
export const putFacts: readonly BlobPromise[] = [
  {
    promise: 'put: keeps the content type, and shows it in its answer and in stat',
    run: async ({ store, key }) => {
      for (const [at, contentType] of CONTENT_TYPES.entries()) {
        const name = key(`typed-${at}`)
        equal(
          (await store.put(name, BYTES, { contentType })).contentType,
          contentType,
          'in the answer of put',
        )
        equal((await objectAt(store, name)).contentType, contentType, 'in stat')
      }
    },
  },
  {
    promise: 'put: keeps the content type of every kind of body',
    run: async ({ store, key }) => {
      const contentType = 'video/mp4'
      for (const [at, body] of [new Blob([BYTES], { type: 'image/png' }), streamOf(BYTES)].entries()) {
        const name = key(`typed-${at}`)
        equal((await store.put(name, body, { contentType })).contentType, contentType, 'in the answer of put')
        equal((await objectAt(store, name)).contentType, contentType, 'in stat')
      }
    },
  },
  {
    promise: 'put: answers what stat then says',
    run: async ({ store, key }) => {
      const typed = await store.put(key('typed.mp4'), BYTES, { contentType: 'video/mp4' })
      equal(typed.key, key('typed.mp4'), 'the key in the answer of put')
      equal(typed, await objectAt(store, key('typed.mp4')), 'the answer of put')
      const untyped = await store.put(key('untyped.mp4'), streamOf(BYTES))
      equal(untyped, await objectAt(store, key('untyped.mp4')), 'the answer of put')
    },
  },
]
