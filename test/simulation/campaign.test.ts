import { describe, expect, it } from 'vitest'
import { missingPairs } from './campaign/pairs.js'
import { runSeed, writersOf } from './campaign/run-seed.js'
import { NOTHING, sumOf, tallyOf } from './campaign/tally.js'

/** More in the environment for a long search; `npm run simulate` uses every core. */
const RUNS = Number(process.env['SIMULATIONS'] ?? 2_000)

/** Runs begin anew each day, so that days add up. */
const FIRST_SEED = Math.floor(Date.now() / 86_400_000) * 1_000_000

describe('crews of workers, editors, operators and caretakers on one project', () => {
  it(
    `break no promise in ${RUNS} simulated runs, in half of them beside the Python backend`,
    { timeout: 580_000 },
    async () => {
      let tally = NOTHING
      for (let run = 0; run < RUNS; run++) tally = sumOf(tally, tallyOf(await runSeed(FIRST_SEED + run)))
      expect(tally.problems).toEqual([])
      // A campaign in which nothing went wrong would show little.
      expect(missingPairs(tally)).toEqual([])
    },
  )

  it('take turns in who writes', () => {
    expect([writersOf(2), writersOf(3)]).toEqual(['library', 'foreign'])
  })
})
