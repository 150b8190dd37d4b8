import { describe, expect, it } from 'vitest'
import type { Generate, GenerationProgress, Scene } from '@badapple/scenes'
import { attemptKey, createScenes, toObjectKey } from '@badapple/scenes'
import { clipBytes, isOf, projectWith, testScenes } from '../../support/test-scenes.js'

const busy = () => Object.assign(new Error('provider is busy'), { retryable: true })

/** A generator that notes what it was asked for. */
function recording(make: Generate = () => Promise.resolve({ body: clipBytes(), durationSeconds: 7.5 })) {
  const calls: number[] = []
  const generate: Generate = (scene, job) => {
    calls.push(scene.sequence)
    return make(scene, job)
  }
  return { calls, generate }
}

const sequencesOf = (scenes: readonly { readonly sequence: number }[]) =>
  scenes.map(({ sequence }) => sequence)

describe('generateMissing', () => {
  it('generates every scene without a video, and only those', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 3)
    await scenes.complete(await scenes.claim(id, 2), { body: clipBytes(99) })
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate)
    expect(calls).toEqual([1, 3])
    expect(summary.scenes.map(({ sequence, outcome }) => [sequence, outcome])).toEqual([
      [1, 'generated'],
      [2, 'skipped'],
      [3, 'generated'],
    ])
    expect(summary.counts).toMatchObject({ generated: 2, skipped: 1, failed: 0 })
    for (const { value } of (await scenes.load(id)).scenes) {
      expect(value.status).toBe('completed')
      expect(value.clips.working).toBe(value.clips.original)
      expect(await blobs.stat(toObjectKey(value.clips.original ?? ''))).toMatchObject({
        size: value.sequence === 2 ? 99 : 16,
      })
    }
    const first = (await scenes.load(id)).scenes[0]?.value
    expect(first).toMatchObject({ durationSeconds: 7.5, trimPoints: { in: 0, out: 7.5 } })
  })

  it('goes through scenes in display order, at most `concurrency` at a time', async () => {
    const { scenes, python, clock } = testScenes()
    const id = await projectWith(scenes, 5)
    python.read(id, 5).save({ displaySequence: 0 })
    let running = 0
    let most = 0
    const { calls, generate } = recording(async () => {
      most = Math.max(most, ++running)
      await clock.sleep(60_000)
      running--
      return { body: clipBytes() }
    })
    await scenes.generateMissing(id, generate, { concurrency: 2 })
    expect(calls).toEqual([5, 1, 2, 3, 4])
    expect(most).toBe(2)
  })

  it('tries again after errors that say retryable, with another attempt and a wait that grows', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const attempts: number[] = []
    const waits: number[] = []
    const { calls, generate } = recording((_, job) => {
      attempts.push(job.attempt)
      return calls.length < 3 ? Promise.reject(busy()) : Promise.resolve({ body: clipBytes() })
    })
    const summary = await scenes.generateMissing(id, generate, {
      onProgress: (progress) => {
        if (progress.type === 'retrying') waits.push(progress.waitMs)
      },
    })
    expect(summary.scenes).toMatchObject([{ outcome: 'generated', attempt: 3 }])
    expect(attempts).toEqual([1, 2, 3])
    expect(waits).toEqual([500, 1_000])
    const reasons = (await store.readEvents(id)).items
      .filter(({ type }) => type === 'claim-released')
      .map(({ reason }) => reason)
    expect(reasons).toEqual(['provider is busy', 'provider is busy'])
  })

  it('fails a scene after the last try, or at once when no retry can help', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    const { calls, generate } = recording((scene) =>
      Promise.reject(scene.sequence === 1 ? busy() : new Error('rejected by the safety filter')),
    )
    const summary = await scenes.generateMissing(id, generate, { maxAttempts: 2 })
    expect(summary.counts.failed).toBe(2)
    expect(calls.toSorted()).toEqual([1, 1, 2])
    const [first, second] = (await scenes.load(id)).scenes
    expect(first?.value).toMatchObject({ status: 'failed', errorMessage: 'provider is busy' })
    expect(second?.value).toMatchObject({ status: 'failed', errorMessage: 'rejected by the safety filter' })
  })

  it('fails a scene whose generator comes back with something else than a clip', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 4)
    const wrong: Readonly<Record<number, unknown>> = {
      1: undefined,
      2: { key: 'https://media.example/video.mp4?X-Amz-Signature=1' },
      3: { body: new Uint8Array(0) },
      4: { key: attemptKey('other', 1, 1, 'x') },
    }
    await blobs.put(attemptKey('other', 1, 1, 'x'), clipBytes())
    // What a caller without types may return.
    const generate = ((scene: Scene) => Promise.resolve(wrong[scene.sequence])) as Generate
    const summary = await scenes.generateMissing(id, generate)
    expect(summary.counts.failed).toBe(4)
    const messages = (await scenes.load(id)).scenes.map(({ value }) => value.errorMessage)
    expect(messages[0]).toContain('must be { body')
    expect(messages[1]).toContain('must not be a URL')
    expect(messages[2]).toContain('no bytes')
    expect(messages[3]).toContain('something else than the clip')
    expect((await scenes.select(id)).selected).toHaveLength(4)
  })

  it('keeps its claim alive as long as the generator works', async () => {
    const { scenes, clock, options } = testScenes()
    const id = await projectWith(scenes, 1)
    const refused: unknown[] = []
    const { generate } = recording(async () => {
      for (let minute = 0; minute < 30; minute++) {
        await clock.sleep(60_000)
        await createScenes(options)
          .claim(id, 1)
          .catch((error: unknown) => refused.push(error))
      }
      return { body: clipBytes() }
    })
    const summary = await scenes.generateMissing(id, generate, { leaseMs: 120_000 })
    expect(summary.counts.generated).toBe(1)
    expect(refused).toHaveLength(30)
  })

  it('costs two commits and no load per scene besides the first load', async () => {
    const { scenes, requests } = testScenes()
    const id = await projectWith(scenes, 8)
    const before = requests().length
    await scenes.generateMissing(id, recording().generate, { concurrency: 1 })
    const made = requests()
      .slice(before)
      .filter(({ port }) => port === 'store')
    expect(made.filter(({ operation }) => operation === 'commit')).toHaveLength(2 * 8)
    expect(made).toHaveLength(1 + 2 * 8)
  })

  it('tells the generator about the job that an earlier attempt submitted', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const dead = await scenes.claim(id, 1, { owner: 'dies' })
    await scenes.submitted(dead, 'job-1')
    await clock.advance(120_001)
    const jobs: (string | undefined)[] = []
    const { generate } = recording((_, job) => {
      jobs.push(job.resumeJobId)
      return Promise.resolve({ body: clipBytes() })
    })
    await scenes.generateMissing(id, generate)
    expect(jobs).toEqual(['job-1'])
    await scenes.reset(id, 1)
    await scenes.generateMissing(id, generate)
    expect(jobs).toEqual(['job-1', undefined])
  })

  it('adopts a finished clip of a worker that died before recording it, and pays nothing', async () => {
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const dead = await scenes.claim(id, 1, { owner: 'dies' })
    await clock.advance(60_000)
    await blobs.put(dead.uploadKey, clipBytes())
    await clock.advance(120_000)
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate)
    expect(calls).toEqual([])
    expect(summary.scenes).toEqual([{ sequence: 1, outcome: 'adopted', key: dead.uploadKey }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('completed')
  })

  it('waits for a finished clip that is still within its grace rather than paying again', async () => {
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const dead = await scenes.claim(id, 1)
    await clock.advance(120_001)
    await blobs.put(dead.uploadKey, clipBytes())
    const progress: GenerationProgress[] = []
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate, {
      onProgress: (event) => progress.push(event),
    })
    expect(calls).toEqual([])
    expect(summary.counts.adopted).toBe(1)
    expect(progress).toContainEqual({ type: 'waiting', sequence: 1, key: dead.uploadKey, waitMs: 60_001 })
  })

  it('lets a slow winner win while it waits', async () => {
    const { scenes, blobs, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const slow = await scenes.claim(id, 1)
    await clock.advance(120_001)
    await blobs.put(slow.uploadKey, clipBytes())
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate, {
      onProgress: ({ type }) => {
        if (type === 'waiting') void scenes.complete(slow, { key: slow.uploadKey, durationSeconds: 8 })
      },
    })
    expect(calls).toEqual([])
    expect(summary.scenes).toMatchObject([{ outcome: 'skipped', reason: { kind: 'has-video' } }])
    expect((await scenes.load(id)).scenes[0]?.value.durationSeconds).toBe(8)
  })

  it('pays nothing while the bucket does not say what it holds', async () => {
    const { scenes, blobs } = testScenes()
    blobs.failNext('stat', 'unreachable', Infinity)
    const id = await projectWith(scenes, 1)
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate)
    expect(calls).toEqual([])
    expect(summary.scenes).toMatchObject([{ outcome: 'untouched', error: { code: 'BLOB_UNREACHABLE' } }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
  })

  it('carries on with its own object when the reply to the upload is lost', async () => {
    const { scenes, blobs } = testScenes()
    blobs.failNext('put', 'lost-reply')
    const id = await projectWith(scenes, 1)
    const summary = await scenes.generateMissing(id, recording().generate)
    expect(summary.counts.generated).toBe(1)
    expect(blobs.objects()).toHaveLength(1)
  })

  it('leaves a clip that it cannot record to be adopted, and does not fail the scene', async () => {
    const { scenes, store, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    store.failNext('commit', 'unavailable', { times: Infinity, when: isOf('scene-completed') })
    const { generate, calls } = recording()
    const summary = await scenes.generateMissing(id, generate)
    expect(summary.scenes).toMatchObject([{ outcome: 'unrecorded', error: { code: 'STORE_UNAVAILABLE' } }])
    store.heal()
    await clock.advance(300_000)
    const next = await scenes.generateMissing(id, generate)
    expect(next.scenes).toMatchObject([{ outcome: 'adopted' }])
    expect(calls).toEqual([1])
  })

  it('generates again on request, and keeps the old clip until the new one is recorded', async () => {
    const { scenes, store, blobs } = testScenes()
    const id = await projectWith(scenes, 2)
    await scenes.generateMissing(id, recording().generate)
    const old = (await scenes.load(id)).scenes[0]?.value.clips.original
    const { calls, generate } = recording(async () => {
      const [during] = (await scenes.load(id)).scenes
      expect(during?.value).toMatchObject({ status: 'completed', clips: { original: old } })
      return { body: clipBytes(32) }
    })
    const summary = await scenes.generateMissing(id, generate, { regenerate: [1] })
    expect(calls).toEqual([1])
    expect(summary.scenes.map(({ outcome }) => outcome)).toEqual(['generated', 'skipped'])
    const after = (await scenes.load(id)).scenes[0]?.value
    expect(after?.clips.original).not.toBe(old)
    expect((await store.readEvents(id)).items.at(-1)?.clipsSuperseded).toEqual([
      { clip: 'original', key: old },
      { clip: 'working', key: old },
    ])
    expect(blobs.objects()).toHaveLength(3)
  })

  it('leaves a scene completed, with its clip, when generating it again fails', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.generateMissing(id, recording().generate)
    const before = (await scenes.load(id)).scenes[0]?.value
    await scenes.generateMissing(id, () => Promise.reject(new Error('no luck')), { regenerate: [1] })
    const after = (await scenes.load(id)).scenes[0]?.value
    expect(after).toMatchObject({ status: 'completed', clips: before?.clips })
    expect(after?.errorMessage).toBeUndefined()
    expect((await store.readEvents(id)).items.at(-1)).toMatchObject({
      type: 'scene-failed',
      reason: 'no luck',
    })
  })

  it('reports what cannot be read instead of leaving it out in silence', async () => {
    const { scenes, python } = testScenes()
    const id = await projectWith(scenes, 2)
    python.read(id, 2).save({ status: 'paused' })
    const { calls, generate } = recording()
    const summary = await scenes.generateMissing(id, generate)
    expect(calls).toEqual([1])
    expect(summary.unreadable).toMatchObject([{ id: 'SCENE#002' }])
    expect(summary.unreadable[0]?.issues[0]).toContain('paused')
  })

  it('does not let a failing listener cost a clip', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    const run = scenes.generateMissing(id, recording().generate, {
      onProgress: () => {
        throw new Error('listener')
      },
    })
    await expect(run).rejects.toThrow('listener')
    expect(sequencesOf((await scenes.select(id)).selected)).toEqual([])
  })

  it('refuses wrong options before it starts anything', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const before = store.exportItems()
    const { calls, generate } = recording()
    for (const options of [
      { concurrency: 0 },
      { leaseMs: Number.NaN },
      { maxAttempts: 1.5 },
      { only: [0] },
      { onProgres: () => undefined },
    ]) {
      await expect(scenes.generateMissing(id, generate, options)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    }
    await expect(scenes.generateMissing(id, generate, { only: [7] })).rejects.toMatchObject({
      code: 'SCENE_NOT_FOUND',
    })
    await expect(scenes.generateMissing('nowhere', generate)).rejects.toMatchObject({
      code: 'PROJECT_NOT_FOUND',
    })
    expect(calls).toEqual([])
    expect(store.exportItems()).toEqual(before)
  })
})

