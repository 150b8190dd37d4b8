import type { SimulatedProcess } from '../../../../src/testing/simulation/simulated-process.js'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { judgeEnd } from '../judge-end.js'
import { claimedByOne, clipOfTheClaim, counted, leftAlone, nothingGoesSilently } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

const shared = {
  begin: async (world) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    return id
  },
  promises: [
    claimedByOne,
    leftAlone,
    clipOfTheClaim,
    nothingGoesSilently,
    counted({ savesProjects: false }),
  ],
  judgeEnd,
} satisfies Partial<SetUp<string>>

/** A worker that takes longer than its lease, another one, and a repair, on the only scene of a project. */
export const slowWorkers: SetUp<string> = {
  ...shared,
  name: 'two workers and a repair, leases run out',
  lateRequests: 0,
  passesMs: [181_000],
  start: (world, id) => {
    world.start('slow', (process) => work(process, id, { beats: true }))
    world.start('other', (process) => work(process, id))
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(id)
    })
  },
}

/** Two workers and a repair that begins after a worker died on the scene. */
export const unansweredWorkers: SetUp<string> = {
  ...shared,
  name: 'two workers and a repair, a request is late',
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const id = await shared.begin(world)
    await world.calm().claim(id, 1)
    world.passTo(world.nowMs + 181_000)
    return id
  },
  start: (world, id) => {
    for (const name of ['one', 'two']) world.start(name, (process) => work(process, id))
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(id)
    })
  },
}

async function work(
  { scenes }: SimulatedProcess,
  id: string,
  { beats = false }: { readonly beats?: boolean } = {},
): Promise<void> {
  const job = await unlessRefused(scenes.claim(id, 1))
  if (job === undefined) return
  if (beats) await unlessRefused(scenes.heartbeat(job))
  await unlessRefused(scenes.complete(job, { body: clipBytes() }))
}
