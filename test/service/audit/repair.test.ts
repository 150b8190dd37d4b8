import type { ObjectKey, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { describe, expect, it } from 'vitest'
import { failingBlobs } from '../../support/failing-blobs.js'
import { FaultyStore } from '../../support/faulty-store.js'
import { pythonRead, pythonSave } from '../../support/python-writer.js'
import { clipBytes, projectWith, testScenes } from '../../support/test-scenes.js'
import type { TestScenes } from '../../support/test-scenes.js'

const GENERATE = () => Promise.resolve({ body: clipBytes(), durationSeconds: 8 })

/** A project of so many scenes, each with its clip. */
async function finished(test: TestScenes, count: number): Promise<string> {
  const id = await projectWith(test.scenes, count)
  await test.scenes.generateMissing(id, GENERATE)
  return id
}

async function keyOf(test: TestScenes, id: string, sequence: number): Promise<ObjectKey> {
  const { scenes } = await test.scenes.load(id)
  return scenes.find(({ value }) => value.sequence === sequence)?.value.clips.original as ObjectKey
}

async function loseClips(test: TestScenes, id: string, sequences: readonly number[]): Promise<void> {
  for (const sequence of sequences) test.blobs.deleteObject(await keyOf(test, id, sequence))
}

/** A store before whose next commit of a repair somebody else does something. */
function meanwhile(test: TestScenes, others: () => Promise<unknown>): SceneStore {
  let isDone = false
  return {
    ...test.store,
    commit: async (change) => {
      if (!isDone && change.event?.type.endsWith('-repaired') === true) {
        isDone = true
        await others()
      }
      return test.store.commit(change)
    },
  }
}

describe('the safety stop', () => {
  it('takes a few videos away whose objects are gone', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [2, 5, 7])
    const { steps } = await test.scenes.repair(id)
    expect(steps.map(({ outcome }) => outcome)).toEqual(['repaired', 'repaired', 'repaired'])
    expect((await test.scenes.select(id)).selected.map(({ sequence }) => sequence)).toEqual([2, 5, 7])
  })

  it('stops at too large a share, changes nothing and names the scenes', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [1, 2, 5, 7])
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
    const test = testScenes()
    const id = await finished(test, 2)
    const elsewhere = createScenes({ ...test.options, blobs: testScenes().blobs })
    await expect(elsewhere.repair(id)).rejects.toMatchObject({
      details: { refusal: { kind: 'too-many-demotions', objectsSeen: 0 } },
    })
    expect((await test.scenes.select(id)).selected).toEqual([])
  })

  it('does what else there is to do when asked to leave those out', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [1, 2, 5, 7])
    pythonSave(test.store, pythonRead(test.store, id, 'METADATA'), { completedScenes: { N: '3' } })
    const { left, repaired } = await test.scenes.repair(id, {
      only: { kinds: ['counter-drift', 'foreign-write'] },
    })
    expect(repaired).toBe(1)
    expect(left.map(({ kind }) => kind)).toEqual(Array(4).fill('missing-blob'))
  })
})

describe('a bucket that does not answer', () => {
  it('costs no scene its video', async () => {
    const test = testScenes()
    const id = await finished(test, 2)
    const blobs = failingBlobs(test.blobs)
    blobs.down.stat = blobs.down.list = true
    const scenes = createScenes({ ...test.options, blobs })
    const audit = await scenes.audit(id)
    expect(audit).toMatchObject({ findings: [], plan: [], objectsSeen: 0, unreachable: 2 })
    expect((await scenes.repair(id, { force: true })).steps).toEqual([])
  })

  it('that only forbids to list is asked for each object', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3])
    const blobs = failingBlobs(test.blobs)
    blobs.down.list = true
    const { findings, objectsSeen } = await createScenes({ ...test.options, blobs }).audit(id)
    expect(findings).toMatchObject([{ kind: 'missing-blob', sequence: 3 }])
    expect(objectsSeen).toBe(7)
  })
})