describe('an aborted run', () => {
  it('tells the generators, releases the claims and says so', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 3)
    const abort = new AbortController()
    const { generate, calls } = recording(async (scene, job) => {
      if (scene.sequence === 2) abort.abort(new Error('shutting down'))
      await clock.sleep(600_000, job.signal)
      throw job.signal.reason
    })
    const summary = await scenes.generateMissing(id, generate, { signal: abort.signal, concurrency: 2 })
    expect(calls).toEqual([1, 2])
    expect(summary.counts.aborted).toBe(3)
    const { scenes: after, claims } = await scenes.load(id)
    expect(after.map(({ value }) => value.status)).toEqual(['pending', 'pending', 'pending'])
    for (const { value } of claims.values()) expect(Date.parse(value.expiry)).toBeLessThanOrEqual(clock.now())
  })

  it('still records a clip that was finished when the abort came', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    const abort = new AbortController()
    const { generate } = recording(() => {
      abort.abort()
      return Promise.resolve({ body: clipBytes() })
    })
    const summary = await scenes.generateMissing(id, generate, { signal: abort.signal })
    expect(summary.counts.generated).toBe(1)
  })

  it('does not wait for ever for a generator that does not listen', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const abort = new AbortController()
    const begin = clock.now()
    const { generate } = recording(() => {
      abort.abort()
      return new Promise(() => undefined)
    })
    const summary = await scenes.generateMissing(id, generate, { signal: abort.signal })
    expect(summary.counts.aborted).toBe(1)
    expect(clock.now() - begin).toBe(5_000)
    expect((await scenes.select(id)).selected).toHaveLength(1)
  })

  it('starts nothing when it is aborted from the beginning', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    const before = store.exportItems()
    const { generate, calls } = recording()
    const summary = await scenes.generateMissing(id, generate, { signal: AbortSignal.abort() })
    expect(calls).toEqual([])
    expect(summary.scenes).toEqual([{ sequence: 1, outcome: 'aborted' }])
    expect(store.exportItems()).toEqual(before)
  })
})

