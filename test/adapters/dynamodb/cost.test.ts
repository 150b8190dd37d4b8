import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { costDocument } from '../../../scripts/cost-document.js'
import type { ProjectCost } from './cost/measure-costs.js'
import { measureCosts, SIZES } from './cost/measure-costs.js'
import { readUnits, writeUnits } from './cost/usage.js'

let costs: readonly ProjectCost[]

beforeAll(async () => {
  costs = await measureCosts()
}, 900_000)

function ofSize(size: number): ProjectCost {
  const found = costs.find(({ scenes }) => scenes === size)
  if (found === undefined) throw new Error(`no project of ${size} scenes was measured`)
  return found
}

function usageOf(size: number, operation: string) {
  const found = ofSize(size).operations.find((one) => one.operation === operation)
  if (found === undefined) throw new Error(`${operation} was not measured`)
  return found.usage
}

describe.each(SIZES)('in a project of %i scenes', (size) => {
  it('generateMissing claims in one request and completes in one', () => {
    const { claims, completions } = ofSize(size).generation
    expect(new Set(claims.map(({ requests }) => requests))).toEqual(new Set([1]))
    expect(new Set(completions.map(({ requests }) => requests))).toEqual(new Set([1]))
  })

  it('generateMissing takes two requests a scene, and reads the project once', () => {
    const { beginning, total } = ofSize(size).generation
    // A page of a query is 1 MB.
    expect(beginning.requests).toBeLessThanOrEqual(1 + Math.floor((size * 1_600) / 1_000_000))
    expect(total.requests).toBe(2 * size + beginning.requests)
    expect(readUnits(total)).toBe(readUnits(beginning))
  })

  it('a provider’s job is one more request, and so is a heartbeat', () => {
    const inside = ofSize(size).operations.filter(({ group }) => group.startsWith('Inside'))
    expect(inside.map(({ usage }) => usage.requests)).toEqual([1, 1])
  })

  it.each(['claim', 'submitted', 'heartbeat', 'complete', 'fail', 'release'])(
    '%s by hand reads the scene, and writes once',
    (operation) => {
      expect(usageOf(size, operation)).toMatchObject({ requests: 2, reads: 3, indexReads: 0 })
    },
  )

  it('a watch takes one small query when nothing is new, and two when something is', () => {
    expect(usageOf(size, 'watch, to begin')).toMatchObject({ requests: 2, reads: 2, writes: 0 })
    expect(usageOf(size, 'watch, a poll that finds nothing')).toMatchObject({
      requests: 1,
      reads: 1,
      writes: 0,
    })
    expect(usageOf(size, 'watch, a poll that finds an event')).toMatchObject({
      requests: 2,
      reads: 2,
      writes: 0,
    })
  })

  it('a scene takes at most 24 write units', () => {
    const { total } = ofSize(size).generation
    expect(writeUnits(total) / size).toBeLessThanOrEqual(24)
  })

  it.each(['audit', 'repair', 'recount', 'generateMissing'])(
    '%s reads it once where nothing is wrong, and writes nothing',
    (operation) => {
      const { requests, reads, indexReads } = usageOf(size, 'load')
      expect(usageOf(size, operation)).toEqual({ requests, reads, indexReads, writes: 0, indexWrites: 0 })
    },
  )

  it('the writes of a scene are those that the document explains', () => {
    const { claims, completions, claimWrites, completionWrites } = ofSize(size).generation
    const unitsOf = (writes: typeof claimWrites) => writes.reduce((sum, { units }) => sum + units, 0)
    const middle = Math.ceil(size / 2) - 1
    expect(unitsOf(claimWrites)).toBe(claims[middle]?.writes)
    expect(unitsOf(completionWrites)).toBe(completions[middle]?.writes)
  })
})

it('a scene of 1,000 takes hardly more read units than one of 100', () => {
  const readsAScene = (size: number) => readUnits(ofSize(size).generation.total) / size
  expect(readsAScene(1_000)).toBeLessThanOrEqual(1.1 * readsAScene(100))
})

it('today’s way takes eight requests a scene, and reads all scenes for each', () => {
  const { generated, usage } = ofSize(1_000).today
  expect(usage.requests / generated).toBe(9)
  expect(ofSize(8).today.usage.requests / ofSize(8).today.generated).toBe(8)
  expect(readUnits(usage) / generated).toBeGreaterThan(150)
})

it.skipIf(process.env['SCENES_DYNAMODB_ENDPOINT'] !== undefined)(
  'docs/cost.md says what was measured',
  () => {
    const shown = readFileSync(new URL('../../../docs/cost.md', import.meta.url), 'utf8')
    expect(shown, 'run `npm run generate`').toBe(costDocument(costs))
  },
)
