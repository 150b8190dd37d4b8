import type { ClaimedJob } from '@badapple/scenes'
import type { SimulatedProcess } from '../../../../src/testing/simulation/simulated-process.js'
import type { SimulatedWorld } from '../../../../src/testing/simulation/simulated-world.js'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { judgeEnd } from '../judge-end.js'
import { claimedByOne, clipOfTheClaim, counted, leftAlone, nothingGoesSilently } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

const shared = {
  promises: [claimedByOne, leftAlone, clipOfTheClaim, nothingGoesSilently, counted({ savesProjects: false })],
} satisfies Partial<SetUp<string>>

/** A worker that has a scene, the only one of its project, for longer than its lease, another worker, and a repair. */
export const slowWorker: SetUp<ClaimedJob> = {
  ...shared,
  name: 'two workers and a repair, a lease runs out',
  lateRequests: 0,
  passesMs: [181_000],
  begin: async (world) => world.calm().claim(await oneScene(world), 1),
  start: (world, job) => {
    world.start('slow', async ({ scenes }) => {
      await unlessRefused(scenes.heartbeat(job))
      await unlessRefused(scenes.complete(job, { body: clipBytes() }))
    })
    world.start('other', (process) => work(process, job.projectId))
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(job.projectId)
    })
  },
  judgeEnd: (world, { projectId }) => judgeEnd(world, projectId),
}

/** Two workers and a repair that begins after a worker died on the scene. */
export const unansweredWorkers: SetUp<string> = {
  ...shared,
  name: 'two workers and a repair, a request is late',
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const id = await oneScene(world)
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
  judgeEnd,
}

async function oneScene(world: SimulatedWorld): Promise<string> {
  const scenes = world.calm()
  const id = await projectWith(scenes, 1)
  await scenes.startVideoGeneration(id)
  return id
}

async function work({ scenes }: SimulatedProcess, id: string): Promise<void> {
  const job = await unlessRefused(scenes.claim(id, 1))
  if (job !== undefined) await unlessRefused(scenes.complete(job, { body: clipBytes() }))
}
