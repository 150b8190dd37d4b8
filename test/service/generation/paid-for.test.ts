import { describe, expect, it } from 'vitest'
import type { Generate, GeneratedClip, SceneStore } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { FailingBlobs } from '../../support/failing-blobs.js'
import { failingBlobs } from '../../support/failing-blobs.js'
import { FaultyStore, noReply } from '../../support/faulty-store.js'
import { pythonRead, pythonSave } from '../../support/python-writer.js'
import { clipBytes, projectWith, testScenes } from '../../support/test-scenes.js'

/** A provider that is paid for every job it is given, and keeps the results. */
class Provider {
  paid = 0
  readonly resumed: string[] = []

  /** A generator that submits unless there is a job to resume. */
  generate(result: () => Promise<GeneratedClip> = () => Promise.resolve({ body: clipBytes() })): Generate {
    return async (_, job) => {
      if (job.resumeJobId === undefined) await job.submitted(`job-${++this.paid}`)
      else this.resumed.push(job.resumeJobId)
      return result()
    }
  }
}

function withBlobs() {
  const wrapped: FailingBlobs[] = []
  const test = testScenes({
    wrapBlobs: (blobs) => {
      const failing = failingBlobs(blobs)
      wrapped.push(failing)
      return failing
    },
  })
  const [bucket] = wrapped
  if (bucket === undefined) throw new Error('the bucket was not wrapped')
  return { ...test, bucket }
}

const busy = () => Promise.reject(Object.assign(new Error('poll timed out'), { retryable: true }))

