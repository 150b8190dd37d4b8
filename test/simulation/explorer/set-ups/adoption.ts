import type { ClaimedJob } from '@badapple/scenes'
import type { SimulatedWorld } from '../../../../src/testing/simulation/simulated-world.js'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { judgeEnd } from '../judge-end.js'
import {
  claimedByOne,
  clipOfTheClaim,
  counted,
  endedByItsOwner,
  leftAlone,
  nothingGoesSilently,
} from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

interface Beginning {
  readonly id: string
  readonly slow: ClaimedJob
}

/** The lease of an attempt is over, its clip has just come to the bucket, and its worker is about to record it after all. */
const shared = {
  begin: async (world: SimulatedWorld) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    const slow = await scenes.claim(id, 1, { owner: 'slow' })
    world.passTo(world.nowMs + 181_000)
    await world.blobs.put(slow.uploadKey, clipBytes(), {})
    return { id, slow }
  },
  promises: [
    claimedByOne,
    endedByItsOwner,
    leftAlone,
    clipOfTheClaim,
    nothingGoesSilently,
    counted({ savesProjects: false }),
  ],
  judgeEnd: (world, { id }) => judgeEnd(world, id),
} satisfies Partial<SetUp<Beginning>>

/** Whoever wants to adopt the clip waits for its grace to be over. */
export const adoption: SetUp<Beginning> = {
  ...shared,
  lateRequests: 0,
  passesMs: [61_000],
  name: 'a slow worker, a run that adopts its clip, and a repair',
  start: (world, { id, slow }) => {
    slowAndRun(world, id, slow)
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(id)
    })
  },
}

/** The grace is over, and somebody takes the scene back to be generated again. */
export const adoptionAndReset: SetUp<Beginning> = {
  ...shared,
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const beginning = await shared.begin(world)
    world.passTo(world.nowMs + 61_000)
    return beginning
  },
  name: 'a slow worker, a run that adopts its clip, and a reset',
  start: (world, { id, slow }) => {
    slowAndRun(world, id, slow)
    world.start('reset', async ({ scenes }) => {
      await unlessRefused(scenes.reset(id, 1))
    })
  },
}

function slowAndRun(world: SimulatedWorld, id: string, slow: ClaimedJob): void {
  world.start('slow', async ({ scenes }) => {
    await unlessRefused(scenes.complete(slow, { key: slow.uploadKey }))
  })
  world.start('run', async ({ scenes }) => {
    await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
  })
}
