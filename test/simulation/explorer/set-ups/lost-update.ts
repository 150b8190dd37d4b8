import { projectWith } from '../../../support/test-scenes.js'
import { byPython } from '../by-python.js'
import type { SetUp } from '../set-up.js'

/** Two Python backends that each count one more retry of a scene: what an explorer must find something wrong with. */
export const lostUpdate: SetUp<string> = {
  name: 'two stale saves',
  lateRequests: 0,
  passesMs: [],
  begin: (world) => projectWith(world.calm(), 1),
  start: (world, id) => {
    for (const name of ['one', 'two'])
      world.start(name, async (process) => {
        const copy = await byPython(process, 'load item', () => world.python.read(id, 1))
        const retries = Number(copy.item['retryCount']?.['N'])
        await byPython(process, 'save item', () => {
          copy.save({ retryCount: retries + 1 })
        })
      })
  },
  promises: [],
  judgeEnd: () => Promise.resolve([]),
}