describe('a claim that is lost', () => {
  it('stops the generator, and the object of a clip that comes too late stays in the bucket', async () => {
    const { scenes, clock, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    let stopped = false
    const { generate } = recording(async (_, job) => {
      await scenes.reset(id, 1, { reason: 'changed my mind' })
      await clock.sleep(600_000, job.signal)
      stopped = job.signal.aborted
      return { body: clipBytes() }
    })
    const summary = await scenes.generateMissing(id, generate)
    expect(stopped).toBe(true)
    const [outcome] = summary.scenes
    expect(outcome).toMatchObject({ outcome: 'claim-lost' })
    const key = outcome?.outcome === 'claim-lost' ? outcome.key : undefined
    expect(blobs.objects().map((object) => object.key)).toEqual([key])
    expect((await scenes.load(id)).scenes[0]?.value).toMatchObject({ status: 'pending', clips: {} })
  })

  it('never lets a zombie overwrite the winner', async () => {
    const { scenes, clock, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const zombie = await scenes.claim(id, 1, { owner: 'zombie' })
    await clock.advance(120_001)
    const winner = await scenes.claim(id, 1, { owner: 'winner' })
    await scenes.complete(winner, { body: clipBytes(1) })
    await expect(scenes.complete(zombie, { body: clipBytes(2) })).rejects.toMatchObject({
      code: 'CLAIM_LOST',
      details: { projectId: id, sequence: 1, claimId: zombie.claimId },
    })
    expect((await scenes.load(id)).scenes[0]?.value.clips.original).toBe(winner.uploadKey)
    expect(blobs.read(winner.uploadKey)).toEqual(clipBytes(1))
    expect(blobs.read(zombie.uploadKey)).toEqual(clipBytes(2))
  })

  it('still wins after its lease ran out, as long as nobody replaced it', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const slow = await scenes.claim(id, 1)
    await clock.advance(10_000_000)
    await scenes.complete(slow, { body: clipBytes() })
    expect((await scenes.load(id)).scenes[0]?.value.clips.original).toBe(slow.uploadKey)
  })
})

describe('many runs at once', () => {
  it('share the scenes: each is generated once', async () => {
    const { scenes, clock, options } = testScenes()
    const id = await projectWith(scenes, 12)
    const { calls, generate } = recording(async () => {
      await clock.sleep(60_000)
      return { body: clipBytes() }
    })
    const runs = Array.from({ length: 5 }, (_, worker) =>
      createScenes({ ...options, actor: `worker-${worker}` }).generateMissing(id, generate, {
        concurrency: 3,
      }),
    )
    const summaries = await Promise.all(runs)
    expect(calls.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    const generated = summaries.reduce((sum, { counts }) => sum + counts.generated, 0)
    expect(generated).toBe(12)
  })
})

describe('a scene that another run finished while this one was busy', () => {
  it('is left alone at once', async () => {
    const { scenes, clock, options } = testScenes()
    const id = await projectWith(scenes, 2)
    const { generate } = recording(async (scene) => {
      await clock.sleep(scene.sequence === 1 ? 30_000 : 10_000)
      return { body: clipBytes() }
    })
    const types: string[] = []
    const [slow] = await Promise.all([
      scenes.generateMissing(id, generate, { concurrency: 1, onProgress: ({ type }) => types.push(type) }),
      createScenes(options).generateMissing(id, generate, { only: [2] }),
    ])
    expect(slow.scenes).toMatchObject([{ outcome: 'generated' }, { outcome: 'skipped' }])
    expect(types).not.toContain('waiting')
  })
})

describe('claiming here and completing there', () => {
  it('needs nothing but the plain data of the claim', async () => {
    const { scenes, options, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1, { owner: 'api' })
    await scenes.submitted(job, 'job-77')
    const { projectId, sequence, claimId, attempt } = job
    const message = JSON.stringify({ projectId, sequence, claimId, attempt })

    const callback = createScenes(options)
    const scene = await callback.complete(JSON.parse(message) as typeof job, {
      body: clipBytes(),
      durationSeconds: 8,
    })
    expect(scene).toMatchObject({ status: 'completed', clips: { original: job.uploadKey } })
    expect(blobs.read(job.uploadKey)).toEqual(clipBytes())
    // Providers deliver their callbacks more than once.
    expect(
      await callback.complete(JSON.parse(message) as typeof job, { body: clipBytes(), durationSeconds: 8 }),
    ).toEqual(scene)
  })

  it('records a clip that the provider put into the bucket by itself, once it is really there', async () => {
    const { scenes, blobs } = testScenes()
    const id = await projectWith(scenes, 1)
    const job = await scenes.claim(id, 1)
    await expect(scenes.complete(job, { key: job.uploadKey })).rejects.toMatchObject({ code: 'BLOB_ABSENT' })
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('processing')
    await blobs.put(job.uploadKey, clipBytes())
    expect(await scenes.complete(job, { key: job.uploadKey })).toMatchObject({ status: 'completed' })
  })
})
