import { attempt } from '../attempt.js'
import type { Actor } from '../crew.js'

/** Counts anew. */
export const recounter: Actor = async (process, { projectId }) => {
  for (let times = 0; times < 3; times++) {
    await process.sleep(process.pick([0, 10_000, 30_000]))
    await attempt(process, (options) => process.scenes.recount(projectId, options))
  }
}

/** Audits and repairs whatever projects there are. */
export const sweeper: Actor = async (process) => {
  for (let times = 0; times < 2; times++) {
    await process.sleep(process.pick([10_000, 60_000]))
    await attempt(process, async () => {
      const { items } = await process.scenes.listProjects()
      for (const { projectId } of items) await process.scenes.repair(projectId)
    })
  }
}