describe('a repair beside others', () => {
  it('leaves a scene alone that a worker claims in between', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3])
    const store = meanwhile(test, () => test.scenes.claim(id, 3, { regenerate: true }))
    const { steps } = await createScenes({ ...test.options, store }).repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect(await keyOf(test, id, 3)).toBeDefined()
  })

  it('leaves the clip alone that somebody sets in between', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3])
    const store = meanwhile(test, () => test.scenes.upload(id, 3, { body: clipBytes() }))
    const { steps } = await createScenes({ ...test.options, store }).repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect(await keyOf(test, id, 3)).toContain('upload')
  })

  it('does not stumble over a scene that is removed in between', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3, 4])
    const store = meanwhile(test, () => test.scenes.removeScene(id, 3))
    const { steps } = await createScenes({ ...test.options, store }).repair(id)
    expect(steps.map(({ outcome }) => outcome)).toEqual(['superseded', 'repaired'])
  })

  it('looks again before it takes a video away: the backend writes to the same key', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    const key = await keyOf(test, id, 3)
    test.blobs.deleteObject(key)
    let looks = 0
    const blobs = {
      ...test.blobs,
      stat: async (wanted: ObjectKey) => {
        if (++looks === 2) await test.blobs.put(key, clipBytes())
        return test.blobs.stat(wanted)
      },
    }
    const { steps } = await createScenes({ ...test.options, blobs }).repair(id)
    expect(steps).toMatchObject([{ repair: { demotes: true }, outcome: 'superseded' }])
    expect(await keyOf(test, id, 3)).toBe(key)
  })

  it('leaves a worker alone whose late heartbeat comes in between', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 2)
    const slow = await test.scenes.claim(id, 1)
    test.clock.advance(200_000)
    const store = meanwhile(test, () => test.scenes.heartbeat(slow))
    const { steps } = await createScenes({ ...test.options, store }).repair(id)
    expect(steps).toMatchObject([{ outcome: 'superseded' }])
    expect((await test.scenes.load(id)).scenes[0]?.value.status).toBe('processing')
  })

  it('never lets a composition begin with a video that it takes away', async () => {
    const test = testScenes()
    const id = await finished(test, 2)
    await loseClips(test, id, [1])
    pythonSave(test.store, pythonRead(test.store, id, 'SCENE#001'), { status: { S: 'failed' } })
    let isDone = false
    const store: SceneStore = {
      ...test.store,
      commit: async (change) => {
        if (!isDone && change.event?.type === 'composition-started') {
          isDone = true
          await test.scenes.repair(id, { force: true, only: { sequences: [1] } })
        }
        return test.store.commit(change)
      },
    }
    const composing = createScenes({ ...test.options, store }).startComposition(id)
    await expect(composing).rejects.toMatchObject({
      details: { refusal: { kind: 'videos-missing', sequences: [1] } },
    })
  })

  it('ends a lease so that a slow winner still wins', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 2)
    const slow = await test.scenes.claim(id, 1)
    test.clock.advance(200_000)
    expect((await test.scenes.repair(id)).repaired).toBe(1)
    expect((await test.scenes.load(id)).scenes[0]?.value.status).toBe('pending')
    expect((await test.scenes.complete(slow, { body: clipBytes() })).status).toBe('completed')
  })

  it('does no more than one when two run at once', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3, 4])
    const summaries = await Promise.all([test.scenes.repair(id), test.scenes.repair(id)])
    expect(summaries.reduce((sum, { repaired }) => sum + repaired, 0)).toBe(2)
    const { items } = await test.scenes.history(id)
    expect(items.filter(({ type }) => type === 'scene-repaired')).toHaveLength(2)
  })

  it('takes effect once whatever becomes of its requests, and goes on after a crash', async () => {
    for (const kind of ['lost-reply', 'lost-request', 'repeated'] as const) {
      for (let at = 0; at < 3; at++) {
        const test = testScenes()
        const id = await finished(test, 8)
        await loseClips(test, id, [3, 4])
        pythonSave(test.store, pythonRead(test.store, id, 'SCENE#006'), { displaySequence: { N: '2' } })
        const faults = Array.from(
          { length: at + 1 },
          (_, place) => ({ kind: place === at ? kind : 'none' }) as const,
        )
        const scenes = createScenes({ ...test.options, store: new FaultyStore(test.store, faults) })
        expect((await scenes.repair(id)).superseded).toBe(0)
        expect((await test.scenes.audit(id)).findings).toEqual([])
        const { items } = await test.scenes.history(id)
        expect(items.filter(({ type }) => type === 'scene-repaired')).toHaveLength(2)
      }
    }
  })
})

