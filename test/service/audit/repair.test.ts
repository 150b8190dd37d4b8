import type { ObjectKey, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { TestScenes, TestScenesOptions } from '@badapple/scenes/testing'
import { aProject, done, failedWithVideo, missing, missingBlob } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { clipBytes, isOf, testScenes } from '../../support/test-scenes.js'

const id = 'film'

/** A project of so many scenes, each with its clip but for those of which it is lost. */
function finished(count: number, lost: readonly number[] = []): TestScenes {
  const scenes = Array.from({ length: count }, (_, at) => (lost.includes(at + 1) ? missingBlob() : done()))
  return testScenes(aProject({ projectId: id, scenes }))
}

async function keyOf(test: TestScenes, sequence: number): Promise<ObjectKey> {
  const { scenes } = await test.scenes.load(id)
  return scenes.find(({ value }) => value.sequence === sequence)?.value.clips.original as ObjectKey
}

/** Somebody else does something before the next commit of a repair. */
function meanwhile({ store }: TestScenes, others: () => Promise<unknown>): void {
  store.beforeNext('commit', others, { when: isOf('scene-repaired') })
}

describe('the safety stop', () => {
  it('takes a few videos away whose objects are gone', async () => {
    const test = finished(8, [2, 5, 7])
    const { steps } = await test.scenes.repair(id)
    expect(steps.map(({ outcome }) => outcome)).toEqual(['repaired', 'repaired', 'repaired'])
    expect((await test.scenes.select(id)).selected.map(({ sequence }) => sequence)).toEqual([2, 5, 7])
  })

  it('stops at too large a share, changes nothing and names the scenes', async () => {
    const test = finished(8, [1, 2, 5, 7])
    const before = test.store.exportItems()
    await expect(test.scenes.repair(id)).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringMatching(/scenes 1, 2, 5, 7 \(of 8\).*force: true/) as string,
      details: {
        refusal: { kind: 'too-many-demotions', sequences: [1, 2, 5, 7], scenes: 8, objectsSeen: 4 },
      },
    })
    expect(test.store.exportItems()).toEqual(before)
    expect((await test.scenes.repair(id, { force: true })).repaired).toBe(4)
  })

  it('stops where not one object is there: a wrong bucket costs no regeneration', async () => {
    const test = finished(2)
    const elsewhere = createScenes({ ...test.options, blobs: testScenes().blobs })
    await expect(elsewhere.repair(id)).rejects.toMatchObject({
      details: { refusal: { kind: 'too-many-demotions', objectsSeen: 0 } },
    })
    expect((await test.scenes.select(id)).selected).toEqual([])
  })

  it('does what else there is to do when asked to leave those out', async () => {
    const test = finished(8, [1, 2, 5, 7])
    test.python.read(id).save({ completedScenes: 3 })
    const { left, repaired } = await test.scenes.repair(id, {
      only: { kinds: ['counter-drift', 'foreign-write'] },
    })
    expect(repaired).toBe(1)
    expect(left.map(({ kind }) => kind)).toEqual(Array(4).fill('missing-blob'))
  })
})

describe('a bucket that does not answer', () => {
  it('costs no scene its video', async () => {
    const test = finished(2)
    for (const operation of ['stat', 'list'] as const) {
      test.blobs.failNext(operation, 'unreachable', Infinity)
    }
    const audit = await test.scenes.audit(id)
    expect(audit).toMatchObject({ findings: [], plan: [], objectsSeen: 0, unreachable: 2 })
    expect((await test.scenes.repair(id, { force: true })).steps).toEqual([])
  })

  it('that only forbids to list is asked for each object', async () => {
    const test = finished(8, [3])
    test.blobs.failNext('list', 'unreachable', Infinity)
    const { findings, objectsSeen } = await test.scenes.audit(id)
    expect(findings).toMatchObject([{ kind: 'missing-blob', sequence: 3 }])
    expect(objectsSeen).toBe(7)
  })
})

