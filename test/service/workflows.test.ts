import { describe, expect, it } from 'vitest'
import type { Project, Scenes } from '@badapple/scenes'
import { finalKey, toObjectKey } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import type { TestScenes } from '@badapple/scenes/testing'
import { aProject, done } from '@badapple/scenes/testing'

/** A service with a finished project. */
function finished(): TestScenes & { readonly id: string } {
  const project = aProject({ scenes: [done(), done()] })
  return { ...testScenes(project), id: project.projectId }
}

async function statusOf(scenes: Scenes, id: string): Promise<Project['status']> {
  return (await scenes.load(id)).project.value.status
}

const refused = (kind: string) => ({ code: 'REFUSED', details: { refusal: { kind } } })

describe('the generation of scenes', () => {
  it('goes from a project without scenes to one that is ready for videos', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 0)
    expect((await scenes.startSceneGeneration(id)).status).toBe('generating_scenes')
    await scenes.addScenes(id, [{ prompt: 'One', durationSeconds: 8 }])
    expect((await scenes.finishSceneGeneration(id)).status).toBe('pending')
    expect((await scenes.finishSceneGeneration(id)).status).toBe('pending')
    await expect(scenes.startSceneGeneration(id)).rejects.toMatchObject(refused('has-scenes'))
  })

  it('is begun by one of two, and again after it failed', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 0)
    const both = await Promise.allSettled([scenes.startSceneGeneration(id), scenes.startSceneGeneration(id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await scenes.failSceneGeneration(id, 'no ideas')).status).toBe('failed')
    expect((await scenes.failSceneGeneration(id, 'no ideas')).status).toBe('failed')
    expect((await scenes.startSceneGeneration(id)).status).toBe('generating_scenes')
  })

  it('does not begin beside scenes that are added at the same moment', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 0)
    const shot = { prompt: 'One', durationSeconds: 8 }
    test.store.beforeNext('commit', () => test.scenes.addScenes(id, [shot]))
    await expect(test.scenes.startSceneGeneration(id)).rejects.toMatchObject(refused('has-scenes'))
  })
})

describe('the composition', () => {
  it('stores the film under a key of the command', async () => {
    const { scenes, blobs, store, id } = finished()
    await scenes.startComposition(id)
    const commandId = scenes.newCommandId()
    const project = await scenes.finishComposition(id, { body: clipBytes(9) }, { commandId })
    const key = finalKey(id, commandId)
    expect(project).toMatchObject({ status: 'completed', finalOutputKey: key })
    expect(blobs.read(key)).toEqual(clipBytes(9))
    await scenes.startComposition(id)
    await scenes.finishComposition(id, { body: clipBytes(8) })
    expect((await store.readEvents(id, { newestFirst: true, limit: 1 })).items[0]).toMatchObject({
      finalOutputSuperseded: key,
    })
    expect(blobs.read(key)).toEqual(clipBytes(9))
  })

  it('is begun by one of two', async () => {
    const { scenes, id } = finished()
    const both = await Promise.allSettled([scenes.startComposition(id), scenes.startComposition(id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(scenes.startComposition(id)).rejects.toMatchObject(refused('project-status'))
  })

  it('is begun once under one id', async () => {
    const { scenes, id } = finished()
    const commandId = scenes.newCommandId()
    await scenes.startComposition(id, { commandId })
    expect((await scenes.startComposition(id, { commandId })).status).toBe('composing')
  })

  it('does not begin without a video that is taken away at the same moment', async () => {
    const test = finished()
    const { id } = test
    test.store.beforeNext('commit', () => test.scenes.reset(id, 2))
    await expect(test.scenes.startComposition(id)).rejects.toMatchObject({
      details: { refusal: { kind: 'videos-missing', sequences: [2] } },
    })
  })

  it('is finished once, though the callback is delivered twice', async () => {
    const { scenes, blobs, store, id } = finished()
    await scenes.startComposition(id)
    const key = toObjectKey('films/one.mp4')
    await expect(scenes.finishComposition(id, { key })).rejects.toMatchObject({ code: 'BLOB_ABSENT' })
    await blobs.put(key, clipBytes())
    const first = await scenes.finishComposition(id, { key })
    const before = store.exportItems()
    expect(await scenes.finishComposition(id, { key })).toEqual(first)
    expect(store.exportItems()).toEqual(before)
    await expect(scenes.finishComposition(id, { body: clipBytes() })).rejects.toMatchObject(
      refused('project-status'),
    )
    expect(blobs.objects().filter((object) => object.key.includes('final_'))).toEqual([])
  })

  it('locks what would change its clips, and nothing else', async () => {
    const { scenes, id } = finished()
    const earlier = (await scenes.load(id)).scenes[0]?.value.clips.original ?? ''
    await scenes.startComposition(id)
    for (const locked of [
      () => scenes.claim(id, 1, { regenerate: true }),
      () => scenes.reset(id, 1),
      () => scenes.reject(id, 1, { reason: 'x' }),
      () => scenes.retry(id, 1),
      () => scenes.addScenes(id, [{ prompt: 'x', durationSeconds: 8 }]),
    ]) {
      await expect(locked()).rejects.toMatchObject(refused('project-status'))
    }
    await scenes.editScene(id, 1, { prompt: 'x' })
    await scenes.editProject(id, { directorConfig: 'x' })
    await scenes.upload(id, 1, { body: clipBytes() })
    await scenes.restore(id, 1, { key: earlier })
    expect(await statusOf(scenes, id)).toBe('composing')
    expect((await scenes.failComposition(id, 'out of memory')).status).toBe('failed')
  })

  it('names the scenes without a video', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 3)
    await scenes.startVideoGeneration(id)
    await scenes.upload(id, 2, { body: clipBytes() })
    await expect(scenes.startComposition(id)).rejects.toThrow('scenes 1, 3 have no video')
  })
})

describe('setProjectStatus', () => {
  it('goes along the table, on what the caller saw', async () => {
    const { scenes, id } = finished()
    await expect(scenes.setProjectStatus(id, { status: 'failed' })).rejects.toMatchObject(
      refused('transition'),
    )
    await expect(
      scenes.setProjectStatus(id, { status: 'processing', expected: 'composing' }),
    ).rejects.toMatchObject(refused('status-changed'))
    await scenes.startComposition(id)
    await scenes.failComposition(id, 'no disk')
    const options = { status: 'processing', expected: 'failed', reason: 'more scenes' } as const
    expect((await scenes.setProjectStatus(id, options)).status).toBe('completed')
    expect((await scenes.load(id)).project.value.listedAs).toBe('completed')
  })

  it('never enters queued', async () => {
    const { scenes, id } = finished()
    // A caller without types.
    const options: unknown = { status: 'queued' }
    await expect(
      scenes.setProjectStatus(id, options as Parameters<Scenes['setProjectStatus']>[1]),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
