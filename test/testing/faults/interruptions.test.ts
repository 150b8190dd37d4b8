import { describe, expect, it } from 'vitest'
import { aProject, CrashError, createTestScenes, missing } from '@badapple/scenes/testing'

const FILM = aProject({ projectId: 'film', scenes: [missing(), missing()] })

describe('beforeNext', () => {
  it('lets somebody else act once, between the decision and its commit', async () => {
    const { scenes, store, startProcess } = createTestScenes(FILM)
    store.beforeNext('commit', () => startProcess('ann').editScene('film', 1, { prompt: 'A calm' }))
    const { scene } = await scenes.claim('film', 1)
    expect(scene.prompt).toBe('A calm')
    await scenes.claim('film', 2)
    expect((await scenes.history('film')).items.filter(({ type }) => type === 'scene-edited')).toHaveLength(1)
  })

  it('lets those who come to one request act in turn', async () => {
    const { scenes, store } = createTestScenes(FILM)
    const acts: string[] = []
    store.beforeNext('loadProject', () => acts.push('first'))
    store.beforeNext('loadProject', () => acts.push('second'))
    store.beforeNext('listProjects', () => acts.push('never'))
    await scenes.load('film')
    expect(acts).toEqual(['first'])
    await scenes.load('film')
    expect(acts).toEqual(['first', 'second'])
  })

  it('waits for the request that is meant', async () => {
    const { scenes, store } = createTestScenes(FILM)
    const acts: string[] = []
    store.beforeNext('commit', () => acts.push('completed'), {
      when: ({ change }) => change?.event?.type === 'scene-completed',
    })
    const job = await scenes.claim('film', 1)
    expect(acts).toEqual([])
    await scenes.complete(job, { body: new Uint8Array(3) })
    expect(acts).toEqual(['completed'])
  })

  it('takes what goes wrong there for an error of the request', async () => {
    const { scenes, blobs } = createTestScenes(FILM)
    const job = await scenes.claim('film', 1)
    blobs.beforeNext('put', () => {
      throw new Error('meanwhile')
    })
    await expect(scenes.complete(job, { body: new Uint8Array(3) })).rejects.toThrow('meanwhile')
  })

  it('may come before a request that fails then', async () => {
    const { store } = createTestScenes(FILM)
    let hasActed = false
    store.failNext('loadProject', 'unavailable')
    store.beforeNext('loadProject', () => (hasActed = true))
    await expect(store.loadProject('film')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(hasActed).toBe(true)
  })

  it('may let the process of the request die meanwhile', async () => {
    const { store, scenes, startProcess } = createTestScenes(FILM, { actor: 'worker-1' })
    store.beforeNext('commit', async () => {
      store.failNext('loadProject', 'crash-before')
      await expect(store.loadProject('film')).rejects.toBeInstanceOf(CrashError)
    })
    await expect(scenes.claim('film', 1)).rejects.toMatchObject({ name: 'CrashError' })
    expect((await startProcess('other').load('film')).claims.size).toBe(1)
  })
})