describe('a repair beside others', () => {
  it('leaves a scene alone that a worker claims in between', async () => {
    const test = finished(8, [3])
    meanwhile(test, () => test.scenes.claim(id, 3, { regenerate: true }))
    const { steps } = await test.scenes.repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect(await keyOf(test, 3)).toBeDefined()
  })

  it('leaves the clip alone that somebody sets in between', async () => {
    const test = finished(8, [3])
    meanwhile(test, () => test.scenes.upload(id, 3, { body: clipBytes() }))
    const { steps } = await test.scenes.repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect(await keyOf(test, 3)).toContain('upload')
  })

  it('does not stumble over a scene that is removed in between', async () => {
    const test = finished(8, [3, 4])
    meanwhile(test, () => test.scenes.removeScene(id, 3))
    const { steps } = await test.scenes.repair(id)
    expect(steps.map(({ outcome }) => outcome)).toEqual(['superseded', 'repaired'])
  })

  it('looks again before it takes a video away: the backend writes to the same key', async () => {
    const test = finished(8, [3])
    const key = await keyOf(test, 3)
    const write = () => test.blobs.put(key, clipBytes())
    test.blobs.beforeNext('stat', () => {
      test.blobs.beforeNext('stat', write)
    })
    const { steps } = await test.scenes.repair(id)
    expect(steps).toMatchObject([{ repair: { demotes: true }, outcome: 'superseded' }])
    expect(await keyOf(test, 3)).toBe(key)
  })

  it('leaves a worker alone whose late heartbeat comes in between', async () => {
    const test = testScenes(aProject({ projectId: id, scenes: [missing(), missing()] }))
    const slow = await test.scenes.claim(id, 1)
    await test.clock.advance(200_000)
    meanwhile(test, () => test.scenes.heartbeat(slow))
    const { steps } = await test.scenes.repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect((await test.scenes.load(id)).scenes[0]?.value.status).toBe('processing')
  })

  it('never lets a composition begin with a video that it takes away', async () => {
    const test = finished(2, [1])
    test.python.read(id, 1).save({ status: 'failed' })
    test.store.beforeNext('commit', () => test.scenes.repair(id, { force: true, only: { sequences: [1] } }))
    const composing = test.scenes.startComposition(id)
    await expect(composing).rejects.toMatchObject({
      details: { refusal: { kind: 'videos-missing', sequences: [1] } },
    })
  })

  it('ends a lease so that a slow winner still wins', async () => {
    const test = testScenes(aProject({ projectId: id, scenes: [missing(), missing()] }))
    const slow = await test.scenes.claim(id, 1)
    await test.clock.advance(200_000)
    expect((await test.scenes.repair(id)).repaired).toBe(1)
    expect((await test.scenes.load(id)).scenes[0]?.value.status).toBe('pending')
    expect((await test.scenes.complete(slow, { body: clipBytes() })).status).toBe('completed')
  })

  it('does no more than one when two run at once', async () => {
    const test = finished(8, [3, 4])
    const summaries = await Promise.all([test.scenes.repair(id), test.scenes.repair(id)])
    expect(summaries.reduce((sum, { repaired }) => sum + repaired, 0)).toBe(2)
    const { items } = await test.scenes.history(id)
    expect(items.filter(({ type }) => type === 'scene-repaired')).toHaveLength(2)
  })

  it('takes effect once whatever becomes of its requests, and goes on after a crash', async () => {
    for (const fault of ['lost-reply', 'unavailable', 'repeated'] as const) {
      for (let after = 0; after < 3; after++) {
        const test = finished(8, [3, 4])
        test.python.read(id, 6).save({ displaySequence: 2 })
        test.store.failNext('commit', fault, { after })
        expect((await test.scenes.repair(id)).superseded).toBe(0)
        expect((await test.scenes.audit(id)).findings).toEqual([])
        const { items } = await test.scenes.history(id)
        expect(items.filter(({ type }) => type === 'scene-repaired')).toHaveLength(2)
      }
    }
  })
})

