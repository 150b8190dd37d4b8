import { describe, it } from 'vitest'
import type { CommitAnswer } from '../../../src/core/model/change.js'
import { ContractError } from '../../../src/testing/contract/contract-case.js'
import { sceneStoreContract } from '../../../src/testing/contract/scene-store-contract.js'
import { memorySubject } from './support/memory-scene-store.js'
import { WRONG_ANSWERS } from './wrong-scene-stores/wrong-answers.js'
import { WRONG_COMMITS } from './wrong-scene-stores/wrong-commits.js'
import { WRONG_GUARDS } from './wrong-scene-stores/wrong-guards.js'
import { WRONG_ITEMS } from './wrong-scene-stores/wrong-items.js'
import { WRONG_LOADS } from './wrong-scene-stores/wrong-loads.js'
import { WRONG_PAGES } from './wrong-scene-stores/wrong-pages.js'
import { WRONG_VALUES } from './wrong-scene-stores/wrong-values.js'
import type { WrongSceneStore } from './wrong-scene-stores/wrong-scene-store.js'
import { replacing } from './wrong-scene-stores/wrong-scene-store.js'

/** What the case of a promise is rejected with. */
async function brokenBy({ open }: WrongSceneStore, promise: string): Promise<unknown> {
  const found = sceneStoreContract(() => memorySubject(open)).find(({ name }) => name === promise)
  if (found === undefined) throw new Error(`there is no such promise: ${promise}`)
  return found.run().then(
    () => 'the promise is kept',
    (error: unknown) => error,
  )
}

const WRONG = [
  ...WRONG_GUARDS,
  ...WRONG_COMMITS,
  ...WRONG_ANSWERS,
  ...WRONG_LOADS,
  ...WRONG_VALUES,
  ...WRONG_PAGES,
  ...WRONG_ITEMS,
]

// Side by side, as the contract gives a store the time to catch up before it finds something missing.
describe('the contract notices a scene store that', () => {
  it.concurrent.for(WRONG)('$it', async (wrong, { expect }) => {
    for (const promise of wrong.breaks) {
      const error = await brokenBy(wrong, promise)
      expect(error, promise).toBeInstanceOf(ContractError)
      expect(error).toMatchObject({ promise, message: expect.stringContaining(promise) as unknown })
      // It fails for what the store does, not because the subject offers too little.
      expect(String(error)).not.toContain('the subject has no')
    }
  })
})

/** Stores that keep every promise in another way than the store in memory does. */
const OTHER_WAYS: readonly (readonly [string, WrongSceneStore['open']])[] = [
  [
    'remembers its answers, and gives them again',
    replacing((memory) => {
      const answers = new Map<string, Promise<CommitAnswer>>()
      return {
        commit: async (change) => {
          const key = JSON.stringify(change)
          const known = answers.get(key)
          if (known !== undefined && (await known).ok) return structuredClone(await known)
          const answer = memory.commit(change)
          answers.set(key, answer)
          return answer
        },
      }
    }),
  ],
  [
    'ends with an empty page',
    replacing((memory) => ({
      readEvents: async (projectId, options) => {
        const page = await memory.readEvents(projectId, options)
        const last = page.items.at(-1)?.id ?? page.invalid.at(-1)?.id
        return { ...page, ...(last !== undefined && { cursor: page.cursor ?? last }) }
      },
      listProjects: async ({ cursor, ...options } = {}) => {
        if (cursor === 'the end') return { items: [], invalid: [] }
        const page = await memory.listProjects({ ...options, ...(cursor !== undefined && { cursor }) })
        return { ...page, cursor: page.cursor ?? 'the end' }
      },
    })),
  ],
  [
    'has pages with less than their limit',
    replacing((memory) => ({
      readEvents: (projectId, { limit = 100, ...options } = {}) =>
        memory.readEvents(projectId, { ...options, limit: Math.ceil(limit / 3) }),
      listProjects: ({ limit = 100, ...options } = {}) =>
        memory.listProjects({ ...options, limit: Math.ceil(limit / 3) }),
    })),
  ],
  [
    'lists what has changed a little later',
    replacing((memory) => {
      let looksLeft = 0
      return {
        commit: (change) => {
          looksLeft = 3
          return memory.commit(change)
        },
        listProjects: async (options) => {
          const isBehind = options?.cursor === undefined && looksLeft-- > 0
          return isBehind ? { items: [], invalid: [] } : memory.listProjects(options)
        },
      }
    }),
  ],
  [
    'has the chunks of an intent in another order',
    replacing((memory) => ({
      loadProject: async (projectId) => {
        const records = await memory.loadProject(projectId)
        const { intentChunks = [] } = records ?? {}
        return (
          records && {
            ...records,
            ...(intentChunks.length > 0 && { intentChunks: [...intentChunks].reverse() }),
          }
        )
      },
    })),
  ],
]

describe('the contract finds nothing wrong with a store that', () => {
  it.concurrent.for(OTHER_WAYS)('%s', async ([, open]) => {
    for (const { run } of sceneStoreContract(() => memorySubject(open))) await run()
  })
})
