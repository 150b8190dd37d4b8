import { describe, expect, it } from 'vitest'
import { ContractError } from '../../../src/testing/contract/contract-case.js'
import { sceneStoreContract } from '../../../src/testing/contract/scene-store-contract.js'
import type { SceneStoreFactory } from '../../../src/testing/contract/scene-store-subject.js'
import { memorySubject } from './support/memory-scene-store.js'

const LACKS = {
  'production-items': 'no door to its items',
  'several-stores': 'its table is the store itself',
}

/** What the case whose name begins so is rejected with. */
async function failureOf(factory: SceneStoreFactory, begin: string): Promise<unknown> {
  const found = sceneStoreContract(factory).find(({ name }) => name.startsWith(begin))
  return found?.run().catch((error: unknown) => error)
}

describe('the scene store in memory', () => {
  for (const { name, run } of sceneStoreContract(() => memorySubject())) it(name, run)
})

describe('a store that all cases share', () => {
  const subject = memorySubject()
  for (const { name, run } of sceneStoreContract(() => subject)) it(name, run)
})

describe('the contract', () => {
  it('names each promise once', () => {
    const names = sceneStoreContract(() => memorySubject()).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(140)
  })

  it('skips by name what a store is declared to lack, without making one', async () => {
    const cases = sceneStoreContract(
      () => {
        throw new Error('nobody asked for a store')
      },
      { lacks: LACKS },
    )
    const skipped = cases.filter((one) => one.skipped !== undefined)
    expect(skipped.map(({ name }) => name)).toContain(
      'several stores: an insert through one is at once seen through another that had read before [skipped: several-stores, its table is the store itself]',
    )
    expect(skipped.length).toBeGreaterThan(30)
    for (const { name, run } of skipped) {
      expect(name).toMatch(/ \[skipped: (?:several-stores|production-items), .+\]$/)
      await run()
    }
  })

  it('runs everything else with a store alone', async () => {
    const factory = () => ({ store: memorySubject().store })
    for (const { skipped, run } of sceneStoreContract(factory, { lacks: LACKS })) {
      if (skipped === undefined) await run()
    }
  })

  it.each([
    ['several stores: an insert', 'several-stores', 'another'],
    ['production items: a scene', 'production-items', 'table'],
  ])(
    'fails where a capability is neither offered nor declared to be lacking: %s',
    async (begin, capability, member) => {
      const error = await failureOf(() => ({ store: memorySubject().store }), begin)
      expect(error).toBeInstanceOf(ContractError)
      expect(String(error)).toContain(`the subject has no \`${member}\``)
      expect(String(error)).toContain(`lacks: { '${capability}': 'why' }`)
    },
  )

  it('closes the subject once, also when the promise is broken, and keeps what the store threw as the cause', async () => {
    const cause = new Error('the table is gone')
    let closed = 0
    const factory = () => ({
      store: { ...memorySubject().store, loadProject: () => Promise.reject(cause) },
      close: () => {
        closed++
        throw new Error('it cannot be closed either')
      },
    })
    const error = await failureOf(factory, 'loadProject: a project that is not there')
    expect(error).toMatchObject({ name: 'ContractError', cause })
    expect(String(error)).toContain('the table is gone')
    expect(closed).toBe(1)
  })

  it('says so when a subject cannot be made or closed', async () => {
    const unmade = await failureOf(() => Promise.reject(new Error('no endpoint')), 'loadProject')
    expect(String(unmade)).toMatch(/ContractError: .*\nno subject could be made: Error: no endpoint/)
    const close = () => Promise.reject(new Error('still busy'))
    const unclosed = await failureOf(() => ({ ...memorySubject(), close }), 'loadProject')
    expect(String(unclosed)).toContain('the subject cannot be closed: Error: still busy')
  })
})
