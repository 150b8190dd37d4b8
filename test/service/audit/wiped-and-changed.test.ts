import type { TestScenes } from '@badapple/scenes/testing'
import { expect, describe, it } from 'vitest'
import { clipBytes, projectWith, testScenes } from '../../support/test-scenes.js'

const clip = { body: clipBytes(), durationSeconds: 8 }

/** A finished scene that a stale save of the backend has emptied: what the backend held is from before the clip. */
async function wiped(statusThen?: 'failed') {
  const test = testScenes()
  const { scenes, python } = test
  const id = await projectWith(scenes, 2)
  const copy = python.read(id, 1)
  const job = await scenes.claim(id, 1)
  await scenes.complete(job, clip)
  copy.save(statusThen !== undefined ? { status: statusThen } : {})
  return { ...test, id, key: job.uploadKey }
}

const first = async ({ scenes }: Pick<TestScenes, 'scenes'>, id: string) =>
  (await scenes.load(id)).scenes[0]?.value

describe('a clip that a stale save took away', () => {
  it.each<[what: string, change: (test: Awaited<ReturnType<typeof wiped>>) => Promise<unknown>]>([
    ['edited', ({ scenes, id }) => scenes.editScene(id, 1, { prompt: 'edited' })],
    [
      'edited twice, with a save of the backend in between',
      async ({ scenes, python, id }) => {
        await scenes.editScene(id, 1, { prompt: 'edited' })
        python.read(id, 1).save()
        await scenes.editScene(id, 1, { prompt: 'edited again' })
      },
    ],
    ['moved', ({ scenes, id }) => scenes.reorderScenes(id, [2, 1])],
    ['set to failed by hand', ({ scenes, id }) => scenes.setSceneStatus(id, 1, { status: 'failed' })],
  ])('is given back by a repair when the scene was %s since', async (_what, change) => {
    const test = await wiped()
    await change(test)
    const { findings } = await test.scenes.audit(test.id)
    expect(findings.find(({ sequence }) => sequence === 1)).toMatchObject({
      kind: 'lost-clip',
      key: test.key,
    })
    await test.scenes.repair(test.id)
    const scene = await first(test, test.id)
    expect(scene).toMatchObject({ status: 'completed', clips: { original: test.key } })
    expect(scene).not.toHaveProperty('foreignSave')
    expect((await test.scenes.audit(test.id)).findings).toEqual([])
  })

  it('is given back, before anybody pays, when the scene was edited or tried again since', async () => {
    const test = await wiped('failed')
    await test.scenes.retry(test.id, 1)
    await test.scenes.editScene(test.id, 1, { prompt: 'edited' })
    const paid: number[] = []
    await test.scenes.generateMissing(test.id, (job) => {
      paid.push(job.sequence)
      return Promise.resolve(clip)
    })
    expect(paid).toEqual([2])
    expect(await first(test, test.id)).toMatchObject({ clips: { original: test.key } })
  })

  it('is made again when the scene was reset since', async () => {
    const test = await wiped('failed')
    await test.scenes.editScene(test.id, 1, { prompt: 'edited' })
    await test.scenes.reset(test.id, 1)
    await test.scenes.editScene(test.id, 1, { prompt: 'edited again' })
    const { findings } = await test.scenes.audit(test.id)
    expect(findings.filter(({ sequence }) => sequence === 1)).toEqual([])
    await test.scenes.generateMissing(test.id, () => Promise.resolve(clip))
    const scene = await first(test, test.id)
    expect(scene?.clips.original).not.toBe(test.key)
    expect(scene).not.toHaveProperty('foreignSave')
  })
})

describe('a scene that the backend has taken over', () => {
  it('is left to it for its grace, also when it was edited since', async () => {
    const { scenes, python } = testScenes([], { policy: { foreignGraceMs: 900_000 } })
    const id = await projectWith(scenes, 1)
    await scenes.release(await scenes.claim(id, 1))
    python.read(id, 1).save({ status: 'processing' })
    await scenes.editScene(id, 1, { prompt: 'edited' })
    await expect(scenes.claim(id, 1)).rejects.toMatchObject({
      details: { refusal: { kind: 'foreign-claim' } },
    })
  })
})

describe('a scene that a worker of this library claimed after a stale save', () => {
  /** The worker dies at once, and its lease runs out; what the save took away is not in the bucket any more. */
  async function abandoned() {
    const test = testScenes([], { policy: { foreignGraceMs: 900_000 } })
    const { scenes, python, blobs, clock } = test
    const id = await projectWith(scenes, 1)
    const copy = python.read(id, 1)
    const job = await scenes.claim(id, 1)
    await scenes.complete(job, clip)
    copy.save()
    blobs.deleteObject(job.uploadKey)
    await scenes.claim(id, 1, { leaseMs: 1_000 })
    await clock.advance(1_000 + 60_000)
    return { ...test, id }
  }

  const ofScene = async (scenes: TestScenes['scenes'], id: string) =>
    (await scenes.audit(id)).findings.flatMap(({ kind, sequence }) => (sequence === 1 ? [kind] : []))

  it('is generated again when that worker is gone: nobody else is at it', async () => {
    const { scenes, id } = await abandoned()
    expect((await scenes.select(id)).selected).toHaveLength(1)
    expect((await scenes.claim(id, 1)).attempt).toBe(3)
  })

  it('is stalled for an audit, after the grace', async () => {
    const { scenes, id } = await abandoned()
    expect(await ofScene(scenes, id)).toEqual(['stalled'])
  })

  it('is left to the backend when that takes it over later, also when it was edited since', async () => {
    const { scenes, python, id } = await abandoned()
    python.read(id, 1).save({ status: 'processing' })
    await scenes.editScene(id, 1, { prompt: 'edited' })
    expect((await scenes.select(id)).skipped).toMatchObject([{ reason: { kind: 'foreign-claim' } }])
    expect(await ofScene(scenes, id)).toEqual([])
  })
})
