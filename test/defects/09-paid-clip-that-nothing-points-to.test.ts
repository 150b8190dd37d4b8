import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Generate } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { FaultyStore } from '../support/faulty-store.js'
import { InterleavedWorld } from '../support/interleaved-world.js'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { ProcessDied, take, today } from './naive-backend.js'

/** A provider that is paid for every job, and a generator that asks for the result of a known job first. */
function countingProvider() {
  const provider = { paid: 0 }
  const generate: Generate = async (_, job) => {
    if (job.resumeJobId === undefined) await job.submitted(`job-${++provider.paid}`)
    return { body: take('paid for') }
  }
  return { provider, generate }
}

/** A worker that died after the upload. */
async function orphaned() {
  const world = today(1)
  const dies = () => {
    throw new ProcessDied()
  }
  await expect(world.naive.generate(1, { after: dies })).rejects.toThrow()
  return world
}

describe('9. the upload succeeded, and the record was never updated', () => {
  it('happens today: the clip is paid for, nothing points to it, and it is generated again', async () => {
    const { naive } = await orphaned()
    expect(naive.shown(naive.videoKey(1))).toBe('a take')
    expect(await naive.scene(1)).not.toHaveProperty('originalVideoClipS3Key')
    await naive.generateAll()
    expect(naive.paid).toBe(2)
  })

  it('is found and repaired', async () => {
    const { scenes, naive, clock } = await orphaned()
    await clock.advance(3_600_000)
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'orphaned-blob', sequence: 1, key: naive.videoKey(1) }),
    )
    await scenes.repair(naive.projectId)
    expect((await scenes.load(naive.projectId)).scenes[0]?.value).toMatchObject({
      status: 'completed',
      clips: { original: naive.videoKey(1) },
    })
    expect(naive.paid).toBe(1)
  })

  it('cannot last here: wherever a worker dies while another is about, what it stored is never paid again', async () => {
    let leftBehind = 0
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 30 }), async (scheduler, lifetime) => {
        const world = new InterleavedWorld(scheduler)
        const id = await projectWith(world.calm(), 1)
        const { provider, generate } = countingProvider()
        const sure = { lostReplies: [], lostUploads: [] }
        const mortal = world.worker('mortal', { ...sure, lifetime })
        const other = world.worker('other', sure)
        const first = mortal.scenes.generateMissing(id, generate)
        const second = other.scenes.generateMissing(id, generate)
        await scheduler.waitFor(Promise.all([Promise.race([first, mortal.died]), second]))

        const stored = world.blobs.objects()
        const paid = provider.paid
        await world.clock.advance(3_600_000)
        const summary = await world.calm().generateMissing(id, generate)
        if (stored.length > 0) {
          leftBehind += summary.counts.adopted
          expect(summary.counts.generated).toBe(0)
          expect(provider.paid).toBe(paid)
        }
      }),
      { numRuns: 200 },
    )
    // It would prove little if no death had fallen between upload and record.
    expect(leftBehind).toBeGreaterThan(0)
  })

  it.each([1, 2, 3, 4, 5, 6])(
    'cannot happen twice here: a record that arrives late (after %i requests) is done once',
    async (after) => {
      const test = testScenes()
      const id = await projectWith(test.scenes, 1)
      const { provider, generate } = countingProvider()
      // Claim, job, then the record of the clip; its sender is gone.
      const late = new FaultyStore(test.store, [{ kind: 'none' }, { kind: 'none' }, { kind: 'late', after }])
      const dying = createScenes({ ...test.options, store: late, policy: { commitBudgetMs: 1 } })
      expect((await dying.generateMissing(id, generate)).counts.unrecorded).toBe(1)
      await test.clock.advance(3_600_000)
      const next = createScenes({ ...test.options, store: late })
      await next.generateMissing(id, generate)
      await late.settle()
      const [scene] = (await test.scenes.load(id)).scenes
      expect(scene?.value.status).toBe('completed')
      expect(test.blobs.objects().map(({ key }) => key)).toEqual([scene?.value.clips.original])
      expect(provider.paid).toBe(1)
    },
  )
})
