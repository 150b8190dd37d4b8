import { describe, expect, it, vi } from 'vitest'
import type { BlobStore, SceneStore } from '@badapple/scenes'
import { createScenes, toDynamoJson } from '@badapple/scenes'
import type { TestData } from '@badapple/scenes/testing'
import {
  aProject,
  createTestScenes,
  done,
  failed,
  missing,
  orphanedBlob,
  stuck,
  TEST_TIME_MS,
} from '@badapple/scenes/testing'
import { rejected, thrown } from '../core/support/thrown.js'

const FILM = aProject({ projectId: 'film', scenes: [missing(), done(), stuck()] })
const CLIP = { body: new Uint8Array([1, 2, 3]) }
const CONCEPT = { conceptPrompt: 'Rain' }

describe('createTestScenes', () => {
  it('is an empty service unless it is given data', async () => {
    const { scenes, store, blobs, clock, requests } = createTestScenes()
    expect((await scenes.listProjects()).items).toEqual([])
    expect([store.items(), blobs.objects(), clock.now()]).toEqual([[], [], TEST_TIME_MS])
    expect(requests()).toHaveLength(1)
  })

  it('takes one project, or several, or an export of a table', async () => {
    const other = aProject({ projectId: 'other', writtenBy: 'python', scenes: [failed()] })
    const idsIn = async (data: TestData | readonly TestData[]) =>
      (await createTestScenes(data).scenes.listProjects()).items.map(({ projectId }) => projectId).toSorted()
    expect(await idsIn(FILM)).toEqual(['film'])
    expect(await idsIn([FILM, other])).toEqual(['film', 'other'])
    expect(await idsIn({ items: [...FILM.items, ...other.items], objects: [] })).toEqual(['film', 'other'])
  })

  it('shows every item in plain form, as a copy', () => {
    const { store } = createTestScenes(FILM)
    expect(store.items()).toHaveLength(FILM.items.length)
    expect(store.items().find(({ SK }) => SK === 'SCENE#002')).toMatchObject({
      status: 'completed',
      sequence: 2,
    })
    for (const item of store.items()) Object.assign(item, { status: 'spoilt' })
    expect(store.items().some(({ status }) => status === 'spoilt')).toBe(false)
    expect(store.items().map(toDynamoJson)).toEqual(store.exportItems())
  })

  it('shares nothing with what it was given, nor with another', async () => {
    const before = structuredClone(FILM)
    const [one, two] = [createTestScenes(FILM), createTestScenes(FILM)]
    await one.scenes.generateMissing('film', () => Promise.resolve(CLIP))
    one.store.failNext('commit', 'crash-before')
    for (const { key } of FILM.objects) one.blobs.read(key)?.fill(0)
    expect(FILM).toEqual(before)
    expect(two.snapshot()).toEqual(createTestScenes(FILM).snapshot())
    await two.scenes.claim('film', 1)
  })

  it('has the policy, the actor and the chance that it is told', async () => {
    const random = vi.fn(() => 0)
    const { scenes, store } = createTestScenes(FILM, { policy: { leaseMs: 7_000 }, actor: 'api', random })
    store.failNext('commit', 'throttled')
    const { expiry } = await scenes.claim('film', 1)
    expect(Date.parse(expiry)).toBe(TEST_TIME_MS + 7_000)
    expect((await scenes.history('film')).items.at(-1)).toMatchObject({ actor: 'api' })
    expect(random).toHaveBeenCalled()
    thrown(() => createTestScenes(FILM, { policy: { leaseMs: -1 } }), 'INVALID_INPUT')
  })

  it('refuses data that cannot be stored', () => {
    const bad = (data: object) =>
      thrown(() => createTestScenes({ items: [], objects: [], ...data }), 'INVALID_INPUT')
    bad({ items: [{ PK: 'plain', SK: 'plain' }] })
    bad({ objects: [{ key: 'https://x/y.mp4', size: 1, lastModified: new Date(0) }] })
    thrown(() => createTestScenes([], { now: Number.NaN }), 'INVALID_INPUT')
  })

  it('refuses two projects of one id, which would be one with the scenes of both', () => {
    const twice = [aProject({ scenes: [done()] }), aProject({ scenes: [missing(), missing()] })]
    const error = thrown(() => createTestScenes(twice), 'INVALID_INPUT')
    expect(error.details.input).toBe('seed')
    expect(error.message).toContain('PROJECT#a-project METADATA')
    expect(() =>
      createTestScenes([aProject({ scenes: [done()] }), aProject({ projectId: 'b' })]),
    ).not.toThrow()
  })

  it('refuses to let others act before requests that do not exist, and forgets them when it heals', async () => {
    const { scenes, store, blobs } = createTestScenes(aProject({ scenes: [missing()] }))
    const mistyped = (name: string) => name as 'commit'
    expect(
      thrown(() => {
        store.beforeNext(mistyped('comit'), () => undefined)
      }, 'INVALID_INPUT').message,
    ).toContain('commit')
    expect(
      thrown(() => {
        blobs.beforeNext(mistyped('commit') as never, () => undefined)
      }, 'INVALID_INPUT').message,
    ).toContain('put')
    let acted = 0
    store.beforeNext('loadProject', () => acted++)
    store.heal()
    await scenes.load('a-project')
    expect(acted).toBe(0)
  })

  it('passes on what requests are given', async () => {
    const { store } = createTestScenes(aProject({ scenes: [missing()] }))
    const signal = new AbortController().signal
    expect(await store.loadScene('a-project', 1, { signal })).toBeDefined()
    expect(await store.findEvent('a-project', 'nothing', { signal })).toBeUndefined()
  })

  it('puts what a test brings between all services and the adapters', async () => {
    const seen: string[] = []
    const wrapStore = (store: SceneStore): SceneStore => ({
      ...store,
      commit: (change) => (seen.push('commit'), store.commit(change)),
    })
    const wrapBlobs = (blobs: BlobStore): BlobStore => ({
      ...blobs,
      put: (...args) => (seen.push('put'), blobs.put(...args)),
    })
    const { scenes, store, startProcess } = createTestScenes(FILM, { wrapStore, wrapBlobs })
    await scenes.claim('film', 1)
    await startProcess('other').upload('film', 1, CLIP)
    expect(seen).toEqual(['commit', 'put', 'commit'])
    // Faults come between that and the store.
    store.failNext('commit', 'lost-reply')
    await scenes.upload('film', 1, CLIP)
    expect(seen).toEqual(['commit', 'put', 'commit', 'put', 'commit', 'commit'])
  })

  it('gives what a service that differs in something needs', async () => {
    const { options, scenes } = createTestScenes(FILM)
    const strict = createScenes({ ...options, policy: { skipStatuses: ['pending'] } })
    await rejected(strict.claim('film', 1), 'REFUSED')
    await scenes.claim('film', 1)
  })
})

