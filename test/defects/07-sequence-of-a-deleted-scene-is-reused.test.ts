import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptKey, scenePrefix } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { take, today } from './naive-backend.js'

const shot = { prompt: 'Another shot', durationSeconds: 8 }

describe('7. the number of a deleted scene is used again', () => {
  it('happens today: the new scene plays the clip of a worker that was still at the deleted one', async () => {
    const { naive } = today(2)
    let replaced: number | undefined
    await naive.generate(2, {
      provider: async () => {
        await naive.deleteScene(2)
        replaced = await naive.addScene()
        await naive.generate(2, { provider: () => Promise.resolve(take('the new scene')) })
        return take('the deleted scene')
      },
    })
    expect(replaced).toBe(2)
    expect(naive.shown(naive.videoKey(2))).toBe('the deleted scene')
  })

  it('cannot happen here: the new scene has another number and other keys, and the worker is shut out', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 2)
    const job = await scenes.claim(id, 2)
    await scenes.removeScene(id, 2)
    const [added] = await scenes.addScenes(id, [shot])
    expect(added).toMatchObject({ sequence: 3, displaySequence: 2 })
    await expect(scenes.complete(job, { body: take('the deleted scene') })).rejects.toMatchObject({
      code: 'SCENE_NOT_FOUND',
    })
    await scenes.generateMissing(id, () => Promise.resolve({ body: take('the new scene') }), { only: [3] })
    const { original = '' } = (await scenes.load(id)).scenes.at(-1)?.value.clips ?? {}
    expect(original.startsWith(scenePrefix(id, 3))).toBe(true)
    expect(blobs.read(original)).toEqual(take('the new scene'))
  })

  it('cannot happen here in a project of the backend either, whose clips lie under the number', async () => {
    const { scenes, naive, clock } = today(2)
    await naive.generate(2)
    await scenes.removeScene(naive.projectId, 2)
    const [added] = await scenes.addScenes(naive.projectId, [shot])
    expect(added?.sequence).toBe(3)
    await clock.advance(3_600_000)
    await scenes.repair(naive.projectId)
    const { selected } = await scenes.select(naive.projectId, { only: [3] })
    expect(selected.map(({ sequence }) => sequence)).toEqual([3])
  })

  it('cannot happen here, whatever is added and removed', async () => {
    const act = fc.oneof(fc.record({ add: fc.integer({ min: 1, max: 3 }) }), fc.record({ remove: fc.nat(9) }))
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const { scenes } = testScenes()
        const id = await projectWith(scenes, 2)
        await scenes.startVideoGeneration(id)
        const used = [1, 2]
        for (const next of acts) {
          if ('add' in next) {
            const added = await scenes.addScenes(
              id,
              Array.from({ length: next.add }, () => shot),
            )
            used.push(...added.map(({ sequence }) => sequence))
          } else {
            const present = (await scenes.load(id)).scenes.map(({ value }) => value.sequence)
            const chosen = present[next.remove % present.length]
            if (present.length > 1 && chosen !== undefined) await scenes.removeScene(id, chosen)
          }
        }
        expect(new Set(used).size).toBe(used.length)
      }),
      { numRuns: 100 },
    )
  })

  it('two attempts at one scene never share a key either', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const first = await scenes.claim(id, 1)
    await scenes.complete(first, { body: clipBytes() })
    const second = await scenes.claim(id, 1, { regenerate: true })
    expect(second.uploadKey).toBe(attemptKey(id, 1, 2, second.claimId))
    expect(second.uploadKey).not.toBe(first.uploadKey)
  })
})
