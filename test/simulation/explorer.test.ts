import { describe, expect, it } from 'vitest'
import type { SimulatedWorld } from '../../src/testing/simulation/simulated-world.js'
import { explore } from './explorer/explore.js'
import { report } from './explorer/report.js'
import type { SetUp } from './explorer/set-up.js'
import { adoption, adoptionAndReset } from './explorer/set-ups/adoption.js'
import { lostUpdate } from './explorer/set-ups/lost-update.js'
import { lastToSettle, sealedMeanwhile } from './explorer/set-ups/last-to-settle.js'
import { staleSave, staleSaveAndRun } from './explorer/set-ups/stale-save.js'
import { givingUp, slowWorker, unansweredWorkers } from './explorer/set-ups/workers-and-repair.js'

/** Explores a set-up to its end. What has fewer states than it had is not what it was. */
async function expectNoProblem<Beginning>(setUp: SetUp<Beginning>, states: number): Promise<void> {
  const exploration = await explore(setUp)
  report(exploration)
  expect(exploration.problem).toBeUndefined()
  expect(exploration.states).toBeGreaterThanOrEqual(states)
  expect(exploration.ends).toBeGreaterThan(0)
}

/** The large ones take minutes; `npm run explore` goes through all. */
describe.skipIf(process.env['SCENES_REPORT'] === undefined)(
  'every interleaving',
  { timeout: 280_000 },
  () => {
    it('of a worker, one that gives up, and a repair', () => expectNoProblem(givingUp, 20_000))
    it('of a worker, a run and a stale save', () => expectNoProblem(staleSaveAndRun, 19_000))
    it('of two workers and a repair, while a lease runs out', () => expectNoProblem(slowWorker, 40_000))
    it('of two workers and a repair, with a request that is late', () =>
      expectNoProblem(unansweredWorkers, 26_000))
    it('of the last two to settle and a reset', () => expectNoProblem(lastToSettle, 15_000))
    it('of the last two to settle and a recount that seals', () => expectNoProblem(sealedMeanwhile, 280_000))
    it('of a worker, a reset and a stale save', () => expectNoProblem(staleSave, 8_000))
  },
)

describe('every interleaving', { timeout: 280_000 }, () => {
  it('of a slow worker, a run that adopts its clip, and a repair', () => expectNoProblem(adoption, 50_000))
  it('of a slow worker, a run that adopts its clip, and a reset', () =>
    expectNoProblem(adoptionAndReset, 10_000))
})

describe('explore', () => {
  /** Each save must have counted one retry more. */
  const counting: SetUp<string> = {
    ...lostUpdate,
    promises: [
      (world) => {
        let saves = 0
        return {
          saved: (records) => {
            saves++
            const retries = records?.scenes[0]?.value.retryCount
            if (retries !== saves) world.report(`${retries} retries after ${saves} saves`)
          },
        }
      },
    ],
  }

  it('goes through each state once', async () => {
    // Nobody has read: 1; one has, or both: 3; one has saved: 2 before the other read, 2 after it read the same, 2 after it
    // read what was saved; both have saved: 2 in turn, 1 the same.
    expect(await explore(lostUpdate)).toMatchObject({ states: 13, contents: 3, ends: 3, depth: 4 })
  })

  it('finds a lost update, and a shortest way to it', async () => {
    const { problem } = await explore(counting)
    expect(problem?.what).toEqual(['1 retries after 2 saves'])
    expect(problem?.way).toHaveLength(4)
    expect(problem?.way.map((step) => step.replace(/^\w+: (\w+) .*/, '$1'))).toEqual([
      'load',
      'load',
      'save',
      'save',
    ])
  })

  it('finds what dying would leave behind', async () => {
    const mortal = { ...lostUpdate, judgeEnd: oneOrNone }
    const { problem } = await explore(mortal)
    expect(problem?.way).toHaveLength(4)
  })

  it('finds a process that hangs', async () => {
    const hanging: SetUp<string> = {
      ...lostUpdate,
      start: (world) => {
        world.start('hanging', async (process) => {
          await process.think()
          await new Promise(() => undefined)
        })
      },
    }
    expect((await explore(hanging)).problem?.what).toEqual(['a process waits for what never comes'])
  })
})

/** Wrong where both have counted. */
async function oneOrNone(world: SimulatedWorld, id: string): Promise<readonly string[]> {
  const { scenes } = await world.calm().load(id)
  return scenes[0]?.value.retryCount === 2 ? ['two retries'] : []
}
