import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const COMMIT_ROOM = '../../src/core/commands/commit-room.js'

const PAIRS = [
  ['reorder', 'add'],
  ['reorder', 'remove'],
  ['add', 'remove'],
] as const

/** A commit that has room for 4 scenes instead of 87: the same steps, in projects that are small enough to go through. */
describe('every interleaving of commands that are done in steps', { timeout: 280_000 }, () => {
  beforeAll(() => {
    vi.resetModules()
    vi.doMock(COMMIT_ROOM, () => ({ ROOM: 7 }))
  })
  afterAll(() => {
    vi.doUnmock(COMMIT_ROOM)
    vi.resetModules()
  })

  it.each(PAIRS)('%s and %s', async (...names) => {
    const [{ explore }, { report }, { inSteps }] = await Promise.all([
      import('./explorer/explore.js'),
      import('./explorer/report.js'),
      import('./explorer/set-ups/order.js'),
    ])
    const exploration = await explore(inSteps(...names))
    report(exploration)
    expect(exploration.problem).toBeUndefined()
    expect(exploration.states).toBeGreaterThanOrEqual(100)
    expect(exploration.ends).toBeGreaterThan(0)
  })
})
