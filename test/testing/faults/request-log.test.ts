import { describe, expect, it } from 'vitest'
import { toObjectKey } from '@badapple/scenes'
import { aProject, createTestScenes, done, missing } from '@badapple/scenes/testing'

const FILM = aProject({ projectId: 'film', scenes: [missing(), done()] })

describe('the log of requests', () => {
  it('tells of each request what it was about, who made it, when, and how it went', async () => {
    const { scenes, store, startProcess, clock, requests } = createTestScenes(FILM, {
      actor: 'worker-1',
      now: 0,
    })
    store.failNext('commit', 'throttled')
    await scenes.claim('film', 1)
    await clock.advance(1_000)
    await startProcess('worker-2').load('film')
    expect(requests()).toMatchObject([
      { port: 'store', operation: 'loadScene', about: 'film 1', process: 'worker-1', atMs: 0 },
      { operation: 'commit', about: 'film 1', fault: 'throttled', outcome: 'failed' },
      { operation: 'commit', change: { event: { type: 'scene-claimed' } }, outcome: 'answered' },
      { operation: 'loadProject', about: 'film', process: 'worker-2', atMs: 1_000, outcome: 'answered' },
    ])
    expect(requests()[0]).not.toHaveProperty('fault')
  })

  it('tells readings that are isolated from those that are not', async () => {
    const { store, requests } = createTestScenes(FILM)
    await store.loadProject('film')
    await store.loadProject('film', { isolated: true })
    expect(requests().map(({ isolated = false }) => isolated)).toEqual([false, true])
  })

  it('tells of the bucket, and of conflicts', async () => {
    const { scenes, store, blobs, requests } = createTestScenes(FILM)
    const job = await scenes.claim('film', 1)
    const before = requests().length
    store.failNext('commit', 'conflict')
    await scenes.complete(job, { body: new Uint8Array(3) })
    await blobs.signedUrl(toObjectKey(job.uploadKey))
    const made = requests().slice(before)
    expect(made.filter(({ port }) => port === 'blobs')).toMatchObject([
      { operation: 'put', about: job.uploadKey, outcome: 'answered' },
      { operation: 'stat', about: job.uploadKey },
      { operation: 'signedUrl', about: job.uploadKey },
    ])
    expect(made.filter(({ operation }) => operation === 'commit').map(({ outcome }) => outcome)).toEqual([
      'conflict',
      'answered',
    ])
  })

  it('is a list of its own each time, in the order of the answers', async () => {
    const { scenes, store, requests } = createTestScenes(FILM)
    const early = requests()
    store.beforeNext('loadProject', () => store.findEvent('film', 'some'))
    await scenes.load('film')
    expect(early).toEqual([])
    expect(requests().map(({ operation }) => operation)).toEqual(['findEvent', 'loadProject'])
  })
})