describe('a clip that was paid for', () => {
  it.each([
    ['a length that is not known', { durationSeconds: undefined }],
    ['a length that makes no sense', { durationSeconds: Number.NaN }],
    ['remarks of its own', { costUsd: 2 }],
    ['an empty media type', { contentType: '' }],
  ])('is recorded although it comes with %s', async (_, remarks) => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const summary = await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes(), ...remarks }))
    expect(summary.counts.generated).toBe(1)
    expect((await scenes.load(id)).scenes[0]?.value.trimPoints).toEqual({ in: 0, out: 8 })
  })

  it('keeps its job when the generator comes back in the wrong shape', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    // What a caller without types may return.
    const url: unknown = { url: 'https://x' }
    const wrong = () => Promise.resolve(url as GeneratedClip)
    await scenes.generateMissing(id, provider.generate(wrong))
    const summary = await scenes.generateMissing(id, provider.generate())
    expect(summary.counts.generated).toBe(1)
    expect(provider.paid).toBe(1)
  })

  it('is uploaded again and again while the bucket is down, and never generated again', async () => {
    const { scenes, bucket, clock } = withBlobs()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const summary = await scenes.generateMissing(
      id,
      provider.generate(() => {
        bucket.down.put = true
        void clock.sleep(45_000).then(() => (bucket.down.put = false))
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider.paid).toBe(1)
  })

  it('does not fail the scene when the bucket stays down, and its job is resumed by the next run', async () => {
    const { scenes, bucket } = withBlobs()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    bucket.down.put = true
    const first = await scenes.generateMissing(id, provider.generate())
    expect(first.scenes).toMatchObject([{ outcome: 'unrecorded', error: { code: 'BLOB_UNREACHABLE' } }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
    bucket.down.put = false
    await scenes.generateMissing(id, provider.generate())
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('is adopted by the next run when it was stored, but the bucket could not confirm it', async () => {
    const { scenes, bucket, clock } = withBlobs()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const first = await scenes.generateMissing(
      id,
      provider.generate(() => {
        bucket.down.stat = true
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    expect(first.scenes).toMatchObject([{ outcome: 'unrecorded' }])
    bucket.down.stat = false
    clock.advance(60_001)
    const next = await scenes.generateMissing(id, provider.generate())
    expect(next.scenes).toMatchObject([{ outcome: 'adopted' }])
    expect(provider).toMatchObject({ paid: 1, resumed: [] })
  })

  it('that is a stream is asked for again, as it can not be read twice', async () => {
    const { scenes, bucket } = withBlobs()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    bucket.down.put = true
    async function* stream() {
      bucket.down.put = false
      yield await Promise.resolve(clipBytes())
    }
    let asked = 0
    const summary = await scenes.generateMissing(
      id,
      provider.generate(() => {
        if (asked++ > 0) bucket.down.put = false
        return Promise.resolve({ body: stream() })
      }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('keeps its job when the last try ends in an error that a retry may cure', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const first = await scenes.generateMissing(id, provider.generate(busy), { maxAttempts: 2 })
    expect(first.counts.failed).toBe(1)
    await scenes.generateMissing(id, provider.generate())
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1', 'job-1'] })
  })

  it('loses its job only when the generator says that it is over', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    await scenes.generateMissing(
      id,
      provider.generate(() => Promise.reject(new Error('rejected'))),
    )
    await scenes.generateMissing(id, provider.generate())
    expect(provider).toMatchObject({ paid: 2, resumed: [] })
  })

  it('has its job recorded later when the store is down right after submission', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const provider = new Provider()
    const store = new FaultyStore(test.store, [])
    const { commit } = store
    let down = true
    store.commit = (change) =>
      down && change.event?.type === 'job-submitted' ? Promise.reject(noReply()) : commit(change)
    const summary = await createScenes({ ...test.options, store }).generateMissing(
      id,
      provider.generate(async () => {
        await test.clock.sleep(10_000)
        down = false
        await test.clock.sleep(100_000)
        const job = (await test.store.loadProject(id))?.claims.get(1)?.value.jobId
        expect(job).toBe('job-1')
        return provider.resumed.length === 0 ? busy() : { body: clipBytes() }
      }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('has its job recorded with the release when the store was down until then', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const provider = new Provider()
    const store = new FaultyStore(test.store, [])
    const { commit } = store
    store.commit = (change) =>
      change.event?.type === 'job-submitted' ? Promise.reject(noReply()) : commit(change)
    const summary = await createScenes({ ...test.options, store }).generateMissing(
      id,
      provider.generate(() =>
        provider.resumed.length === 0 ? busy() : Promise.resolve({ body: clipBytes() }),
      ),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('is given back when a stale save of the backend took it off the record', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const stale: ReturnType<typeof pythonRead>[] = []
    await scenes.generateMissing(
      id,
      provider.generate(() => {
        stale.push(pythonRead(store, id, 'SCENE#001'))
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    const before = (await scenes.load(id)).scenes[0]?.value.clips.original
    expect(before).toBeDefined()
    for (const item of stale) pythonSave(store, item)
    const summary = await scenes.generateMissing(id, provider.generate())
    expect(summary.scenes).toEqual([{ sequence: 1, outcome: 'adopted', key: before }])
    expect(provider.paid).toBe(1)
  })

  it('is generated again when an operator cleared its key by hand', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    await scenes.generateMissing(id, provider.generate())
    const { originalVideoClipS3Key: _cleared, ...rest } = pythonRead(store, id, 'SCENE#001')
    pythonSave(store, rest)
    await scenes.generateMissing(id, provider.generate())
    expect(provider.paid).toBe(2)
  })
})

describe('generating again', () => {
  it('is paid for once per scene, however many runs are asked to', async () => {
    const { scenes, clock, options } = testScenes()
    const id = await projectWith(scenes, 2)
    await scenes.generateMissing(id, () => Promise.resolve({ body: clipBytes() }))
    const calls: number[] = []
    const run = (firstMs: number) =>
      createScenes(options).generateMissing(
        id,
        async (scene) => {
          calls.push(scene.sequence)
          await clock.sleep(scene.sequence === 1 ? firstMs : 10_000)
          return { body: clipBytes() }
        },
        { regenerate: [1, 2], concurrency: 1 },
      )
    await Promise.all([run(90_000), run(20_000)])
    expect(calls.toSorted()).toEqual([1, 2])
  })
})

describe('an abort that comes while the claim is made', () => {
  it('starts no paid generation, and the claim is given back', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const provider = new Provider()
    const abort = new AbortController()
    const store: SceneStore = {
      ...test.store,
      commit: (change) => {
        abort.abort()
        return test.store.commit(change)
      },
    }
    const summary = await createScenes({ ...test.options, store }).generateMissing(id, provider.generate(), {
      signal: abort.signal,
    })
    expect(summary.counts.aborted).toBe(1)
    expect(provider.paid).toBe(0)
    expect((await test.scenes.load(id)).scenes[0]?.value.status).toBe('pending')
  })
})

describe('a store that hiccups once', () => {
  it('does not end a scene', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    let failures = 0
    const store: SceneStore = {
      ...test.store,
      loadScene: (...args) => (failures++ === 0 ? Promise.reject(noReply()) : test.store.loadScene(...args)),
    }
    let tries = 0
    const summary = await createScenes({ ...test.options, store }).generateMissing(id, () =>
      tries++ === 0 ? busy() : Promise.resolve({ body: clipBytes() }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(failures).toBeGreaterThan(0)
  })
})
