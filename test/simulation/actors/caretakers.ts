import type { SimulatedProcess } from '@badapple/scenes/testing'
import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'

/** Counts anew. */
export const recounter: Actor = async (process, { projectId }) => {
  for (let times = 0; times < 4; times++) {
    await process.sleep(process.pick([0, 0, 10_000, 30_000]))
    await attempt(process, (options) => process.scenes.recount(projectId, options))
  }
}

/** Goes over whatever projects there are, and repairs them. */
export const sweeper: Actor = async (process) => {
  for (let times = 0; times < 2; times++) {
    await process.sleep(process.pick([10_000, 60_000]))
    await sweep(process)
  }
}

/** A sweep on a bucket that is not the one with the videos. */
export const misled: Actor = async (process) => {
  await process.sleep(process.pick([30_000, 60_000, 120_000]))
  await sweep(process)
}

function sweep(process: SimulatedProcess): Promise<unknown> {
  return attempt(process, () => process.scenes.sweep({ repair: true }))
}