describe('time', () => {
  it('stands still by itself: a generator that waits is observed half way', async () => {
    const { scenes, clock } = createTestScenes(FILM)
    const run = scenes.generateMissing(
      'film',
      async () => {
        await clock.sleep(300_000)
        return CLIP
      },
      { only: [1] },
    )
    await clock.advance(200_000)
    const { value } = (await scenes.load('film')).claims.get(1) ?? expect.fail()
    // Heartbeats went on meanwhile.
    expect(Date.parse(value.expiry)).toBeGreaterThan(clock.now())
    await rejected(scenes.claim('film', 1), 'REFUSED')
    await clock.advance(100_000)
    expect((await run).counts.generated).toBe(1)
  })

  it('passes until a run is over, where nobody wants to look', async () => {
    const { scenes, clock } = createTestScenes(FILM)
    const generate = async () => {
      await clock.sleep(300_000)
      return CLIP
    }
    const run = scenes.generateMissing('film', generate, { concurrency: 1, only: [1, 3] })
    expect((await clock.until(run)).counts.generated).toBe(2)
    expect(clock.now()).toBe(TEST_TIME_MS + 600_000)
  })

  it('passes by itself where a test asks for that', async () => {
    const { scenes, clock } = createTestScenes(FILM, { autoAdvance: true })
    await scenes.generateMissing('film', async () => {
      await clock.sleep(300_000)
      return CLIP
    })
    expect(clock.now()).toBeGreaterThanOrEqual(TEST_TIME_MS + 300_000)
  })

  it('is that of the store, the bucket and the backend too', async () => {
    const { scenes, blobs, python, clock } = createTestScenes(FILM, { now: new Date('2030-01-01T00:00:00Z') })
    await clock.advance(1_000)
    await scenes.upload('film', 1, CLIP)
    const time = '2030-01-01T00:00:01.000000Z'
    expect(blobs.objects().find(({ key }) => key.includes('upload'))).toMatchObject({ lastModified: time })
    python.read('film').save()
    expect((await scenes.load('film')).project.value.updatedAt).toBe(time)
  })

  it('is the test’s own also while the runner’s timers stand still', async () => {
    vi.useFakeTimers()
    try {
      const { scenes, store, clock } = createTestScenes(FILM, { random: () => 0.5 })
      store.failNext('commit', 'throttled', 3)
      await clock.until(scenes.claim('film', 1))
      expect(clock.now()).toBeGreaterThan(TEST_TIME_MS)
    } finally {
      vi.useRealTimers()
    }
  })

  it('begins with the latest moment of the data', () => {
    const at = (now: number) => aProject({ projectId: `at-${now}`, now })
    expect(createTestScenes([at(1e12), at(2e12), at(15e11)]).clock.now()).toBe(2e12)
    expect(createTestScenes(at(1e12), { now: 7 }).clock.now()).toBe(7)
  })
})

