import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import { recalculateCounters } from '@badapple/scenes'
import type { PythonBackend } from '@badapple/scenes/testing'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { inAnyOrder } from './in-any-order.js'
import { take, today } from './naive-backend.js'

/** The counters as stored, and as they should be. */
async function counters(scenes: Scenes, id: string) {
  const { project, scenes: all } = await scenes.load(id)
  const { sceneCount, completedScenes, failedScenes } = project.value
  return {
    stored: { sceneCount, completedScenes, failedScenes },
    counted: recalculateCounters(all.map(({ value }) => value)),
  }
}

/** Two scenes finished at once, and one of them uploaded once more. */
async function drifted() {
  const world = today(3)
  const { naive } = world
  await Promise.all([naive.generate(1), naive.generate(2)])
  const afterRace = await naive.project()
  for (let again = 0; again < 3; again++) await naive.upload(1, take(`by hand ${again}`))
  return { ...world, afterRace }
}

/** The backend saves a scene as failed. */
function failsScene(python: PythonBackend, id: string): void {
  python.read(id, 4).save({ status: 'failed' })
}

/** The backend saves a project with a count of its own. */
function miscounts(python: PythonBackend, id: string): void {
  python.read(id).save({ completedScenes: 3 })
}

describe('6. counters drift', () => {
  it('happens today: counted twice at once, one is missing; incremented again, there are too many', async () => {
    const { naive, afterRace } = await drifted()
    expect(afterRace).toMatchObject({ sceneCount: 3, completedScenes: 1 })
    expect(await naive.project()).toMatchObject({ sceneCount: 3, completedScenes: 4 })
  })

  it('happens today: finishing n scenes reads n times n', async () => {
    const { naive } = today(20)
    for (let sequence = 1; sequence <= 20; sequence++) await naive.generate(sequence)
    expect(naive.itemsRead).toBeGreaterThan(20 * 20)
  })

  it.each(['repair', 'recount'] as const)('is put right by a %s', async (remedy) => {
    const { scenes, naive } = await drifted()
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings.map(({ kind }) => kind)).toEqual(['counter-drift'])
    await scenes[remedy](naive.projectId)
    const { stored, counted } = await counters(scenes, naive.projectId)
    expect(counted.completedScenes).toBe(2)
    expect(stored).toEqual(counted)
  })

  it.each([
    ['cannot happen here', () => undefined],
    ['is repaired after the backend failed a scene', failsScene],
    ['is repaired after the backend saved the project', miscounts],
  ])('%s, whoever finishes, fails, resets and recounts at the same time', async (_, save) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const test = testScenes()
        const id = await projectWith(test.scenes, 4)
        await test.scenes.upload(id, 4, { body: clipBytes() })
        const [one, two, three] = await Promise.all([1, 2, 3].map((n) => test.scenes.claim(id, n)))
        if (one === undefined || two === undefined || three === undefined) throw new Error('not claimed')
        save(test.python, id)
        const someone = (name: string) => inAnyOrder(test, scheduler, name)
        await scheduler.waitFor(
          Promise.all([
            someone('worker-1').complete(one, { body: clipBytes() }),
            someone('worker-2').complete(two, { body: clipBytes() }),
            someone('worker-3').fail(three, 'no luck'),
            someone('operator').reset(id, 4),
            someone('counter').recount(id),
          ]),
        )
        const { stored, counted } = await counters(test.scenes, id)
        expect(counted).toEqual({ sceneCount: 4, completedScenes: 2, failedScenes: 1 })
        expect(stored).toEqual(counted)
      }),
      { numRuns: 200 },
    )
  })

  it.each([8, 80])(
    'costs the same here in a project of %i scenes: three records for one finished',
    async (count) => {
      const test = testScenes()
      const id = await projectWith(test.scenes, count)
      const job = await test.scenes.claim(id, 1)
      const before = test.requests().length
      await test.scenes.complete(job, { body: clipBytes() })
      const made = test.requests().slice(before)
      // A scene comes with its project and its claim.
      expect(made.map(({ operation }) => operation)).toEqual(['loadScene', 'put', 'stat', 'commit'])
    },
  )
})
