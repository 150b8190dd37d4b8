import type { ClaimedJob } from '@badapple/scenes'
import type { SimulatedProcess } from '../../../../src/testing/simulation/simulated-process.js'
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

const shared = {
  promises: [
    claimedByOne,
    leftAlone,
    clipOfTheClaim,
    endedByItsOwner,
    nothingGoesSilently,
    counted({ savesProjects: false }),
  ],
  judgeEnd: (world, { projectId }) => judgeEnd(world, projectId),
} satisfies Partial<SetUp<ClaimedJob>>

/**
 * A worker that has a scene, the only one of its project, for longer than its lease, and its clip in the bucket; another
 * worker; and a repair.
 */
export const slowWorker: SetUp<ClaimedJob> = {
  ...shared,
  name: 'two workers and a repair, a lease runs out',
  lateRequests: 0,
  passesMs: [181_000],
  begin: async (world) => {
    const job = await world.calm().claim(await oneScene(world), 1, { owner: 'slow' })
    await world.blobs.put(job.uploadKey, clipBytes(), {})
    return job
  },
  start: (world, job) => {
    world.start('slow', async ({ scenes }) => {
      await unlessRefused(scenes.heartbeat(job))
      await unlessRefused(scenes.complete(job, { key: job.uploadKey }))
    })
    world.start('other', (process) => work(process, job.projectId))
    repair(world, job.projectId)
  },
}

const unanswered = {
  ...shared,
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const job = await world.calm().claim(await oneScene(world), 1, { owner: 'slow' })
    world.passTo(world.nowMs + 181_000)
    return job
  },
} satisfies Partial<SetUp<ClaimedJob>>

/** Two workers and a repair, on a scene whose worker has died. */
export const unansweredWorkers: SetUp<ClaimedJob> = {
  ...unanswered,
  name: 'two workers and a repair, a request is late',
  start: (world, { projectId }) => {
    for (const name of ['one', 'two']) world.start(name, (process) => work(process, projectId))
    repair(world, projectId)
  },
}

/** A worker and a repair, on a scene whose worker gives up when it has lost it. */
export const givingUp: SetUp<ClaimedJob> = {
  ...unanswered,
  name: 'a worker, one that gives up, and a repair',
  start: (world, job) => {
    world.start('slow', async ({ scenes }) => {
      const failed = await unlessRefused(scenes.fail(job, 'no luck'))
      // It only looks on: what it does next does not depend on it.
      const { items } = await world.store.readEvents(job.projectId, { limit: 1_000 })
      if (
        failed === undefined &&
        items.some(({ type, actor }) => type === 'scene-failed' && actor === 'slow')
      )
        world.report('slow was refused what it had done')
    })
    world.start('other', (process) => work(process, job.projectId))
    repair(world, job.projectId)
  },
}

function repair(world: SimulatedWorld, projectId: string): void {
  world.start('repair', async ({ scenes }) => {
    await scenes.repair(projectId)
  })
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
