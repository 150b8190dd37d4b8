import type { ClaimedJob } from '@badapple/scenes'
import { clipBytes, projectWith } from '../../../support/test-scenes.js'
import { judgeEnd } from '../judge-end.js'
import { claimedByOne, clipOfTheClaim, counted, leftAlone, nothingGoesSilently } from '../promises.js'
import type { SetUp } from '../set-up.js'
import { unlessRefused } from '../unless-refused.js'

interface Beginning {
  readonly id: string
  readonly slow: ClaimedJob
}

/** The clip of an attempt lies in the bucket, its lease is over, and its worker is about to record it after all. */
export const adoption: SetUp<Beginning> = {
  name: 'a slow worker, a run that adopts, a repair and a reset',
  lateRequests: 1,
  passesMs: [],
  begin: async (world) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    const slow = await scenes.claim(id, 1)
    await world.blobs.put(slow.uploadKey, clipBytes(), {})
    world.passTo(world.nowMs + 181_000)
    return { id, slow }
  },
  start: (world, { id, slow }) => {
    world.start('slow', async ({ scenes }) => {
      await unlessRefused(scenes.complete(slow, { key: slow.uploadKey }))
    })
    world.start('run', async ({ scenes }) => {
      await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
    })
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(id)
    })
    world.start('reset', async ({ scenes }) => {
      await unlessRefused(scenes.reset(id, 1))
    })
  },
  promises: [claimedByOne, leftAlone, clipOfTheClaim, nothingGoesSilently, counted({ savesProjects: false })],
  judgeEnd: (world, { id }) => judgeEnd(world, id),
}
