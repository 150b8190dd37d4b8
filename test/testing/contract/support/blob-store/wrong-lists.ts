import type { BlobStat } from '../../../../../src/core/model/blob.js'
import type { AroundMemory } from './memory-bucket.js'
import type { WrongStore } from './wrong-store.js'
import { replacing } from './wrong-store.js'

const PAGE = 1_000

/** Stores that list other objects than there are. */
export const WRONG_LISTS: readonly WrongStore[] = [
  {
    it: 'lists the first page alone',
    breaks: 'list: finds each of 1,005 objects once, over all pages',
    storeOf: listing((found) => found.slice(0, PAGE)),
  },
  {
    it: 'lists the last object of a page on the next page again',
    breaks: 'list: finds each of 1,005 objects once, over all pages',
    storeOf: listing((found) => [...found.slice(0, PAGE), ...found.slice(PAGE - 1)]),
  },
  {
    it: 'takes the prefix for the name of a folder',
    breaks: 'list: finds exactly what begins with the prefix, in whatever folder',
    storeOf: listing((found, prefix) =>
      found.filter(({ key }) => key.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)),
    ),
  },
  {
    it: 'lists one folder without those inside it',
    breaks: 'list: finds exactly what begins with the prefix, in whatever folder',
    storeOf: listing((found, prefix) => found.filter(({ key }) => !key.slice(prefix.length).includes('/'))),
  },
  {
    it: 'throws where nothing is found',
    breaks: 'list: ends at once where there is nothing, which is no error',
    storeOf: listing((found, prefix) => {
      if (found.length === 0) throw new Error(`nothing under ${prefix}`)
      return found
    }),
  },
  {
    it: 'leaves empty objects out',
    breaks: 'list: finds empty objects too',
    storeOf: listing((found) => found.filter(({ size }) => size > 0)),
  },
  {
    it: 'says no sizes',
    breaks: 'list: says the key and the size that stat says, and when the object was put',
    storeOf: listing((found) => found.map((stat) => ({ ...stat, size: 0 }))),
  },
  {
    it: 'keys its list without the prefix',
    breaks: 'list: says the key and the size that stat says, and when the object was put',
    storeOf: listing((found, prefix) =>
      found.map((stat) => ({ ...stat, key: stat.key.slice(prefix.length) as typeof stat.key })),
    ),
  },
  {
    it: 'goes on where the last listing was left',
    breaks: 'list: may be left early, which does no harm',
    storeOf: replacing('list', (bucket) => {
      const seen = new Set<string>()
      return async function* (prefix) {
        for await (const stat of bucket.list(prefix)) {
          if (seen.has(stat.key)) continue
          seen.add(stat.key)
          yield stat
        }
        seen.clear()
      }
    }),
  },
  {
    it: 'keeps one prefix for all listings',
    breaks: 'list: two listings at once do not disturb each other',
    storeOf: replacing('list', (bucket) => {
      let current = ''
      return async function* (prefix) {
        current = prefix
        await Promise.resolve()
        yield* bucket.list(current)
      }
    }),
  },
]

/** What is listed is changed. */
function listing(change: (found: readonly BlobStat[], prefix: string) => readonly BlobStat[]): AroundMemory {
  return replacing(
    'list',
    (bucket) =>
      async function* (prefix) {
        const found: BlobStat[] = []
        for await (const stat of bucket.list(prefix)) found.push(stat)
        yield* change(found, prefix)
      },
  )
}
