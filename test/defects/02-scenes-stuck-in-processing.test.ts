import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Generate, Scenes } from '@badapple/scenes'
import { InterleavedWorld } from '../support/interleaved-world.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { ProcessDied, take, today } from './naive-backend.js'

const clip: Generate = () => Promise.resolve({ body: clipBytes(), durationSeconds: 8 })

/** Two workers at one queue; the one that got scene 1 dies at it. */
async function oneDied() {
  const world = today(2)
  const { naive } = world
  await naive.enqueue()
  const ends = await Promise.allSettled([
    naive.work({ provider: () => Promise.reject(new ProcessDied()) }),
    naive.work({ provider: () => Promise.resolve(take('the living')) }),
  ])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  return world
}

async function statuses(scenes: Scenes, id: string) {
  return (await scenes.load(id)).scenes.map(({ value }) => value.status)
}

describe('2. scenes stuck in processing after a worker died', () => {
  it('happens today: the message is gone, and no other worker comes by', async () => {
    const { scenes, naive, clock } = await oneDied()
    for (let day = 0; day < 7; day++) {
      await clock.advance(24 * 3_600_000)
      await naive.work()
    }
    expect(await statuses(scenes, naive.projectId)).toEqual(['processing', 'completed'])
  })

  it('is found and repaired', async () => {
    const { scenes, naive, clock } = await oneDied()
    await clock.advance(3_600_000)
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings.map(({ kind, sequence }) => [kind, sequence])).toContainEqual(['stalled', 1])
    await scenes.repair(naive.projectId)
    expect(await statuses(scenes, naive.projectId)).toEqual(['pending', 'completed'])
    await scenes.generateMissing(naive.projectId, clip)
    expect(await statuses(scenes, naive.projectId)).toEqual(['completed', 'completed'])
  })

  it('cannot last here: wherever a worker dies, its scenes are free when its leases are over', async () => {
    let stalled = 0
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 16 }), async (scheduler, lifetime) => {
        const world = new InterleavedWorld(scheduler)
        const id = await projectWith(world.calm(), 3)
        const sure = { lostReplies: [], lostUploads: [] }
        const mortal = world.worker('mortal', { ...sure, lifetime })
        const other = world.worker('other', sure)
        const options = { concurrency: 1 }
        const first = mortal.scenes.generateMissing(id, clip, options)
        const second = other.scenes.generateMissing(id, clip, options)
        await scheduler.waitFor(Promise.all([Promise.race([first, mortal.died]), second]))

        await world.clock.advance(120_000 + 60_000)
        const calm = world.calm()
        const { audit } = await calm.repair(id)
        stalled += audit.findings.filter(({ kind }) => kind === 'stalled').length
        expect(await statuses(calm, id)).not.toContain('processing')
        await calm.generateMissing(id, clip)
        expect(new Set(await statuses(calm, id))).toEqual(new Set(['completed']))
      }),
      { numRuns: 200 },
    )
    // It would prove little if no death had left a scene behind.
    expect(stalled).toBeGreaterThan(0)
  })

  it('needs no repair either: the next run takes over what nobody holds', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.claim(id, 1, { owner: 'dies' })
    expect((await scenes.generateMissing(id, clip)).counts.skipped).toBe(1)
    await clock.advance(120_001)
    expect((await scenes.generateMissing(id, clip)).counts.generated).toBe(1)
  })
})