describe('processes', () => {
  it('share everything but their names and their ids', async () => {
    const { scenes, startProcess } = createTestScenes(FILM, { actor: 'worker-1' })
    const other = startProcess('worker-2')
    const [one, two] = [await scenes.claim('film', 1), await other.claim('film', 3)]
    const { claims } = await scenes.load('film')
    expect([claims.get(1)?.value.owner, claims.get(3)?.value.owner]).toEqual(['worker-1', 'worker-2'])
    expect(one.claimId).not.toBe(two.claimId)
    await rejected(other.claim('film', 1), 'REFUSED')
  })

  it('may differ in their policy', async () => {
    const { startProcess } = createTestScenes(FILM)
    const { expiry } = await startProcess('quick', { policy: { leaseMs: 1_000 } }).claim('film', 1)
    expect(Date.parse(expiry)).toBe(TEST_TIME_MS + 1_000)
  })

  it('may have something of their own between them and the adapters', async () => {
    const seen: string[] = []
    const noting = (name: string) => (store: SceneStore) => ({
      ...store,
      loadProject: (id: string) => (seen.push(name), store.loadProject(id)),
    })
    const { scenes, startProcess } = createTestScenes(FILM, { wrapStore: noting('all') })
    await scenes.load('film')
    await startProcess('other').load('film')
    await startProcess('special', { wrapStore: noting('special') }).load('film')
    expect(seen).toEqual(['all', 'all', 'special'])
  })

  it('create projects beside each other, and one project of one command', async () => {
    const { scenes, startProcess } = createTestScenes()
    const other = startProcess('other')
    const commandId = scenes.newCommandId()
    const { projectId } = await scenes.createProject(CONCEPT, { commandId })
    expect((await other.createProject(CONCEPT, { commandId })).projectId).toBe(projectId)
    expect((await other.createProject(CONCEPT)).projectId).not.toBe(projectId)
  })

  it('crash alone; the store and the bucket live, and others repair what is left', async () => {
    const { scenes, store, blobs, startProcess, clock } = createTestScenes(
      aProject({ projectId: 'film', scenes: [missing()] }),
    )
    const survivor = startProcess('survivor')
    store.failNext('commit', 'crash-before', {
      when: ({ change }) => change?.event?.type === 'scene-completed',
    })
    const generate = () => Promise.resolve(CLIP)
    await scenes.generateMissing('film', generate)
    for (const dead of [
      () => scenes.load('film'),
      () => store.loadProject('film'),
      () => scenes.view('film'),
    ]) {
      await expect(dead()).rejects.toThrow('process scenes has crashed')
    }
    expect(blobs.objects()).toHaveLength(1)
    await clock.advance(3_600_000)
    const { audit } = await survivor.repair('film')
    expect(audit.findings.map(({ kind }) => kind)).toEqual(['orphaned-blob'])
    expect((await survivor.audit('film')).findings).toEqual([])
    expect((await startProcess('later').load('film')).scenes[0]?.value.status).toBe('completed')
  })
})

