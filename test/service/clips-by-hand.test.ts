import { describe, expect, it } from 'vitest'
import type { ClipToSet, Scenes } from '@badapple/scenes'
import { toObjectKey, uploadedKey } from '@badapple/scenes'
import { rejected } from '../core/support/thrown.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import type { TestScenes } from '@badapple/scenes/testing'

/** A service with a project whose first scene has a video by hand. */
async function withVideo(
  scenes = 1,
): Promise<TestScenes & { readonly id: string; readonly original: string }> {
  const test = testScenes()
  const id = await projectWith(test.scenes, scenes)
  await test.scenes.startVideoGeneration(id)
  const { clips } = await test.scenes.upload(id, 1, { body: clipBytes(), durationSeconds: 8 })
  return { ...test, id, original: clips.original ?? '' }
}

async function refusalOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toMatchObject({ code: 'REFUSED' })
  return error instanceof Error && 'details' in error ? error.details : undefined
}

async function typesOf({ store }: TestScenes, id: string): Promise<readonly string[]> {
  return (await store.readEvents(id, { limit: 1_000 })).items.map(({ type }) => type)
}

async function* stream() {
  yield await Promise.resolve(clipBytes())
}

const trimOf = (original: string): Omit<ClipToSet & { clip: 'working' }, 'key' | 'body'> => ({
  clip: 'working',
  madeFrom: original,
  trimPoints: { in: 2, out: 5 },
  sourceDurationSeconds: 8,
})

