import type { ClaimedJob, Scenes } from '@badapple/scenes'
import type { SimulatedWorld } from '../../../../src/testing/simulation/simulated-world.js'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { staleSaveBy } from '../by-python.js'
import { judgeEnd } from '../judge-end.js'
import { claimedByOne, clipOfTheClaim, counted, nothingGoesSilently } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

interface Beginning {
  readonly id: string
  readonly jobs: readonly ClaimedJob[]
}

const shared = {
  lateRequests: 1,
  passesMs: [],
  promises: [claimedByOne, clipOfTheClaim, nothingGoesSilently, counted({ savesProjects: false })],
  judgeEnd: (world, { id }) => judgeEnd(world, id),
} satisfies Partial<SetUp<Beginning>>

/** Two workers settle the last scenes of a project whose counters are sealed, and a third scene is reset. */
export const lastToSettle: SetUp<Beginning> = {
  ...shared,
  name: 'the last two scenes are settled, one is reset',
  begin: (world) => twoUnderWay(world, world.calm()),
  start: (world, { id, jobs }) => {
    settle(world, jobs)
    world.start('reset', async ({ scenes }) => {
      await unlessRefused(scenes.reset(id, 1))
    })
    world.start('recount', async ({ scenes }) => {
      await scenes.recount(id)
    })
  },
}

/** The same while somebody else saves the project, which takes the seal away, and it is recounted. */
export const sealedMeanwhile: SetUp<Beginning> = {
  ...shared,
  name: 'the last two scenes are settled, the project is sealed',
  promises: [claimedByOne, clipOfTheClaim, nothingGoesSilently, counted({ savesProjects: true })],
  begin: (world) => twoUnderWay(world, world.calm()),
  start: (world, { id, jobs }) => {
    settle(world, jobs)
    world.start('recount', async ({ scenes }) => {
      await scenes.recount(id)
    })
    world.start('python', (process) => staleSaveBy(process, () => world.python.read(id)))
  },
}

/** Three scenes: one has its video, two are claimed and their clips are in the bucket. */
async function twoUnderWay(world: SimulatedWorld, scenes: Scenes): Promise<Beginning> {
  const id = await projectWith(scenes, 3)
  await scenes.startVideoGeneration(id)
  await scenes.complete(await scenes.claim(id, 1), { body: clipBytes() })
  const jobs = [await scenes.claim(id, 2), await scenes.claim(id, 3)]
  for (const { uploadKey } of jobs) await world.blobs.put(uploadKey, clipBytes(), {})
  return { id, jobs }
}

function settle(world: SimulatedWorld, jobs: readonly ClaimedJob[]): void {
  for (const job of jobs)
    world.start(`worker-${job.sequence}`, async ({ scenes }) => {
      await unlessRefused(scenes.complete(job, { key: job.uploadKey }))
    })
}
