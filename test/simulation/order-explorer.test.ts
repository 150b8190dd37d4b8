import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { inSteps } from './explorer/set-ups/order.js'

const COMMIT_ROOM = '../../src/core/commands/commit-room.js'

interface SetUpOfOrder {
  readonly names: Parameters<typeof inSteps>[0]
  readonly left?: Parameters<typeof inSteps>[1]
  /** There must not be fewer than there were. */
  readonly states: number
}

/** What is done at the same time, and what somebody had begun and died. */
const SET_UPS: readonly SetUpOfOrder[] = [
  { names: ['reorder', 'remove'], states: 1_400 },
  { names: ['reorder', 'repair'], left: 'add', states: 230 },
  { names: ['remove', 'repair'], left: 'reorder', states: 340 },
  { names: ['swap', 'add'], states: 1_350 },
]

/**
 * A commit that has room for 4 scenes instead of 87: the same steps, in projects that are small enough to go through. It loads
 * modules anew, so `npm run explore` runs it, apart from all other tests.
 */
describe.skipIf(process.env['SCENES_REPORT'] === undefined)(
  'every interleaving of commands that are done in steps',
  { timeout: 280_000 },
  () => {
    beforeAll(() => {
      vi.resetModules()
      vi.doMock(COMMIT_ROOM, () => ({ ROOM: 7 }))
    })
    afterAll(() => {
      vi.doUnmock(COMMIT_ROOM)
      vi.resetModules()
    })

    it.each(SET_UPS)('$names, after $left', async ({ names, left, states }) => {
      const [{ explore }, { report }, setUps] = await Promise.all([
        import('./explorer/explore.js'),
        import('./explorer/report.js'),
        import('./explorer/set-ups/order.js'),
      ])
      const exploration = await explore(setUps.inSteps(names, left))
      report(exploration)
      expect(exploration.problem).toBeUndefined()
      expect(exploration.states).toBeGreaterThanOrEqual(states)
      expect(exploration.ends).toBeGreaterThan(0)
    })
  },
)
