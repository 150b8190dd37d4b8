import type { SimulatedWorld } from '../../../../src/testing/simulation/simulated-world.js'
import { projectWith, clipBytes } from '../../../support/test-scenes.js'
import { allGenerated } from '../afterwards.js'
import { counted } from '../promises.js'
import type { SetUp } from '../set-up.js'

/** Two workers and a repair on the only scene of a project. */
export const workersAndRepair: SetUp<string> = {
  name: 'two workers and a repair',
  lateRequests: 1,
  passesMs: [181_000],
  promises: [counted({ savesProjects: false })],
  begin: async (world: SimulatedWorld) => {
    const scenes = world.calm()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    return id
  },
  start: (world, id) => {
    for (const name of ['one', 'two'])
      world.start(name, async ({ scenes }) => {
        await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
      })
    world.start('repair', async ({ scenes }) => {
      await scenes.repair(id)
    })
  },
  afterwards: allGenerated,
}
