import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import { createScenes, liveClaim, oldSceneKey, toObjectKey, toTimestamp } from '@badapple/scenes'
import { FaultyStore } from '../support/faulty-store.js'
import { clipBytes, isOf, projectWith, testScenes } from '../support/test-scenes.js'
import type { TestScenes } from '@badapple/scenes/testing'

const LOST = { code: 'CLAIM_LOST' }

/** The claim on scene 1 while its lease runs. */
async function live({ scenes, clock }: TestScenes, id: string) {
  const { scenes: all, claims } = await scenes.load(id)
  const scene = all[0]?.value
  if (scene === undefined) throw new Error('there is no scene 1')
  return liveClaim(scene, claims.get(1)?.value, toTimestamp(clock.now()))
}

describe('a heartbeat', () => {
  const ends: readonly (readonly [
    string,
    (scenes: Scenes, job: Awaited<ReturnType<Scenes['claim']>>) => Promise<unknown>,
  ])[] = [
    ['completed', (scenes, job) => scenes.complete(job, { body: clipBytes() })],
    ['released', (scenes, job) => scenes.release(job)],
    ['failed', (scenes, job) => scenes.fail(job, 'no luck')],
    ['reset', (scenes, job) => scenes.reset(job.projectId, job.sequence)],
  ]

  it.each(ends)('brings no claim back to life that was %s', async (_, end) => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const job = await test.scenes.claim(id, 1)
    await test.clock.advance(1_000)
    await end(test.scenes, job)
    await expect(test.scenes.heartbeat(job)).rejects.toMatchObject(LOST)
    expect(await live(test, id)).toBeUndefined()
  })

  it.each(ends)('that arrives late does not either: %s', async (_, end) => {
    for (const waitMs of [1_000, 200_000]) {
      const test = testScenes()
      const id = await projectWith(test.scenes, 1)
      const job = await test.scenes.claim(id, 1)
      await test.clock.advance(waitMs)
      const late = new FaultyStore(test.store, [{ kind: 'late', after: 1_000 }])
      const beating = createScenes({ ...test.options, store: late, policy: { commitBudgetMs: 1 } })
      await expect(beating.heartbeat(job)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
      await end(test.scenes, job)
      const before = test.store.exportItems()
      await late.settle()
      expect(test.store.exportItems()).toEqual(before)
      expect(await live(test, id)).toBeUndefined()
    }
  })

  it('revives a claim that only ran out', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const job = await test.scenes.claim(id, 1)
    await test.clock.advance(500_000)
    await test.scenes.heartbeat(job)
    expect(await live(test, id)).toMatchObject({ claimId: job.claimId })
  })

  it('never moves the end of a lease back', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const job = await test.scenes.claim(id, 1, { leaseMs: 600_000 })
    expect((await test.scenes.heartbeat(job, { leaseMs: 1_000 })).expiry).toBe(job.expiry)
  })

  it('that waits for a slow completion does not run after it', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const slowly = () => test.clock.sleep(50_000)
    test.store.beforeNext('commit', slowly, { when: isOf('scene-completed') })
    await test.scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
    expect(await live(test, id)).toBeUndefined()
  })
})

