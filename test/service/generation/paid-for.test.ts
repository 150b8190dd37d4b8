import { describe, expect, it } from 'vitest'
import type { Generate, GeneratedClip } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { PythonCopy } from '@badapple/scenes/testing'
import { clipBytes, isOf, projectWith, testScenes } from '../../support/test-scenes.js'

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
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const summary = await scenes.generateMissing(
      id,
      provider.generate(() => {
        blobs.failNext('put', 'unreachable', Infinity)
        void clock.sleep(45_000).then(() => {
          blobs.heal()
        })
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider.paid).toBe(1)
  })

  it('does not fail the scene when the bucket stays down, and its job is resumed by the next run', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    blobs.failNext('put', 'unreachable', Infinity)
    const first = await scenes.generateMissing(id, provider.generate())
    expect(first.scenes).toMatchObject([{ outcome: 'unrecorded', error: { code: 'BLOB_UNREACHABLE' } }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
    blobs.heal()
    await scenes.generateMissing(id, provider.generate())
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('is adopted by the next run when it was stored, but the bucket could not confirm it', async () => {
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const first = await scenes.generateMissing(
      id,
      provider.generate(() => {
        blobs.failNext('stat', 'unreachable', Infinity)
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    expect(first.scenes).toMatchObject([{ outcome: 'unrecorded' }])
    blobs.heal()
    await clock.advance(60_001)
    const next = await scenes.generateMissing(id, provider.generate())
    expect(next.scenes).toMatchObject([{ outcome: 'adopted' }])
    expect(provider).toMatchObject({ paid: 1, resumed: [] })
  })

  it('that is a stream is asked for again, as it can not be read twice', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    blobs.failNext('put', 'cut-upload')
    async function* stream() {
      yield await Promise.resolve(clipBytes())
    }
    const summary = await scenes.generateMissing(
      id,
      provider.generate(() => Promise.resolve({ body: stream() })),
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
    const { scenes, store, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    store.failNext('commit', 'unavailable', { times: Infinity, when: isOf('job-submitted') })
    const summary = await scenes.generateMissing(
      id,
      provider.generate(async () => {
        await clock.sleep(10_000)
        store.heal()
        await clock.sleep(100_000)
        const job = (await scenes.load(id)).claims.get(1)?.value.jobId
        expect(job).toBe('job-1')
        return provider.resumed.length === 0 ? busy() : { body: clipBytes() }
      }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('has its job recorded with the release when the store was down until then', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    store.failNext('commit', 'unavailable', { times: Infinity, when: isOf('job-submitted') })
    const summary = await scenes.generateMissing(
      id,
      provider.generate(() =>
        provider.resumed.length === 0 ? busy() : Promise.resolve({ body: clipBytes() }),
      ),
    )
    expect(summary.counts.generated).toBe(1)
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('has its job recorded with the release when the run is aborted while the store is still being asked', async () => {
    const { scenes, store, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const abort = new AbortController()
    store.failNext('commit', 'unavailable', { times: Infinity, when: isOf('job-submitted') })
    void clock.sleep(2_000).then(() => {
      abort.abort()
    })
    const first = await scenes.generateMissing(id, provider.generate(), { signal: abort.signal })
    expect(first.counts.aborted).toBe(1)
    store.heal()
    await scenes.generateMissing(id, provider.generate())
    expect(provider).toMatchObject({ paid: 1, resumed: ['job-1'] })
  })

  it('is given back when a stale save of the backend took it off the record', async () => {
    const { scenes, python } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const stale: PythonCopy[] = []
    await scenes.generateMissing(
      id,
      provider.generate(() => {
        stale.push(python.read(id, 1))
        return Promise.resolve({ body: clipBytes() })
      }),
    )
    const before = (await scenes.load(id)).scenes[0]?.value.clips.original
    expect(before).toBeDefined()
    for (const copy of stale) copy.save()
    const summary = await scenes.generateMissing(id, provider.generate())
    expect(summary.scenes).toEqual([{ sequence: 1, outcome: 'adopted', key: before }])
    expect(provider.paid).toBe(1)
  })

  it('is generated again when an operator cleared its key by hand', async () => {
    const { scenes, python } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    await scenes.generateMissing(id, provider.generate())
    python.read(id, 1).save({ originalVideoClipS3Key: null })
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
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const provider = new Provider()
    const abort = new AbortController()
    store.beforeNext('commit', () => {
      abort.abort()
    })
    const { signal } = abort
    const summary = await scenes.generateMissing(id, provider.generate(), { signal })
    expect(summary.counts.aborted).toBe(1)
    expect(provider.paid).toBe(0)
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
  })
})

describe('a store that hiccups once', () => {
  it('does not end a scene', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    store.failNext('loadScene', 'unavailable')
    let tries = 0
    const summary = await scenes.generateMissing(id, () =>
      tries++ === 0 ? busy() : Promise.resolve({ body: clipBytes() }),
    )
    expect(summary.counts.generated).toBe(1)
    expect(store.plannedFaults()).toEqual([])
  })
})
