import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { inAnyOrder } from './in-any-order.js'
import { take, today } from './naive-backend.js'

describe('4. two workers generate the same scene at once', () => {
  it('happens today: both pay, and one clip overwrites the other', async () => {
    const { naive, blobs } = today(1)
    await Promise.all([
      naive.generate(1, { provider: () => Promise.resolve(take('of worker 1')) }),
      naive.generate(1, { provider: () => Promise.resolve(take('of worker 2')) }),
    ])
    expect(naive.paid).toBe(2)
    expect(blobs.objects()).toHaveLength(1)
  })

  it('cannot happen here, however their requests interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, 2)
        const paid: number[] = []
        const work = (name: string) =>
          inAnyOrder(test, scheduler, name).generateMissing(id, async ({ sequence }) => {
            paid.push(sequence)
            await scheduler.schedule(Promise.resolve(), `${name}: the provider`)
            return { body: take(`scene ${sequence} of ${name}`) }
          })
        await scheduler.waitFor(Promise.all(['worker-1', 'worker-2', 'worker-3'].map(work)))
        expect(paid.toSorted()).toEqual([1, 2])
        expect(test.blobs.objects()).toHaveLength(2)
        for (const { value } of (await test.scenes.load(id)).scenes) expect(value.status).toBe('completed')
      }),
      { numRuns: 300 },
    )
  })

  it('cannot happen here: a worker that comes back after its lease overwrites no winner', async () => {
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const slow = await scenes.claim(id, 1, { owner: 'slow' })
    await clock.advance(120_001)
    const fast = await scenes.claim(id, 1, { owner: 'fast' })
    const winner = await scenes.complete(fast, { body: take('of the winner') })
    await expect(scenes.complete(slow, { body: take('too late') })).rejects.toMatchObject({
      code: 'CLAIM_LOST',
    })
    expect((await scenes.load(id)).scenes[0]?.value.clips).toEqual(winner.clips)
    expect(blobs.read(fast.uploadKey)).toEqual(take('of the winner'))
  })
})