describe('complete', () => {
  it('answers a callback that comes again, even while the scene is generated again', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await scenes.complete(job, { body: clipBytes() })
    await scenes.claim(id, 1, { regenerate: true })
    expect(await scenes.complete(job, { body: clipBytes() })).toMatchObject({
      clips: { original: job.uploadKey },
    })
    expect(blobs.objects()).toHaveLength(1)
  })

  it('leaves the clip of a lost claim under the key of its own attempt', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const slow = await scenes.claim(id, 1)
    await clock.advance(120_001)
    await scenes.claim(id, 1, { owner: 'dies' })
    await expect(scenes.complete(slow, { body: clipBytes() })).rejects.toMatchObject(LOST)
    await clock.advance(300_000)
    const summary = await scenes.generateMissing(id, () => Promise.reject(new Error('must not be paid')))
    expect(summary.scenes).toEqual([{ sequence: 1, outcome: 'adopted', key: slow.uploadKey }])
  })

  it('takes a stream again after the first try was stored but not recorded', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const job = await test.scenes.claim(id, 1)
    async function* stream() {
      yield await Promise.resolve(clipBytes())
    }
    test.store.failNext('commit', 'unavailable')
    const down = test.startProcess('down', { policy: { commitBudgetMs: 1 } })
    await expect(down.complete(job, { body: stream() })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(await test.scenes.complete(job, { body: stream() })).toMatchObject({ status: 'completed' })
  })

  it('refuses bytes of another size under the key of an attempt', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await blobs.put(job.uploadKey, clipBytes(9))
    await expect(scenes.complete(job, { body: clipBytes(10) })).rejects.toMatchObject({ code: 'BLOB_EXISTS' })
    expect(blobs.read(job.uploadKey)).toEqual(clipBytes(9))
  })

  it('does not spend the key of an attempt on a clip without bytes', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await expect(scenes.complete(job, { body: new Uint8Array(0) })).rejects.toMatchObject({
      code: 'BLOB_EMPTY',
    })
    expect(await scenes.complete(job, { body: clipBytes() })).toMatchObject({ status: 'completed' })
  })

  it.each([
    ['the film', (id: string) => `mv/projects/${id}/final.mp4`],
    ['a lip-synced clip', (id: string) => `mv/projects/${id}/scenes/001/lipsynced.mp4`],
    ['another attempt', (id: string) => `mv/projects/${id}/scenes/001/video_7_other.mp4`],
    ['another scene', (id: string) => `mv/projects/${id}/scenes/002/video.mp4`],
    ['another project', () => 'mv/projects/other/scenes/001/video.mp4'],
  ])('refuses the key of %s', async (_, keyOf) => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    const key = toObjectKey(keyOf(id))
    await blobs.put(key, clipBytes())
    await expect(scenes.complete(job, { key })).rejects.toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'unfit-key', key } },
    })
  })

  it.each([
    ['of the older layout', (id: string) => oldSceneKey(id, 1)],
    ['outside the layout', () => toObjectKey('provider/output-4711.mp4')],
  ])('takes a key %s', async (_, keyOf) => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await blobs.put(keyOf(id), clipBytes())
    expect(await scenes.complete(job, { key: keyOf(id) })).toMatchObject({ clips: { original: keyOf(id) } })
  })

  it('ends the claim when a new attempt comes to the same key again', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const key = oldSceneKey(id, 1)
    await test.blobs.put(key, clipBytes())
    await test.scenes.complete(await test.scenes.claim(id, 1), { key })
    const again = await test.scenes.claim(id, 1, { regenerate: true })
    await test.scenes.complete(again, { key, durationSeconds: 5 })
    expect(await live(test, id)).toBeUndefined()
    expect((await test.scenes.load(id)).scenes[0]?.value.durationSeconds).toBe(5)
  })
})

describe('fail', () => {
  it('records a failure whose reason is a whole page, cut', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    const page = '<html>'.repeat(1_000)
    const [one, two] = [await scenes.claim(id, 1), await scenes.claim(id, 2)]
    const failed = await scenes.fail(one, page)
    expect(failed).toMatchObject({ status: 'failed', errorMessage: `${page.slice(0, 2_000)}…` })
    await scenes.release(two, { reason: page })
    const empty = await projectWith(scenes, 0)
    await scenes.startSceneGeneration(empty)
    await scenes.failSceneGeneration(empty, page)
    const told = await Promise.all([id, empty].map((project) => scenes.history(project)))
    const reasons = told.flatMap(({ items }) => items.flatMap(({ reason }) => reason ?? []))
    expect(reasons.map(({ length }) => length)).toEqual([2_001, 2_001, 2_001])
  })

  it('answers a callback that comes again', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    const failed = await scenes.fail(job, 'no luck')
    expect(await scenes.fail(job, 'no luck')).toEqual(failed)
    expect((await store.readEvents(id)).items.filter(({ type }) => type === 'scene-failed')).toHaveLength(1)
  })

  it('without a claim does not hit a scene that was claimed in between, whatever the backend restores', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    test.python.read(id, 1).save()
    const seen = test.python.read(id, 1)
    test.store.beforeNext('commit', async () => {
      await test.startProcess('worker').claim(id, 1)
      seen.save()
    })
    await expect(test.scenes.fail({ projectId: id, sequence: 1 }, 'bad prompt')).rejects.toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'claimed', owner: 'worker' } },
    })
  })

  it('leaves an error that the next claim moves to history', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.fail(await scenes.claim(id, 1), 'no luck')
    expect((await scenes.claim(id, 1)).scene.errorMessage).toBeUndefined()
    expect((await store.readEvents(id)).items.at(-1)).toMatchObject({
      type: 'scene-claimed',
      reason: 'no luck',
    })
  })
})
