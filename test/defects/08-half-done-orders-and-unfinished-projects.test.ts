import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import { inDisplayOrder } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { inAnyOrder } from './in-any-order.js'
import { ProcessDied, today } from './naive-backend.js'

/** A reordering of three scenes that ended after the first. */
async function halfReordered() {
  const world = today(3)
  const dies = () => {
    throw new ProcessDied()
  }
  await expect(world.naive.reorder([3, 1, 2], dies)).rejects.toThrow()
  return world
}

async function finishedAtOnce() {
  const world = today(2)
  await Promise.all([world.naive.generate(1), world.naive.generate(2)])
  return world
}

/** The places of the scenes in the film, by sequence. */
async function places(scenes: Scenes, id: string) {
  return (await scenes.load(id)).scenes.map(({ value }) => value.displaySequence)
}

/** The scenes in the order of the film. */
async function order(scenes: Scenes, id: string) {
  const { scenes: all } = await scenes.load(id)
  return inDisplayOrder(all.map(({ value }) => value)).map(({ sequence }) => sequence)
}

/** A service that does not try for long. */
const HASTY = { policy: { commitBudgetMs: 1 } }

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** A store that does not answer may end a call, and nothing else may. */
function onlyUnavailable(error: unknown): void {
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE' })
}

describe('8. a reordering that fails in the middle', () => {
  it('happens today: two scenes are first', async () => {
    const { scenes, naive } = await halfReordered()
    expect(await places(scenes, naive.projectId)).toEqual([1, 2, 1])
  })

  it('is found and repaired', async () => {
    const { scenes, naive } = await halfReordered()
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings.map(({ kind }) => kind)).toEqual(['display-order'])
    await scenes.repair(naive.projectId)
    expect((await places(scenes, naive.projectId)).toSorted()).toEqual([1, 2, 3])
  })

  it.each(['unavailable', 'lost-reply', 'repeated'] as const)(
    'cannot happen here: with a commit that meets %s it is one order or the other',
    async (fault) => {
      const test = testScenes()
      const id = await projectWith(test.scenes, 3)
      test.store.failNext('commit', fault)
      test.store.failNext('commit', 'unavailable')
      await test.startProcess('unlucky', HASTY).reorderScenes(id, [3, 1, 2]).catch(onlyUnavailable)
      expect([
        [1, 2, 3],
        [3, 1, 2],
      ]).toContainEqual(await order(test.scenes, id))
    },
  )

  it('cannot last here: one that needs several commits leaves a whole order after each, and is finished', async () => {
    const count = 250
    const reversed = upTo(count).reverse()
    for (let commits = 1; commits <= 4; commits++) {
      const test = testScenes()
      const id = await projectWith(test.scenes, count)
      test.store.failNext('commit', 'unavailable', { after: commits, times: Infinity })
      await test.startProcess('dying', HASTY).reorderScenes(id, reversed).catch(onlyUnavailable)
      test.store.heal()
      expect((await places(test.scenes, id)).toSorted((a = 0, b = 0) => a - b)).toEqual(upTo(count))
      await test.scenes.repair(id)
      expect(await order(test.scenes, id)).toEqual(reversed)
    }
  })

  it('cannot happen here when two reorder at once: one order wins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, 3)
        const orders = [
          [3, 1, 2],
          [2, 3, 1],
        ]
        const calls = orders.map((wanted, index) =>
          inAnyOrder(test, scheduler, `director-${index}`).reorderScenes(id, wanted),
        )
        await scheduler.waitFor(Promise.all(calls))
        expect(orders).toContainEqual(await order(test.scenes, id))
      }),
      { numRuns: 200 },
    )
  })
})

describe('8. two workers that finish the last two scenes at once', () => {
  it('happens today: both think they were not last, and the project stays processing at n of n', async () => {
    const { scenes, naive } = await finishedAtOnce()
    const records = await scenes.load(naive.projectId)
    expect(records.scenes.map(({ value }) => value.status)).toEqual(['completed', 'completed'])
    expect(records.project.value.status).toBe('processing')
  })

  it('is found and repaired', async () => {
    const { scenes, naive } = await finishedAtOnce()
    const { audit } = await scenes.repair(naive.projectId)
    expect(audit.findings.map(({ kind }) => kind)).toContain('project-status-drift')
    const { status, listedAs } = (await scenes.load(naive.projectId)).project.value
    expect([status, listedAs]).toEqual(['completed', 'completed'])
  })

  it('cannot happen here, however they interleave and in whatever way they finish', async () => {
    const ends = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean())
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), ends, async (scheduler, successes) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, successes.length)
        const jobs = await Promise.all(successes.map((_, index) => test.scenes.claim(id, index + 1)))
        const calls = jobs.map((job, index) => {
          const worker = inAnyOrder(test, scheduler, `worker-${index + 1}`)
          const succeeds = successes[index] === true
          return succeeds ? worker.complete(job, { body: clipBytes() }) : worker.fail(job, 'no luck')
        })
        await scheduler.waitFor(Promise.all(calls))
        const { status, listedAs } = (await test.scenes.load(id)).project.value
        const expected = successes.every(Boolean) ? 'completed' : 'failed'
        expect([status, listedAs]).toEqual([expected, expected])
      }),
      { numRuns: 300 },
    )
  })

  it('cannot happen here the other way round: none is completed with a scene that was reset at that moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, 2)
        await test.scenes.upload(id, 1, { body: clipBytes() })
        const job = await test.scenes.claim(id, 2)
        await scheduler.waitFor(
          Promise.all([
            inAnyOrder(test, scheduler, 'worker').complete(job, { body: clipBytes() }),
            inAnyOrder(test, scheduler, 'operator').reset(id, 1),
          ]),
        )
        const { status, listedAs } = (await test.scenes.load(id)).project.value
        expect([status, listedAs]).toEqual(['processing', 'processing'])
      }),
      { numRuns: 200 },
    )
  })
})
