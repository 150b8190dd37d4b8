import { describe, expect, it } from 'vitest'
import type { Scene } from '@badapple/scenes'
import { compositionClips, playbackClip } from '@badapple/scenes'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { take, today } from './naive-backend.js'

/** A lip-synced scene, and what film and page show of it. */
async function lipSynced() {
  const test = testScenes()
  const { scenes, blobs } = test
  const id = await projectWith(scenes, 1)
  await scenes.startVideoGeneration(id)
  const { clips } = await scenes.upload(id, 1, { body: take('first take') })
  const madeFrom = clips.original ?? ''
  const synced = await scenes.setClip(id, 1, { clip: 'lipSynced', madeFrom, body: take('first, lip-synced') })
  const shown = async () => {
    const all: Scene[] = (await scenes.load(id)).scenes.map(({ value }) => value)
    const film = compositionClips(all).clips.map(({ source }) => blobs.read(source))
    const page = all.map((scene) => blobs.read(playbackClip(scene)?.source ?? ''))
    return { film, page }
  }
  return { ...test, id, madeFrom, synced, shown }
}

describe('13. generating again leaves the old lip-synced clip in place', () => {
  it.each(['generated again', 'uploaded by hand'])(
    'happens today: %s, the film shows the old scene',
    async (how) => {
      const { naive } = today(1)
      await naive.generate(1, { provider: () => Promise.resolve(take('first take')) })
      await naive.lipSync(1)
      const second = take('second take')
      if (how === 'uploaded by hand') await naive.upload(1, second)
      else await naive.generate(1, { provider: () => Promise.resolve(second) })
      expect(naive.shown(naive.videoKey(1))).toBe('second take')
      expect(await naive.film()).toEqual([{ sequence: 1, shows: 'first take, lip-synced' }])
    },
  )

  it.each(['generated again', 'uploaded by hand', 'reset and generated'])(
    'cannot happen here: %s, the film shows the new scene',
    async (how) => {
      const { scenes, id, synced, shown } = await lipSynced()
      expect((await shown()).film).toEqual([take('first, lip-synced')])
      const clip = { body: take('second take') }
      if (how === 'uploaded by hand') await scenes.upload(id, 1, clip)
      if (how === 'generated again')
        await scenes.generateMissing(id, () => Promise.resolve(clip), { regenerate: [1] })
      if (how === 'reset and generated') {
        await scenes.reset(id, 1)
        await scenes.generateMissing(id, () => Promise.resolve(clip))
      }
      expect(await shown()).toEqual({ film: [clip.body], page: [clip.body] })
      const { items } = await scenes.history(id, { sequence: 1 })
      expect(items.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded)).toContainEqual({
        clip: 'lipSynced',
        key: synced.clips.lipSynced,
      })
    },
  )

  it('cannot happen here in a project of the backend either', async () => {
    const { scenes, naive, blobs } = today(1)
    await naive.generate(1)
    await naive.lipSync(1)
    const { projectId } = naive
    await scenes.upload(projectId, 1, { body: take('second take') })
    const all = (await scenes.load(projectId)).scenes.map(({ value }) => value)
    expect(compositionClips(all).clips.map(({ source }) => blobs.read(source))).toEqual([take('second take')])
  })

  it('cannot happen here: a lip-sync that was begun before and comes after is refused', async () => {
    const { scenes, id, madeFrom, shown } = await lipSynced()
    await scenes.upload(id, 1, { body: take('second take') })
    const late = { clip: 'lipSynced', madeFrom, body: take('first, lip-synced late') } as const
    await expect(scenes.setClip(id, 1, late)).rejects.toMatchObject({
      details: { refusal: { kind: 'video-changed' } },
    })
    expect((await shown()).film).toEqual([take('second take')])
  })
})