describe('chance', () => {
  const run = async (seed: number) => {
    const { scenes, store, blobs, requests } = createTestScenes(
      aProject({ projectId: 'film', scenes: Array.from({ length: 10 }, () => missing()) }),
    )
    store.failRandomly({
      seed,
      rates: { commit: { 'lost-reply': 0.2, throttled: 0.1 }, loadScene: { unavailable: 0.1 } },
    })
    blobs.failRandomly({ seed, rates: { put: { 'lost-reply': 0.2 } } })
    const { counts } = await scenes.generateMissing('film', () => Promise.resolve(CLIP))
    store.heal()
    return { counts, requests: requests(), records: await scenes.load('film') }
  }

  it('gives the same run for the same seed', async () => {
    expect(await run(7)).toEqual(await run(7))
    expect((await run(7)).requests).not.toEqual((await run(8)).requests)
  })

  it('changes nothing in what comes out: every scene is generated once', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { counts, requests, records } = await run(seed)
      expect(counts.generated).toBe(10)
      expect(records.project.value).toMatchObject({ status: 'completed', completedScenes: 10 })
      expect(requests.filter(({ fault }) => fault !== undefined).length).toBeGreaterThan(0)
    }
  })
})

describe('a snapshot', () => {
  const changed = async (test: ReturnType<typeof createTestScenes>) => {
    await test.clock.advance(5_000)
    await test.scenes.upload('film', 1, CLIP)
    await test.scenes.createProject(CONCEPT)
    for (const { key } of test.blobs.objects().slice(0, 1)) test.blobs.deleteObject(key)
  }

  it('is all that there was, with bytes and time, and comes back as it was', async () => {
    const test = createTestScenes(FILM)
    const before = test.snapshot()
    expect(before).toMatchObject({ nowMs: TEST_TIME_MS, items: test.store.exportItems() })
    expect(before.objects.every(({ size, bytes }) => bytes?.byteLength === size)).toBe(true)
    await changed(test)
    const after = test.snapshot()
    expect(after).not.toEqual(before)
    test.restore(before)
    expect(test.snapshot()).toEqual(before)
    test.restore(after)
    expect(test.snapshot()).toEqual(after)
  })

  it('stays as it is whatever happens afterwards', async () => {
    const test = createTestScenes(FILM)
    const before = test.snapshot()
    const copy = structuredClone(before)
    await changed(test)
    expect(before).toEqual(copy)
    for (const { bytes } of before.objects) bytes?.fill(0)
    expect(test.snapshot().objects.some(({ bytes }) => bytes?.some((byte) => byte > 0))).toBe(true)
  })

  it('is a beginning for another test, where new commands are new', async () => {
    const test = createTestScenes(FILM)
    await changed(test)
    const early = test.snapshot()
    const again = createTestScenes(early)
    expect(again.snapshot()).toEqual(early)
    // The same moment, and ids that count from 1 again.
    await again.scenes.claim('film', 3)
    await again.startProcess('other').reset('film', 1)
    await again.scenes.createProject(CONCEPT)
    expect((await again.scenes.listProjects()).items).toHaveLength(3)
    const { items } = await again.scenes.history('film', { sequence: 1 })
    expect(items.at(-1)).toMatchObject({ type: 'scene-reset' })
  })

  it('of another test may be restored, where new commands are new', async () => {
    const test = createTestScenes(FILM)
    await changed(test)
    const other = createTestScenes()
    other.restore(test.snapshot())
    await other.scenes.createProject(CONCEPT)
    await other.scenes.claim('film', 3)
    expect((await other.scenes.listProjects()).items).toHaveLength(3)
  })

  it('without a time leaves the time, and data that cannot be stored leaves everything', async () => {
    const test = createTestScenes(FILM)
    await test.clock.advance(1_000)
    const { items, objects } = aProject({ projectId: 'other', scenes: [orphanedBlob()] })
    test.restore({ items, objects })
    expect(test.clock.now()).toBe(TEST_TIME_MS + 1_000)
    expect((await test.scenes.audit('other')).findings).toHaveLength(1)
    const before = test.snapshot()
    thrown(() => {
      test.restore({ items, objects: [{ key: 'https://x/y.mp4', size: 1, lastModified: new Date(0) }] })
    }, 'INVALID_INPUT')
    expect(test.snapshot()).toEqual(before)
  })
})
