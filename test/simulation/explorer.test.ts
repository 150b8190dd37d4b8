import { describe, expect, it } from 'vitest'
import { explore } from './explorer/explore.js'
import { report } from './explorer/report.js'
import type { SetUp } from './explorer/set-up.js'
import { adoption } from './explorer/set-ups/adoption.js'
import { lastToSettle, sealedMeanwhile } from './explorer/set-ups/last-to-settle.js'
import { staleSave } from './explorer/set-ups/stale-save.js'
import { slowWorker, unansweredWorkers } from './explorer/set-ups/workers-and-repair.js'

/** Explores a set-up to its end. What has fewer states than it had is not what it was. */
async function expectNoProblem<Beginning>(setUp: SetUp<Beginning>, states: number): Promise<void> {
  const exploration = await explore(setUp)
  report(exploration)
  expect(exploration.problem).toBeUndefined()
  expect(exploration.states).toBeGreaterThanOrEqual(states)
  expect(exploration.ends).toBeGreaterThan(0)
}

describe('every interleaving', { timeout: 280_000 }, () => {
  it('of two workers and a repair, while a lease runs out', () => expectNoProblem(slowWorker, 40_000))
  it('of two workers and a repair, with a request that is late', () =>
    expectNoProblem(unansweredWorkers, 20_000))
  it('of the last two to settle and a reset', () => expectNoProblem(lastToSettle, 14_000))
  it('of the last two to settle and a recount that seals', () => expectNoProblem(sealedMeanwhile, 35_000))
  it('of a worker, a reset and a stale save', () => expectNoProblem(staleSave, 7_000))
  it('of a slow worker, a run that adopts its clip, a repair and a reset', () =>
    expectNoProblem(adoption, 140_000))
})
