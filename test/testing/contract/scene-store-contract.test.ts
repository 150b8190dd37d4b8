import { describe, expect, it } from 'vitest'
import { sceneStoreContract } from '../../../src/testing/contract/scene-store-contract.js'
import { memorySubject } from './support/memory-scene-store.js'

describe('the memory store keeps the contract', () => {
  for (const { name, run } of sceneStoreContract(memorySubject)) it(name, run)
})

describe('the contract', () => {
  it('names each promise once', () => {
    const names = sceneStoreContract(memorySubject).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