describe('upload', () => {
  it('stores the bytes under a key of the command, and makes them the video', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const commandId = scenes.newCommandId()
    const scene = await scenes.upload(
      id,
      1,
      { body: clipBytes(), durationSeconds: 4 },
      { commandId, actor: 'ann' },
    )
    const key = uploadedKey(id, 1, commandId)
    expect(scene).toMatchObject({
      status: 'completed',
      clips: { original: key, working: key },
      trimPoints: { in: 0, out: 4 },
    })
    expect(blobs.read(key)).toEqual(clipBytes())
    expect((await scenes.load(id)).project.value).toMatchObject({ completedScenes: 1, sceneCount: 1 })
  })

  it.each(['bytes', 'a stream'])('of %s is done once under one id', async (kind) => {
    const test = testScenes()
    const { scenes, store, blobs } = test
    const id = await projectWith(scenes, 1)
    const commandId = scenes.newCommandId()
    const clip = () => ({ body: kind === 'bytes' ? clipBytes() : stream() })
    store.failNext('commit', 'unavailable')
    const dying = test.startProcess('dying', { policy: { commitBudgetMs: 1 } })
    await expect(dying.upload(id, 1, clip(), { commandId })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await scenes.upload(id, 1, clip(), { commandId })
    const before = test.requests().length
    await scenes.upload(id, 1, clip(), { commandId })
    expect(
      test
        .requests()
        .slice(before)
        .map(({ operation }) => operation),
    ).not.toContain('put')
    expect(blobs.objects()).toHaveLength(1)
    expect(await typesOf(test, id)).toEqual(['project-created', 'scenes-added', 'clip-uploaded'])
  })

  it('of an object about which the bucket says nothing for a moment waits for its word', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const key = toObjectKey(`mv/projects/${id}/scenes/001/video_found.mp4`)
    await blobs.put(key, clipBytes())
    blobs.failNext('stat', 'unreachable')
    expect(await scenes.adopt(id, 1, { key })).toMatchObject({
      status: 'completed',
      clips: { original: key },
    })
    blobs.failNext('stat', 'unreachable', Infinity)
    const { retryable } = await rejected(scenes.adopt(id, 1, { key }), 'BLOB_UNREACHABLE')
    expect(retryable).toBe(true)
  })

  it('shuts a worker out, whose clip is never adopted afterwards', async () => {
    const test = testScenes()
    const { scenes, clock } = test
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    const byHand = await scenes.upload(id, 1, { body: clipBytes() })
    await expect(scenes.heartbeat(job)).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    await expect(scenes.complete(job, { body: clipBytes() })).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    await clock.advance(3_600_000)
    await expect(scenes.adopt(id, 1)).rejects.toMatchObject({ code: 'REFUSED' })
    expect((await scenes.load(id)).scenes[0]?.value.clips).toEqual(byHand.clips)
  })

  it('loses to nobody who completes at the same moment, and hides no clip', async () => {
    const test = testScenes()
    const { scenes } = test
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    const results = await Promise.allSettled([
      scenes.complete(job, { body: clipBytes() }),
      scenes.upload(id, 1, { body: clipBytes() }),
      scenes.upload(id, 1, { body: clipBytes() }),
    ])
    expect(results.slice(1).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const { items } = await test.store.readEvents(id, { limit: 1_000 })
    const present = (await scenes.load(id)).scenes[0]?.value.clips.original
    const set = items.flatMap(({ clips }) => clips?.original ?? [])
    const superseded = items.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded.map(({ key }) => key))
    expect(new Set([present, ...superseded])).toEqual(new Set(set))
  })

  it('takes an object that is there, and only such', async () => {
    const { scenes, blobs, store } = testScenes()
    const id = await projectWith(scenes, 2)
    const key = toObjectKey('elsewhere/by-hand.mp4')
    await expect(scenes.upload(id, 1, { key })).rejects.toMatchObject({ code: 'BLOB_ABSENT' })
    await blobs.put(toObjectKey('elsewhere/empty.mp4'), new Uint8Array())
    await expect(scenes.upload(id, 1, { key: 'elsewhere/empty.mp4' })).rejects.toMatchObject({
      code: 'BLOB_EMPTY',
    })
    await blobs.put(key, clipBytes())
    expect((await scenes.upload(id, 1, { key })).clips.original).toBe(key)
    const before = store.exportItems()
    expect((await scenes.upload(id, 1, { key })).clips.original).toBe(key)
    expect(await refusalOf(scenes.upload(id, 2, { key }))).toMatchObject({
      refusal: { kind: 'not-adoptable', obstacle: 'in-use' },
    })
    expect(store.exportItems()).toEqual(before)
  })

  it('refuses the clip of another scene and bytes that are none', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const key = toObjectKey(`mv/projects/${id}/scenes/002/video.mp4`)
    await blobs.put(key, clipBytes())
    expect(await refusalOf(scenes.upload(id, 1, { key }))).toMatchObject({ refusal: { kind: 'unfit-key' } })
    await expect(scenes.upload(id, 1, { body: new Uint8Array() })).rejects.toMatchObject({
      code: 'BLOB_EMPTY',
    })
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
  })

  it('finishes a project like any other clip', async () => {
    const { scenes, id } = await withVideo()
    expect((await scenes.load(id)).project.value.status).toBe('completed')
  })
})

