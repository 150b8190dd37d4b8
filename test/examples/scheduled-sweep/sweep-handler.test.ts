import type { Scenes } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { done, stuck } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import type { CursorKeeper } from '../../../examples/scheduled-sweep/cursor-item.js'
import { sweepHandler } from '../../../examples/scheduled-sweep/sweep-handler.js'
import { projectsOf, tableOf } from '../../service/sweep/support.js'
import { testScenes } from '../../support/test-scenes.js'

const REMAINING_MS = 50_000

function scheduled(projects: number, more: { readonly scenes?: Scenes } = {}) {
  const test = tableOf(projectsOf(projects, [stuck(), done()]))
  let cursor: string | undefined
  const kept: (string | undefined)[] = []
  const cursors: CursorKeeper = {
    read: () => Promise.resolve(cursor),
    keep: (next) => {
      kept.push((cursor = next))
      return Promise.resolve()
    },
  }
  const lines: unknown[] = []
  const common = { scenes: test.scenes, ...more, cursors, now: () => test.clock.now() }
  const log = (line: string) => lines.push(JSON.parse(line))
  const handlerOf = (repair: boolean) =>
    sweepHandler({ ...common, options: { repair, projectsPerSecond: 1, concurrency: 1 }, log })
  const invoke = (handler = handlerOf(true)) => handler({}, { getRemainingTimeInMillis: () => REMAINING_MS })
  return { test, invoke, handlerOf, kept, lines }
}

describe('the handler of a scheduled sweep', () => {
  it('ends in time, goes on in the next invocation, and begins anew when all were seen', async () => {
    const { test, invoke, kept } = scheduled(12)
    const startedMs = test.clock.now()
    expect(await invoke()).toMatchObject({ ended: 'budget', projects: 5, repaired: 5 })
    expect(test.clock.now() - startedMs).toBeLessThan(REMAINING_MS)
    expect(kept.at(-1)).toBeDefined()
    expect(await invoke()).toMatchObject({ ended: 'budget', projects: 5 })
    expect(await invoke()).toMatchObject({ ended: 'complete', projects: 2 })
    expect(kept.at(-1)).toBeUndefined()
    expect(await invoke()).toMatchObject({ projects: 5, repaired: 0 })
  })

  it('logs findings and numbers', async () => {
    const { invoke, lines } = scheduled(2)
    await invoke()
    expect(lines).toMatchObject([
      { kind: 'stalled', projectId: 'p01', sequence: 1 },
      { kind: 'stalled', projectId: 'p02' },
      { ended: 'complete', projects: 2, findings: { stalled: 2 } },
    ])
  })

  it('keeps the cursor while it goes on, so that an invocation that dies loses little', async () => {
    const { test, handlerOf, kept } = scheduled(30)
    await handlerOf(true)({}, { getRemainingTimeInMillis: () => 300_000 })
    // Thirty projects in as many seconds, kept every ten.
    expect(kept.filter((cursor) => cursor !== undefined)).toHaveLength(2)
    const rest = await test.scenes.sweep({ repair: true, cursor: kept[1] ?? '' })
    expect(rest.projects).toBe(9)
  })

  it('begins anew when its options changed', async () => {
    const { invoke, handlerOf } = scheduled(7)
    expect(await invoke(handlerOf(false))).toMatchObject({ ended: 'budget', repaired: 0 })
    expect(await invoke(handlerOf(true))).toMatchObject({ ended: 'budget', projects: 5, repaired: 5 })
  })

  it('fails when the safety stop ended the sweep, and the next one looks at all again', async () => {
    const table = tableOf(projectsOf(4, [done(), done()]))
    const astray = createScenes({ ...table.options, blobs: testScenes().blobs })
    const { invoke, kept, lines } = scheduled(0, { scenes: astray })
    await expect(invoke()).rejects.toThrow('Is this the right bucket?')
    expect(kept.at(-1)).toBeUndefined()
    expect(lines.at(-1)).toMatchObject({ ended: 'too-many-demotions', demotions: 8, objectsSeen: 0 })
  })
})
