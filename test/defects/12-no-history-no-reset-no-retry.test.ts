import { describe, expect, it } from 'vitest'
import { projectWith, testScenes } from '../support/test-scenes.js'
import { take, today } from './naive-backend.js'

describe('12. no history, no reset, no retry', () => {
  it('happens today: a scene is generated again by clearing an attribute, and nothing tells what was', async () => {
    const { naive, store } = today(1)
    await naive.generate(1, { provider: () => Promise.reject(new Error('the provider was down')) })
    await naive.generate(1, { provider: () => Promise.resolve(take('first take')) })
    await naive.save(await naive.scene(1), { originalVideoClipS3Key: null, errorMessage: null })
    await naive.generateAll({ provider: () => Promise.resolve(take('second take')) })
    expect(naive.shown(naive.videoKey(1))).toBe('second take')
    const items = store.exportItems()
    expect(items.map(({ SK }) => SK?.['S'])).toEqual(['METADATA', 'SCENE#001'])
    expect(JSON.stringify(items)).not.toContain('the provider was down')
  })

  it('is found where an attribute was cleared by hand: the clip is still there, and adopted on request', async () => {
    const { scenes, naive, clock } = today(1)
    await naive.generate(1, { provider: () => Promise.resolve(take('first take')) })
    const cleared = { originalVideoClipS3Key: null, workingVideoClipS3Key: null, status: 'pending' }
    await naive.save(await naive.scene(1), cleared)
    await clock.advance(3_600_000)
    const { findings, plan } = await scenes.audit(naive.projectId)
    const key = naive.videoKey(1)
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'orphaned-blob', repairable: false, key }),
    )
    expect(plan.filter(({ command }) => command === 'repair-scene')).toEqual([])
    expect((await scenes.adopt(naive.projectId, 1, { key })).clips.original).toBe(key)
  })

  it('cannot happen here: reset and retry are commands, and each leaves who, what and why', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.fail(await scenes.claim(id, 1, { owner: 'worker-1' }), 'the provider was down')
    expect(await scenes.retry(id, 1, { actor: 'ann' })).toMatchObject({ status: 'pending', retryCount: 1 })
    const job = await scenes.claim(id, 1, { owner: 'worker-2' })
    await scenes.complete(job, { body: take('first take') }, { actor: 'worker-2' })
    await scenes.reset(id, 1, { actor: 'bob', reason: 'six fingers' })

    const { items } = await scenes.history(id, { sequence: 1 })
    expect(items.slice(1)).toMatchObject([
      { type: 'scene-claimed', actor: 'worker-1', from: 'pending', to: 'processing', attempt: 1 },
      { type: 'scene-failed', from: 'processing', to: 'failed', reason: 'the provider was down' },
      { type: 'scene-retried', actor: 'ann', from: 'failed', to: 'pending' },
      { type: 'scene-claimed', actor: 'worker-2', attempt: 2 },
      { type: 'scene-completed', actor: 'worker-2', to: 'completed', clips: { original: job.uploadKey } },
      { type: 'scene-reset', actor: 'bob', from: 'completed', to: 'pending', reason: 'six fingers' },
    ])
    expect(items.at(-1)?.clipsSuperseded).toContainEqual({ clip: 'original', key: job.uploadKey })
    const orders = items.map(({ order }) => order)
    expect(orders).toEqual(orders.toSorted((a, b) => a - b))
  })

  it('cannot happen here: what was reset is generated again, and the earlier take can be had back', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const generate = (name: string) => scenes.generateMissing(id, () => Promise.resolve({ body: take(name) }))
    await generate('first take')
    const first = (await scenes.load(id)).scenes[0]?.value.clips.original ?? ''
    await scenes.reset(id, 1, { reason: 'too dark' })
    expect((await scenes.select(id)).selected.map(({ sequence }) => sequence)).toEqual([1])
    expect((await generate('second take')).counts.generated).toBe(1)
    const restored = await scenes.restore(id, 1, { key: first })
    expect(blobs.read(restored.clips.original ?? '')).toEqual(take('first take'))
  })
})