describe('a long repair', () => {
  it('tells what it did, and can be ended between two steps', async () => {
    const test = finished(8, [3, 4, 5])
    const abort = new AbortController()
    const told: string[] = []
    const repair = test.scenes.repair(id, {
      signal: abort.signal,
      onProgress: ({ repair: { command }, outcome, done, total }) => {
        told.push(`${command} ${outcome} ${done}/${total}`)
        if (done === 2) abort.abort(new Error('enough'))
      },
    })
    await expect(repair).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
    expect(told).toEqual(['repair-scene repaired 1/3', 'repair-scene repaired 2/3'])
    expect((await test.scenes.audit(id)).findings).toMatchObject([{ kind: 'missing-blob', sequence: 5 }])
  })

  it('ends before it looks at anything when it is aborted already', async () => {
    const test = finished(1)
    const signal = AbortSignal.abort(new Error('never mind'))
    await expect(test.scenes.audit(id, { signal })).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it.each<[string, (fail: () => never) => TestScenesOptions]>([
    [
      'store',
      (fail) => ({ wrapStore: (store) => ({ ...store, loadProject: () => Promise.resolve().then(fail) }) }),
    ],
    ['bucket', (fail) => ({ wrapBlobs: (blobs) => ({ ...blobs, list: fail }) })],
  ])('ends while it waits for a %s that does not answer', async (_, failing) => {
    const stop = new AbortController()
    let asked = 0
    const options = failing(() => {
      asked++
      stop.abort(new Error('enough'))
      throw Object.assign(new Error('down'), { retryable: true })
    })
    const test = testScenes(aProject({ projectId: id, scenes: [done()] }), options)
    await expect(test.scenes.audit(id, { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(asked).toBe(1)
  })

  it('ends between two pages of the history', async () => {
    const stop = new AbortController()
    const abortsAtFirstPage = (store: SceneStore): SceneStore => ({
      ...store,
      readEvents: async (projectId, options) => {
        const page = await store.readEvents(projectId, { ...options, limit: 1 })
        stop.abort(new Error('enough'))
        return page
      },
    })
    const project = aProject({ projectId: id, scenes: [done()] })
    const test = testScenes(project, { wrapStore: abortsAtFirstPage })
    await test.scenes.reject(id, 1, { reason: 'blurry' })
    const audit = test.scenes.audit(id, { signal: stop.signal })
    await expect(audit).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
    expect(test.requests().filter(({ operation }) => operation === 'readEvents')).toHaveLength(1)
  })
})

describe('history', () => {
  it('says what a repair put right, and keeps the error that went', async () => {
    const test = testScenes(aProject({ projectId: id, scenes: [failedWithVideo(), done()] }))
    await test.scenes.repair(id, { actor: 'ann' })
    const { items } = await test.scenes.history(id, { sequence: 1, newestFirst: true, limit: 1 })
    expect(items).toMatchObject([
      {
        type: 'scene-repaired',
        findings: ['failed-with-video'],
        reason: 'the provider did not answer',
        from: 'failed',
        to: 'completed',
        actor: 'ann',
      },
    ])
  })

  it('keeps a clip from being taken for a finished one that was taken away on purpose', async () => {
    const test = finished(2)
    const key = await keyOf(test, 1)
    await test.scenes.reject(id, 1, { reason: 'blurry' })
    test.python.read(id, 1).save()
    await test.clock.advance(3_600_000)
    expect((await test.scenes.audit(id)).findings.filter(({ sequence }) => sequence === 1)).toEqual([])
    test.python.read(id, 1).save({ status: 'completed', originalVideoClipS3Key: key })
    const { findings } = await test.scenes.audit(id)
    expect(findings.filter(({ sequence }) => sequence === 1)).toMatchObject([
      { kind: 'stale-clip', repairable: false, key },
    ])
  })
})

describe('what an audit costs', () => {
  it('is one load and one listing for a project that is as it should be, however many scenes it has', async () => {
    const test = finished(40)
    const audit = await test.scenes.audit(id)
    expect(audit).toMatchObject({ findings: [], scenesSeen: 40, objectsSeen: 40 })
    const made = test.requests().map(({ operation, isolated }) => [operation, isolated])
    expect(made).toEqual([
      ['loadProject', undefined],
      ['list', undefined],
    ])
  })
})
