import { describe, expect, it } from 'vitest'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { take, today } from './naive-backend.js'

const refused = () => Promise.reject(new Error('the provider refuses the prompt'))

/** A project of two finished scenes, where generating the first again has failed. */
async function failedAgain() {
  const world = today(2)
  const { naive } = world
  await naive.generate(1)
  await naive.generate(2)
  await naive.generate(1, { provider: refused })
  return world
}

/** A scene with a video. */
async function finished() {
  const test = testScenes()
  const id = await projectWith(test.scenes, 1)
  await test.scenes.generateMissing(id, () => Promise.resolve({ body: take('first take') }))
  const sceneNow = async () => (await test.scenes.load(id)).scenes[0]?.value ?? expect.fail()
  const first = (await sceneNow()).clips.original ?? expect.fail()
  return { ...test, id, first, sceneNow }
}

describe('3. the old clip is deleted before the new one exists', () => {
  it('happens today: a failed regeneration loses the video', async () => {
    const { naive } = await failedAgain()
    expect(await naive.scene(1)).toMatchObject({ originalVideoClipS3Key: naive.videoKey(1) })
    expect(naive.shown(naive.videoKey(1))).toBeUndefined()
  })

  it('is found, and repaired as far as it can be: the scene is generated again', async () => {
    const { scenes, naive } = await failedAgain()
    const { findings } = await scenes.audit(naive.projectId)
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'missing-blob', sequence: 1 }))
    expect((await scenes.select(naive.projectId)).selected).toEqual([])
    await scenes.repair(naive.projectId)
    const { selected } = await scenes.select(naive.projectId)
    expect(selected.map(({ sequence }) => sequence)).toEqual([1])
  })

  it('cannot happen here: the old clip stays until the new one is recorded', async () => {
    const { scenes, blobs, id, first, sceneNow } = await finished()
    const before = await sceneNow()
    const summary = await scenes.generateMissing(
      id,
      async () => {
        expect(await sceneNow()).toMatchObject({ status: 'completed', clips: before.clips })
        expect(blobs.read(first)).toEqual(take('first take'))
        return refused()
      },
      { regenerate: [1] },
    )
    expect(summary.counts.failed).toBe(1)
    expect(await sceneNow()).toMatchObject({ status: 'completed', clips: before.clips })
    expect(blobs.read(first)).toEqual(take('first take'))
  })

  it('cannot happen here: a clip that was replaced is named in the history, and can be taken back', async () => {
    const { scenes, blobs, id, first, sceneNow } = await finished()
    const better = () => Promise.resolve({ body: take('second take') })
    await scenes.generateMissing(id, better, { regenerate: [1] })
    expect(blobs.read((await sceneNow()).clips.original ?? '')).toEqual(take('second take'))
    expect(blobs.read(first)).toEqual(take('first take'))
    const { items } = await scenes.history(id, { sequence: 1, newestFirst: true, limit: 1 })
    expect(items[0]?.clipsSuperseded).toContainEqual({ clip: 'original', key: first })
    expect((await scenes.restore(id, 1, { key: first })).clips.original).toBe(first)
  })
})
