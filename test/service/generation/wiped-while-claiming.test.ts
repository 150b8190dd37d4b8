import type { ObjectKey } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { clipBytes, isOf, projectWith, testScenes } from '../../support/test-scenes.js'

const clip = { body: clipBytes(), durationSeconds: 8 }

/**
 * A run has looked for a finished clip, and is about to claim. Right then another worker finishes the scene, and the
 * backend saves it as it was before.
 */
async function wipedWhileClaiming(
  afterwards: (test: TestScenes, key: ObjectKey, id: string) => void = () => undefined,
) {
  const test = testScenes()
  const { scenes, store, blobs, python } = test
  const id = await projectWith(scenes, 1)
  const other = test.startProcess('other')
  store.beforeNext(
    'commit',
    async () => {
      const copy = python.read(id, 1)
      const job = await other.claim(id, 1)
      await other.complete(job, clip)
      copy.save()
      afterwards(test, job.uploadKey, id)
    },
    { when: isOf('scene-claimed') },
  )
  let paid = 0
  const summary = await scenes.generateMissing(id, () => {
    paid++
    return Promise.resolve(clip)
  })
  const [scene] = (await scenes.load(id)).scenes
  return { outcome: summary.scenes[0], paid, video: scene?.value.clips.original, objects: blobs.objects() }
}

describe('a clip that a stale save takes away while a run is about to claim the scene', () => {
  it('is given back, and nobody pays again', async () => {
    const { outcome, paid, video, objects } = await wipedWhileClaiming()
    expect(paid).toBe(0)
    expect(outcome).toMatchObject({ outcome: 'adopted', key: video })
    expect(objects.map(({ key }) => key)).toEqual([video])
  })

  it('is made again when its object is gone too', async () => {
    const { outcome, paid, video } = await wipedWhileClaiming(({ blobs }, key) => {
      blobs.deleteObject(key)
    })
    expect(paid).toBe(1)
    expect(outcome).toMatchObject({ outcome: 'generated', key: video, attempt: 2 })
  })

  it('is made again when somebody resets the scene before it is looked at again', async () => {
    const { outcome, paid, video } = await wipedWhileClaiming((test, _, id) => {
      test.python.read(id, 1).save({ status: 'failed' })
      // One reading to decide anew, in which the clip is lost, and one to see why that was refused.
      let readings = 0
      const reset = () => test.startProcess('ann').reset(id, 1)
      test.store.beforeNext('loadScene', reset, { when: () => ++readings === 2 })
    })
    expect(paid).toBe(1)
    expect(outcome).toMatchObject({ outcome: 'generated', key: video, attempt: 2 })
  })
})
