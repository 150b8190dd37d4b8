import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recalculateCounters } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { inAnyOrder } from './in-any-order.js'
import { take, today } from './naive-backend.js'

describe('5. whole-item saves after minutes of generation overwrite what was done meanwhile', () => {
  it('happens today: the edit, the order and the counters are gone', async () => {
    const { naive } = today(2)
    let isEdited = false
    await naive.generateAll({
      provider: async () => {
        if (!isEdited) {
          isEdited = true
          await naive.editPrompt(1, 'At dawn')
          await naive.reorder([2, 1])
        }
        return take('after minutes')
      },
    })
    expect(await naive.scene(1)).toMatchObject({ prompt: 'Shot 1', displaySequence: 1 })
    expect(await naive.scene(2)).toMatchObject({ displaySequence: 1 })
    expect(await naive.project()).toMatchObject({ status: 'completed', completedScenes: 0 })
  })

  it('cannot happen here, however worker and editors interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, 2)
        const [worker, editor, director] = ['worker', 'editor', 'director'].map((name) =>
          inAnyOrder(test, scheduler, name),
        )
        await scheduler.waitFor(
          Promise.all([
            worker?.generateMissing(id, async () => {
              await scheduler.schedule(Promise.resolve(), 'the provider')
              return { body: clipBytes() }
            }),
            editor?.editScene(id, 1, { prompt: 'At dawn' }),
            director?.reorderScenes(id, [2, 1]),
          ]),
        )
        const { project, scenes } = await test.scenes.load(id)
        const [first, second] = scenes.map(({ value }) => value)
        expect(first).toMatchObject({ prompt: 'At dawn', displaySequence: 2, status: 'completed' })
        expect(second).toMatchObject({ prompt: 'Shot 2', displaySequence: 1, status: 'completed' })
        const counted = recalculateCounters(scenes.map(({ value }) => value))
        expect(project.value).toMatchObject({ ...counted, completedScenes: 2, status: 'completed' })
      }),
      { numRuns: 200 },
    )
  })

  it('is found and repaired where the backend still saves so: the clip it overwrote is given back', async () => {
    const { scenes, python } = testScenes()
    const id = await projectWith(scenes, 2)
    const held = [python.read(id), python.read(id, 1)]
    await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
    const paidFor = (await scenes.load(id)).scenes[0]?.value.clips.original
    for (const copy of held) copy.save()
    expect((await scenes.load(id)).scenes[0]?.value.clips).toEqual({})

    const { audit } = await scenes.repair(id)
    expect(audit.findings.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['lost-clip', 'counter-drift', 'foreign-write']),
    )
    const { project, scenes: all } = await scenes.load(id)
    expect(all[0]?.value).toMatchObject({ status: 'completed', clips: { original: paidFor } })
    expect(project.value).toMatchObject({ completedScenes: 2, status: 'completed' })
    expect((await scenes.audit(id)).findings).toEqual([])
  })
})
