import type { ClaimedJob } from '@badapple/scenes'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { staleSaveBy } from '../by-python.js'
import { judgeEnd } from '../judge-end.js'
import { claimedByOne, clipOfTheClaim, givenBackBeforePaying } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

/** A worker, somebody who resets its scene, and the Python backend, which saves the scene as it has read it. */
export const staleSave: SetUp<string> = {
  name: 'a worker, a reset and a stale save',
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    return id
  },
  start: (world, id) => {
    world.start('worker', async ({ scenes }) => {
      const job = await unlessRefused(scenes.claim(id, 1))
      if (job !== undefined) await unlessRefused(scenes.complete(job, { body: clipBytes() }))
    })
    world.start('reset', async ({ scenes }) => {
      await unlessRefused(scenes.reset(id, 1))
    })
    world.start('python', (process) => staleSaveBy(process, () => world.python.read(id, 1)))
  },
  promises: [claimedByOne, clipOfTheClaim],
  // Whether a clip that was taken away shall come back is for a person to decide.
  judgeEnd: (world, id) => judgeEnd(world, id, { reported: ['stale-clip'], takenAwayBy: ['scene-reset'] }),
}

/** A worker whose lease is over and who finishes all the same, the Python backend, and a run that may find the clip gone. */
export const staleSaveAndRun: SetUp<ClaimedJob> = {
  name: 'a worker, a run and a stale save',
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    const job = await scenes.claim(id, 1)
    world.passTo(world.nowMs + 181_000)
    return job
  },
  start: (world, job) => {
    const { projectId } = job
    world.start('worker', async ({ scenes }) => {
      await unlessRefused(scenes.complete(job, { body: clipBytes() }))
    })
    world.start('run', async ({ scenes }) => {
      await scenes.generateMissing(projectId, () => Promise.resolve({ body: clipBytes() }))
    })
    world.start('python', (process) => staleSaveBy(process, () => world.python.read(projectId, 1)))
  },
  promises: [claimedByOne, clipOfTheClaim, givenBackBeforePaying],
  judgeEnd: (world, { projectId }) => judgeEnd(world, projectId),
}
