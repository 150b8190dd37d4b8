import { done } from '@badapple/scenes/testing'
import { expect, it } from 'vitest'
import { projectsOf, swept, tableOf } from './support.js'

it('begins no more projects in a second than it may, however many it may look at at once', async () => {
  for (const concurrency of [1, 4]) {
    const test = tableOf(projectsOf(11, [done()]))
    const { summary } = await swept(test, { projectsPerSecond: 4, concurrency })
    const loads = test.requests().filter(({ operation }) => operation === 'loadProject')
    const begun = loads.map(({ atMs }) => atMs - (loads[0]?.atMs ?? 0))
    expect(begun).toEqual(begun.map((_, at) => at * 250))
    expect(summary.durationMs).toBe(2_500)
  }
})

it('begins none when the next turn comes after its time, and does not wait for it', async () => {
  const test = tableOf(projectsOf(11, [done()]))
  const { summary } = await swept(test, { projectsPerSecond: 0.001, budgetMs: 900_000 })
  expect(summary).toMatchObject({ ended: 'budget', projects: 1, durationMs: 0 })
})

it('brings to an end what is under way when the time is over', async () => {
  const test = tableOf(projectsOf(5, [done()]))
  test.store.failNext('loadProject', 'unavailable', 3)
  const slow = { ...test, scenes: test.startProcess('slow') }
  const { summary } = await swept(slow, { concurrency: 1, budgetMs: 10 })
  expect(summary).toMatchObject({ ended: 'budget', projects: 1 })
  expect(summary.durationMs).toBeGreaterThan(10)
})

it('wakes when it is aborted', async () => {
  const test = tableOf(projectsOf(5, [done()]))
  const stop = new AbortController()
  const { summary } = await swept(test, {
    projectsPerSecond: 0.001,
    concurrency: 1,
    signal: stop.signal,
    onProgress: () => {
      void test.clock.sleep(5_000).then(() => {
        stop.abort()
      })
    },
  })
  expect(summary).toMatchObject({ ended: 'aborted', projects: 1, durationMs: 5_000 })
})
