import { describe, expect, it } from 'vitest'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

describe('the length of an earlier clip', () => {
  it('is the one that was told last, also where the clip stayed the same', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const first = await scenes.upload(id, 1, { body: clipBytes(), durationSeconds: 8 })
    const key = first.clips.original ?? ''
    await scenes.claim(id, 1, { regenerate: true })
    await scenes.upload(id, 1, { key, durationSeconds: 4 })
    await scenes.upload(id, 1, { body: clipBytes() })
    expect(await scenes.restore(id, 1, { key })).toMatchObject({
      durationSeconds: 4,
      trimPoints: { in: 0, out: 4 },
    })
  })
})