describe('setClip', () => {
  it('stores a trimmed clip under a key of the command, and sets it', async () => {
    const { scenes, blobs, id, original } = await withVideo()
    const scene = await scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes(5) })
    expect(scene.clips.original).toBe(original)
    expect(scene.clips.working).toMatch(/\/001\/working_clip_.+\.mp4$/)
    expect(scene).toMatchObject({ trimPoints: { in: 2, out: 5 }, durationSeconds: 3 })
    expect(blobs.read(scene.clips.working ?? '')).toEqual(clipBytes(5))
    const whole = { ...trimOf(original), trimPoints: { in: 0, out: 8 }, key: original }
    expect(await scenes.setClip(id, 1, whole)).toMatchObject({
      clips: { working: original },
      durationSeconds: 8,
    })
  })

  it('stores a lip-synced clip, which a new video takes with it', async () => {
    const { scenes, id, original } = await withVideo()
    const sync = { clip: 'lipSynced', madeFrom: original, jobId: 'job-1', body: clipBytes(6) } as const
    const scene = await scenes.setClip(id, 1, sync)
    expect(scene.clips.lipSynced).toMatch(/\/001\/lipsynced_.+\.mp4$/)
    expect(scene.lipsyncJobId).toBe('job-1')
    expect((await scenes.upload(id, 1, { body: clipBytes() })).clips).not.toHaveProperty('lipSynced')
  })

  it('uploads nothing for a video that the scene no longer has', async () => {
    const { scenes, blobs, id, original } = await withVideo()
    await scenes.upload(id, 1, { body: clipBytes() })
    const before = blobs.objects()
    expect(await refusalOf(scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes() }))).toMatchObject({
      refusal: { kind: 'video-changed', madeFrom: original },
    })
    await scenes.reset(id, 1)
    expect(await refusalOf(scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes() }))).toMatchObject({
      refusal: { kind: 'no-video' },
    })
    expect(blobs.objects()).toEqual(before)
  })

  it('is refused when the video is replaced while the clip is uploaded', async () => {
    const { scenes, blobs, id, original } = await withVideo()
    blobs.beforeNext('put', () => scenes.upload(id, 1, { body: clipBytes() }))
    expect(await refusalOf(scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes() }))).toMatchObject({
      refusal: { kind: 'video-changed' },
    })
    const { clips } = (await scenes.load(id)).scenes[0]?.value ?? {}
    expect(clips?.working).toBe(clips?.original)
  })

  it('is decided on again with what others wrote in between', async () => {
    const test = await withVideo()
    const { scenes, id, original } = test
    test.store.beforeNext('commit', async () => {
      await scenes.editScene(id, 1, { prompt: 'Edited' })
      test.python.read(id, 1).save()
    })
    const scene = await scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes() })
    expect(scene).toMatchObject({ prompt: 'Edited', trimPoints: { in: 2, out: 5 }, status: 'completed' })
    expect((await typesOf(test, id)).filter((type) => type === 'clip-set')).toHaveLength(1)
  })

  it('is done already under its id, whatever became of the scene', async () => {
    const test = await withVideo()
    const { scenes, blobs, id, original } = test
    const commandId = scenes.newCommandId()
    const trim = { ...trimOf(original), body: clipBytes() }
    const set = await scenes.setClip(id, 1, trim, { commandId })
    const replaced = await scenes.upload(id, 1, { body: clipBytes() })
    blobs.deleteObject(set.clips.working ?? '')
    const before = [test.store.exportItems(), blobs.objects()]
    expect(await scenes.setClip(id, 1, trim, { commandId })).toEqual(replaced)
    expect([test.store.exportItems(), blobs.objects()]).toEqual(before)
  })

  it('takes the clip that the scene uses already, with other trim points', async () => {
    const { scenes, id, original } = await withVideo()
    const { clips } = await scenes.setClip(id, 1, { ...trimOf(original), body: clipBytes() })
    const again = { ...trimOf(original), trimPoints: { in: 3, out: 5 }, key: clips.working ?? '' }
    expect(await scenes.setClip(id, 1, again)).toMatchObject({ clips, trimPoints: { in: 3, out: 5 } })
  })

  const bad: readonly (readonly [string, (original: string) => object])[] = [
    ['no kind of clip', (madeFrom) => ({ madeFrom, key: 'a.mp4' })],
    ['an original', (madeFrom) => ({ clip: 'original', madeFrom, key: 'a.mp4' })],
    ['no source', (madeFrom) => trimOf(madeFrom)],
    ['two sources', (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', body: clipBytes() })],
    ['a URL', (madeFrom) => ({ ...trimOf(madeFrom), key: 'https://x/a.mp4' })],
    ['a misspelt field', (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', durationSeconds: 3 })],
    ['no trim points', (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', trimPoints: undefined })],
    ['too much', (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', trimPoints: { in: 0, out: 9 } })],
    ['too little', (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', trimPoints: { in: 1, out: 1.05 } })],
    [
      'a source of NaN',
      (madeFrom) => ({ ...trimOf(madeFrom), key: 'a.mp4', sourceDurationSeconds: Number.NaN }),
    ],
    ['a part of the original itself', (madeFrom) => ({ ...trimOf(madeFrom), key: madeFrom })],
    ['trim points for a lip-sync', (madeFrom) => ({ ...trimOf(madeFrom), clip: 'lipSynced', key: 'a.mp4' })],
  ]

  it.each(bad)('refuses %s, and nothing is changed', async (_, clipOf) => {
    const { scenes, store, blobs, id, original } = await withVideo()
    const before = [store.exportItems(), blobs.objects()]
    // A caller without types.
    const clip: unknown = clipOf(original)
    await expect(scenes.setClip(id, 1, clip as ClipToSet)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect([store.exportItems(), blobs.objects()]).toEqual(before)
  })
})

describe('reject and restore', () => {
  it('turn a video down and take it back', async () => {
    const { scenes, id, original } = await withVideo()
    const rejected = await scenes.reject(id, 1, { reason: 'six fingers', actor: 'ann' })
    expect(rejected).toMatchObject({ status: 'failed', clips: {}, errorMessage: 'six fingers' })
    expect((await scenes.load(id)).project.value).toMatchObject({ completedScenes: 0, failedScenes: 1 })
    const restored = await scenes.restore(id, 1, { key: original })
    expect(restored).toMatchObject({
      status: 'completed',
      clips: { original, working: original },
      durationSeconds: 8,
      trimPoints: { in: 0, out: 8 },
    })
    expect(restored).not.toHaveProperty('errorMessage')
    expect(await scenes.restore(id, 1, { key: original })).toEqual(restored)
  })

  it('reject shuts out who generates the scene again, and adoption gives nothing back', async () => {
    const { scenes, clock, id } = await withVideo()
    const job = await scenes.claim(id, 1, { regenerate: true })
    await scenes.reject(id, 1, { reason: 'blurry' })
    await expect(scenes.complete(job, { body: clipBytes() })).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    await clock.advance(3_600_000)
    await expect(scenes.adopt(id, 1)).rejects.toMatchObject({ code: 'REFUSED' })
  })

  it('restore finds a clip of a foreign writer in what was superseded, however long the history', async () => {
    const test = testScenes()
    const { scenes, blobs } = test
    const id = await projectWith(scenes, 1)
    const key = toObjectKey(`mv/projects/${id}/scenes/001/video.mp4`)
    await blobs.put(key, clipBytes())
    for (let edit = 0; edit < 9; edit++) await scenes.editScene(id, 1, { prompt: `Draft ${edit}` })
    test.python.read(id, 1).save({
      originalVideoClipS3Key: key,
      status: 'completed',
    })
    await scenes.upload(id, 1, { body: clipBytes() })
    for (let edit = 0; edit < 30; edit++) await scenes.editScene(id, 1, { prompt: `Take ${edit}` })
    const paged = test.startProcess('paged', {
      wrapStore: (store) => ({
        ...store,
        readEvents: (of, options) => store.readEvents(of, { ...options, limit: 5 }),
      }),
    })
    expect((await paged.restore(id, 1, { key })).clips.original).toBe(key)
  })

  it('restore refuses what the scene never had, and what is gone', async () => {
    const { scenes, blobs, id, original } = await withVideo(2)
    const other = await scenes.upload(id, 2, { body: clipBytes() })
    await scenes.reset(id, 2)
    expect(await refusalOf(scenes.restore(id, 1, { key: other.clips.original ?? '' }))).toMatchObject({
      refusal: { kind: 'not-in-history' },
    })
    await scenes.reset(id, 1)
    blobs.deleteObject(original)
    await expect(scenes.restore(id, 1, { key: original })).rejects.toMatchObject({ code: 'BLOB_ABSENT' })
    expect((await scenes.load(id)).scenes[0]?.value.clips).toEqual({})
  })

  it('restore asks for nothing when the scene has the clip', async () => {
    const { scenes, blobs, store, id, original } = await withVideo()
    blobs.deleteObject(original)
    const before = store.exportItems()
    expect((await scenes.restore(id, 1, { key: original })).clips.original).toBe(original)
    expect(store.exportItems()).toEqual(before)
  })

  it('restore shuts a worker out', async () => {
    const { scenes, id, original } = await withVideo()
    await scenes.reset(id, 1)
    const job = await scenes.claim(id, 1)
    await scenes.restore(id, 1, { key: original })
    await expect(scenes.complete(job, { body: clipBytes() })).rejects.toMatchObject({ code: 'CLAIM_LOST' })
  })
})

describe('editScene and setSceneStatus', () => {
  it('an edit does not cost the worker its clip, and the clip not the edit', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await scenes.editScene(id, 1, { prompt: 'Edited', negativePrompt: 'fog' })
    expect(await scenes.complete(job, { body: clipBytes() })).toMatchObject({
      prompt: 'Edited',
      status: 'completed',
    })
    expect(await scenes.editScene(id, 1, { negativePrompt: null })).not.toHaveProperty('negativePrompt')
  })

  it('an edit that changes nothing writes nothing', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const before = store.exportItems()
    await scenes.editScene(id, 1, { prompt: 'Shot 1', durationSeconds: 8 })
    await scenes.editProject(id, { conceptPrompt: 'A choir of radiators', mode: null })
    expect(store.exportItems()).toEqual(before)
  })

  it('a status by hand is counted, and refused under a live claim', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    await scenes.setSceneStatus(id, 1, { status: 'failed', expected: 'pending', reason: 'skip it' })
    expect((await scenes.load(id)).project.value).toMatchObject({ failedScenes: 1 })
    await scenes.claim(id, 2, { owner: 'worker' })
    expect(await refusalOf(scenes.setSceneStatus(id, 2, { status: 'pending' }))).toMatchObject({
      refusal: { kind: 'claimed', owner: 'worker' },
    })
  })

  it('a status by hand does not end a lease that a heartbeat prolongs in between', async () => {
    const test = testScenes()
    const { scenes, clock, store } = test
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await clock.advance(120_001)
    store.beforeNext('commit', () => scenes.heartbeat(job))
    expect(await refusalOf(scenes.setSceneStatus(id, 1, { status: 'pending' }))).toMatchObject({
      refusal: { kind: 'claimed' },
    })
  })

  const bad: readonly (readonly [string, (scenes: Scenes, id: string) => Promise<unknown>])[] = [
    ['an empty prompt', (s, id) => s.editScene(id, 1, { prompt: '' })],
    ['a prompt of 5,001 characters', (s, id) => s.editScene(id, 1, { prompt: 'x'.repeat(5_001) })],
    ['a negative prompt of 1,001', (s, id) => s.editScene(id, 1, { negativePrompt: 'x'.repeat(1_001) })],
    ['a URL as an image', (s, id) => s.editScene(id, 1, { referenceImageKeys: ['https://x/y.png'] })],
    ['a rejection without a reason', (s, id) => s.reject(id, 1, { reason: '' })],
    ['a URL to restore', (s, id) => s.restore(id, 1, { key: 'https://x/y.mp4' })],
    ['a failure without a reason', (s, id) => s.failComposition(id, '')],
    ['a film that is a URL', (s, id) => s.finishComposition(id, { key: 's3://x/y.mp4' })],
  ]

  it.each(bad)('%s is refused with INVALID_INPUT', async (_, call) => {
    const { scenes, store, id } = await withVideo()
    const before = store.exportItems()
    await expect(call(scenes, id)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(store.exportItems()).toEqual(before)
  })
})
