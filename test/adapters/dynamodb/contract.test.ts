import { sceneStoreContract } from '@badapple/scenes/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'

let table: LiveTable

beforeAll(async () => {
  table = await liveTable()
})

afterAll(() => table.close())

describe('the DynamoDB store', () => {
  const factory = () => ({ store: table.store(), another: () => table.store(), table: table.door })
  for (const { name, run } of sceneStoreContract(factory)) it(name, run)
})