describe('a long repair', () => {
  it('tells what it did, and can be ended between two steps', async () => {
    const test = testScenes()
    const id = await finished(test, 8)
    await loseClips(test, id, [3, 4, 5])
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
    const test = testScenes()
    const id = await finished(test, 1)
    const signal = AbortSignal.abort(new Error('never mind'))
    await expect(test.scenes.audit(id, { signal })).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('history', () => {
  it('says what a repair put right, and keeps the error that went', async () => {
    const test = testScenes()
    const id = await finished(test, 2)
    const item = pythonRead(test.store, id, 'SCENE#001')
    pythonSave(test.store, item, { status: { S: 'failed' }, errorMessage: { S: 'connection reset' } })
    await test.scenes.repair(id, { actor: 'ann' })
    const { items } = await test.scenes.history(id, { sequence: 1, newestFirst: true, limit: 1 })
    expect(items).toMatchObject([
      {
        type: 'scene-repaired',
        findings: ['failed-with-video'],
        reason: 'connection reset',
        from: 'failed',
        to: 'completed',
        actor: 'ann',
      },
    ])
  })

  it('keeps a clip from being taken for a finished one that was taken away on purpose', async () => {
    const test = testScenes()
    const id = await finished(test, 2)
    const key = await keyOf(test, id, 1)
    await test.scenes.reject(id, 1, { reason: 'blurry' })
    pythonSave(test.store, pythonRead(test.store, id, 'SCENE#001'))
    test.clock.advance(3_600_000)
    expect((await test.scenes.audit(id)).findings.filter(({ sequence }) => sequence === 1)).toEqual([])
    pythonSave(test.store, pythonRead(test.store, id, 'SCENE#001'), {
      status: { S: 'completed' },
      originalVideoClipS3Key: { S: key },
    })
    const { findings } = await test.scenes.audit(id)
    expect(findings.filter(({ sequence }) => sequence === 1)).toMatchObject([
      { kind: 'stale-clip', repairable: false, key },
    ])
  })
})

describe('what an audit costs', () => {
  it('is one load and one listing for a project that is as it should be, however many scenes it has', async () => {
    const test = testScenes()
    const id = await finished(test, 40)
    const requests: string[] = []
    const store: SceneStore = {
      ...test.store,
      loadProject: (...args) => {
        requests.push(`load${args[1]?.isolated === true ? ' isolated' : ''}`)
        return test.store.loadProject(...args)
      },
      readEvents: (...args) => {
        requests.push('events')
        return test.store.readEvents(...args)
      },
    }
    const blobs = {
      ...test.blobs,
      stat: (key: ObjectKey) => {
        requests.push('stat')
        return test.blobs.stat(key)
      },
      list: (prefix: string) => {
        requests.push('list')
        return test.blobs.list(prefix)
      },
    }
    const audit = await createScenes({ ...test.options, store, blobs }).audit(id)
    expect(audit).toMatchObject({ findings: [], scenesSeen: 40, objectsSeen: 40 })
    expect(requests).toEqual(['load', 'list'])
  })
})
