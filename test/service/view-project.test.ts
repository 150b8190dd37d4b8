import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compositionClips, progressOf, selectForGeneration, shouldPoll, toObjectKey } from '@badapple/scenes'
import type { BlobStore } from '@badapple/scenes'
import type { TestData } from '@badapple/scenes/testing'
import { aProject, done } from '@badapple/scenes/testing'
import { rejected } from '../core/support/thrown.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

const table = JSON.parse(
  readFileSync(new URL('../fixtures/legacy-table.json', import.meta.url), 'utf8'),
) as TestData

const FINISHED = '6f0d7c52-2f6e-4c3b-9a0e-1d5b8f3a7c11'
const TROUBLED = 'b4a9e1d0-7f1c-4d57-8a52-90c6e2f4d833'
const ID = 'film'
const COMPOSING = 'e19a4c3d-08f7-4b2a-9d6e-5f7b1c8a2d66'

/** A bucket that counts what it signs, and how much of it at once. */
function watched(blobs: BlobStore) {
  const signed: string[] = []
  let running = 0
  let most = 0
  const watching: BlobStore = {
    ...blobs,
    signedUrl: async (key, options) => {
      signed.push(key)
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return blobs.signedUrl(key, options)
    },
  }
  return { watching, signed, most: () => most }
}

describe('the view of a project as the backend left it', () => {
  const legacy = () => testScenes(table)

  it('is what front ends hold today', async () => {
    const { scenes, blobs } = legacy()
    const view = await scenes.view(FINISHED)
    const url = (name: string) => blobs.signedUrl(toObjectKey(`mv/projects/${FINISHED}/${name}`))
    expect(view).toMatchObject({
      projectId: FINISHED,
      status: 'completed',
      characterImageUrl: await url('character.png'),
      audioBackingTrackUrl: await url('audio.mp3'),
      finalOutputUrl: await url('final.mp4'),
      productDescription: null,
      productImageUrl: null,
      directorConfig: 'Wes-Anderson',
      sceneCount: 4,
      createdAt: '2025-11-20T09:12:04.512300Z',
    })
    expect(view.scenes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
    expect(view.scenes[0]).toEqual({
      sequence: 1,
      displaySequence: 1,
      status: 'completed',
      prompt: 'The keeper climbs the spiral stairs, lantern first, brass light sliding over wet stone',
      negativePrompt: 'text, watermark',
      duration: 8,
      referenceImageUrls: [await url('character.png')],
      audioClipUrl: null,
      originalVideoClipUrl: await url('scenes/001/video.mp4'),
      workingVideoClipUrl: await url('scenes/001/video.mp4'),
      trimPoints: { in: 0, out: 8 },
      videoClipUrl: await url('scenes/001/video.mp4'),
      needsLipSync: true,
      lipSyncedVideoClipUrl: null,
      retryCount: 0,
      errorMessage: null,
      createdAt: '2025-11-20T09:13:10.000001Z',
      updatedAt: '2025-11-20T09:25:31.250000Z',
    })
  })

  it('serves the helpers of a page', async () => {
    const { scenes } = legacy()
    const view = await scenes.view(COMPOSING)
    expect(shouldPoll(view)).toBe(true)
    expect(progressOf(view.scenes).percent).toBe(100)
    expect(selectForGeneration(view.scenes).selected).toEqual([])
    expect(compositionClips(view.scenes)).toMatchObject({
      clips: [{ sequence: 1 }, { sequence: 2 }],
      missing: [],
    })
    expect((await scenes.view('d7e3f8a4-91b2-4c6d-a0f3-6b5c2e1d9077')).scenes.at(-1)?.sequence).toBe(1_000)
  })

  it('is refused where a URL stands in place of a key: no scene is shown as if it had no video', async () => {
    const { scenes, store } = legacy()
    const before = store.exportItems()
    const error = await rejected(scenes.view(TROUBLED), 'URL_UNAVAILABLE')
    expect(error.details).toMatchObject({
      projectId: TROUBLED,
      sequence: 12,
      field: 'originalVideoClipUrl',
      key: `https://media.s3.amazonaws.com/mv/projects/${TROUBLED}/scenes/012/video.mp4?…`,
    })
    expect(error.message).toContain('Run repair')
    expect(store.exportItems()).toEqual(before)
  })
})

/** A project of so many finished scenes. */
function finished(count: number) {
  return aProject({ projectId: ID, scenes: Array.from({ length: count }, () => done()) })
}

describe('view', () => {
  it('stays the same within a window, and changes with the next', async () => {
    const { scenes, clock } = testScenes(finished(1))
    const view = await scenes.view(ID)
    expect(view.scenes[0]?.originalVideoClipUrl).toMatch(/^memory:/)
    await clock.advance(60_000)
    const later = await scenes.view(ID)
    expect(later).toEqual(view)
    await clock.advance(3_600_000)
    const afterwards = await scenes.view(ID)
    expect(afterwards.scenes[0]?.originalVideoClipUrl).not.toBe(view.scenes[0]?.originalVideoClipUrl)
    expect(shouldPoll({ ...afterwards, status: 'completed' }, { waitingFor: view.scenes })).toBe(true)
  })

  it('signs each key once, several at the same time and not all', async () => {
    const counts: ReturnType<typeof watched>[] = []
    const { scenes } = testScenes(finished(40), {
      wrapBlobs: (blobs) => {
        const watch = watched(blobs)
        counts.push(watch)
        return watch.watching
      },
    })
    await scenes.view(ID)
    const [count] = counts
    // Original and working clip are one object.
    expect(count?.signed).toHaveLength(40)
    expect(new Set(count?.signed).size).toBe(40)
    expect(count?.most()).toBe(16)
  })

  it('tries again while the bucket does not answer', async () => {
    const { scenes, blobs } = testScenes(finished(1))
    blobs.failNext('signedUrl', 'unreachable', 3)
    expect((await scenes.view(ID)).scenes[0]?.originalVideoClipUrl).toMatch(/^memory:/)
  })

  it.each([
    ['for good', true],
    ['at once', false],
  ])('fails with the place when the bucket refuses %s', async (_, retryable) => {
    const cause = Object.assign(new Error('credentials expired'), { retryable })
    const { scenes } = testScenes([], {
      wrapBlobs: (blobs) => ({ ...blobs, signedUrl: () => Promise.reject(cause) }),
    })
    const id = await projectWith(scenes, 1)
    expect((await scenes.view(id)).scenes[0]?.originalVideoClipUrl).toBeNull()
    await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
    const error = await rejected(scenes.view(id), 'URL_UNAVAILABLE')
    expect(error).toMatchObject({ cause, retryable, details: { sequence: 1, field: 'originalVideoClipUrl' } })
    expect(error.message).toContain('credentials expired')
  })

  it('fails where an adapter signs nothing', async () => {
    const { scenes } = testScenes(finished(1), {
      wrapBlobs: (blobs) => ({ ...blobs, signedUrl: () => Promise.resolve('') }),
    })
    await rejected(scenes.view(ID), 'URL_UNAVAILABLE')
  })

  it('names what is not there', async () => {
    const { scenes } = testScenes()
    await rejected(scenes.view('nowhere'), 'PROJECT_NOT_FOUND')
  })
})
