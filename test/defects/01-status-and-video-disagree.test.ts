import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClaimedJob, Scenes } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { ProcessDied, today } from './naive-backend.js'

/** Status and key are saved one after the other, so whatever comes in between leaves them apart. */
async function disagreeing() {
  const world = today(3)
  const { naive } = world
  const failsAfterwards = () => {
    throw new Error('its length cannot be measured')
  }
  const dies = () => {
    throw new ProcessDied()
  }
  await naive.generate(1, { after: (step) => step === 'key saved' && failsAfterwards() })
  await expect(naive.generate(2, { after: (step) => step === 'key saved' && dies() })).rejects.toThrow()
  await naive.generate(3)
  const cleared = { originalVideoClipS3Key: null, workingVideoClipS3Key: null }
  await naive.save(await naive.scene(3), cleared)
  return world
}

/** The status of each scene and whether it has a video. */
async function seen(scenes: Scenes, id: string) {
  const { scenes: all } = await scenes.load(id)
  return all.map(({ value: { status, clips } }) => [status, clips.original !== undefined])
}

describe('1. status and video disagree', () => {
  it('happens today', async () => {
    const { scenes, naive } = await disagreeing()
    expect(await seen(scenes, naive.projectId)).toEqual([
      ['failed', true],
      ['processing', true],
      ['completed', false],
    ])
  })

  it('is found and repaired', async () => {
    const { scenes, naive } = await disagreeing()
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings.map(({ kind, sequence }) => [kind, sequence])).toEqual(
      expect.arrayContaining([
        ['failed-with-video', 1],
        ['silent-success', 2],
        ['orphaned-status', 3],
      ]),
    )
    await scenes.repair(naive.projectId)
    expect(await seen(scenes, naive.projectId)).toEqual([
      ['completed', true],
      ['completed', true],
      ['pending', false],
    ])
  })

  it('cannot happen here, whatever is done in whatever order', async () => {
    const act = fc.constantFrom('claim', 'complete', 'fail', 'release', 'upload', 'reset', 'reject', 'retry')
    const acts = fc.array(fc.record({ act, sequence: fc.integer({ min: 1, max: 2 }) }), { maxLength: 25 })
    const visited = new Set<string>()
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const { scenes } = testScenes()
        const id = await projectWith(scenes, 2)
        const jobs = new Map<number, ClaimedJob>()
        for (const next of all) {
          await perform(scenes, id, next, jobs)
          for (const [status, hasVideo] of await seen(scenes, id)) {
            expect(status === 'completed').toBe(hasVideo)
            visited.add(String(status))
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(visited.size).toBe(4)
  })
})

/** Does it if the rules allow it. */
async function perform(
  scenes: Scenes,
  id: string,
  { act, sequence }: { readonly act: string; readonly sequence: number },
  jobs: Map<number, ClaimedJob>,
): Promise<void> {
  const job = jobs.get(sequence)
  const clip = { body: clipBytes() }
  try {
    if (act === 'claim') jobs.set(sequence, await scenes.claim(id, sequence, { regenerate: true }))
    if (act === 'upload') await scenes.upload(id, sequence, clip)
    if (act === 'reset') await scenes.reset(id, sequence)
    if (act === 'reject') await scenes.reject(id, sequence, { reason: 'too dark' })
    if (act === 'retry') await scenes.retry(id, sequence)
    if (act === 'complete' && job !== undefined) await scenes.complete(job, clip)
    if (act === 'fail' && job !== undefined) await scenes.fail(job, 'no luck')
    if (act === 'release' && job !== undefined) await scenes.release(job)
  } catch (error) {
    if (!isSceneError(error, 'REFUSED') && !isSceneError(error, 'CLAIM_LOST')) throw error
  }
}
