import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compositionClips } from '@badapple/scenes'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { take, today } from './naive-backend.js'

/** A film of four scenes that was put into another order. */
async function reordered() {
  const world = today(4)
  const { naive } = world
  await naive.generateAll()
  await naive.reorder([3, 1, 4, 2])
  return world
}

describe('14. a reordering never reaches the film', () => {
  it('happens today: the film keeps the order in which the scenes were written', async () => {
    const { naive } = await reordered()
    expect((await naive.film()).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
  })

  it('cannot happen here, in a project of the backend', async () => {
    const { scenes, naive } = await reordered()
    const { clips } = compositionClips((await scenes.load(naive.projectId)).scenes.map(({ value }) => value))
    expect(clips.map(({ sequence }) => sequence)).toEqual([3, 1, 4, 2])
  })

  it('cannot happen here, in whatever order, for records and for what a page holds', async () => {
    const orders = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5 })
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const { scenes, blobs } = testScenes()
        const id = await projectWith(scenes, order.length)
        const clipOf = (sequence: number) => take(`scene ${sequence}`)
        await scenes.generateMissing(id, ({ sequence }) => Promise.resolve({ body: clipOf(sequence) }))
        await scenes.reorderScenes(id, order)

        const film = compositionClips((await scenes.load(id)).scenes.map(({ value }) => value))
        expect(film.missing).toEqual([])
        expect(film.clips.map(({ source }) => blobs.read(source))).toEqual(order.map(clipOf))
        const page = compositionClips((await scenes.view(id)).scenes)
        expect(page.clips.map(({ sequence }) => sequence)).toEqual(order)
      }),
      { numRuns: 50 },
    )
  })
})
