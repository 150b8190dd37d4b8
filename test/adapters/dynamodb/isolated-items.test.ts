import fc from 'fast-check'
import { expect, it } from 'vitest'
import { batchesOf } from '../../../src/adapters/dynamodb/isolated-items.js'

it('puts every item into exactly one batch of a hundred, and the project into each', () => {
  const sizes = fc.array(fc.constantFrom(10, 400, 20_000, 399_000), { maxLength: 350 })
  fc.assert(
    fc.property(sizes, (all) => {
      const items = all.map((size, at) => ({ PK: 'P', SK: `SCENE#${at}`, prompt: 'x'.repeat(size) }))
      const batches = batchesOf([{ PK: 'P', SK: 'METADATA' }, ...items])
      for (const batch of batches) {
        expect(batch[0]).toEqual({ PK: 'P', SK: 'METADATA' })
        expect(batch.length).toBeLessThanOrEqual(100)
        const bytes = batch.reduce((sum, { SK }) => sum + (all[Number(SK.slice(6))] ?? 0), 0)
        expect(bytes).toBeLessThan(4_000_000)
      }
      const read = batches.flatMap((batch) => batch.slice(1).map(({ SK }) => SK))
      expect(read.sort()).toEqual(items.map(({ SK }) => SK).sort())
    }),
    { numRuns: 30 },
  )
  expect(batchesOf([{ PK: 'P', SK: 'SCENE#1' }])).toEqual([])
})
