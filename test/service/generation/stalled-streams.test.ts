import type { ByteStream, GenerateMissingOptions, GenerationProgress } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { createTestScenes } from '@badapple/scenes/testing'
import { describe, expect, it } from 'vitest'
import { clipBytes, projectWith } from '../../support/test-scenes.js'

const IDLE_MS = 60_000
const never = () => new Promise<never>(() => undefined)

/** A stream that gives some bytes, and then never says another word. */
async function* stalling(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(clipBytes())
  await never()
}

async function* flowing(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(clipBytes())
}

/** One scene to generate, from these streams one after the other. */
async function generating(...bodies: readonly (() => ByteStream)[]) {
  const test = createTestScenes()
  const { scenes, clock } = test
  const id = await projectWith(scenes, 1)
  const jobs: (string | undefined)[] = []
  const queue = bodies.values()
  const progress: GenerationProgress[] = []
  const run = (options: GenerateMissingOptions = {}) =>
    scenes.generateMissing(
      id,
      async (_, job) => {
        jobs.push(job.resumeJobId)
        if (job.resumeJobId === undefined) await job.submitted('job-1')
        const body = queue.next().value?.() ?? flowing()
        return { body }
      },
      { onProgress: (event) => progress.push(event), ...options },
    )
  const until = <T>(work: Promise<T>) => clock.until(work)
  return { ...test, id, jobs, progress, run, until }
}

describe('a clip whose stream stalls while it is uploaded', () => {
  it('is asked for again once it gave nothing for a minute, and its job is not paid for twice', async () => {
    const { run, until, jobs, progress, clock } = await generating(stalling)
    const began = clock.now()
    const { scenes: outcomes } = await until(run())
    expect(outcomes).toMatchObject([{ outcome: 'generated', attempt: 2 }])
    expect(jobs).toEqual([undefined, 'job-1'])
    expect(progress.find(({ type }) => type === 'retrying')).toMatchObject({
      error: { code: 'BODY_STALLED', details: { waitedMs: IDLE_MS, receivedBytes: 16 } },
    })
    expect(clock.now() - began).toBe(IDLE_MS)
  })

  it('is unrecorded when it stalls to the last try: the scene is not failed, and its job stays known', async () => {
    const { run, until, jobs, scenes, id } = await generating(stalling, stalling)
    const summary = await until(run({ maxAttempts: 2 }))
    expect(summary.scenes).toMatchObject([{ outcome: 'unrecorded', error: { code: 'BODY_STALLED' } }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
    expect((await until(run())).counts.generated).toBe(1)
    expect(jobs).toEqual([undefined, 'job-1', 'job-1'])
  })

  it('keeps its claim meanwhile', async () => {
    const { run, until, clock, options, id } = await generating(stalling)
    const running = run({ leaseMs: 12_000 })
    await clock.advance(IDLE_MS - 1)
    await expect(createScenes(options).claim(id, 1)).rejects.toMatchObject({
      details: { refusal: { kind: 'claimed' } },
    })
    expect((await until(running)).counts.generated).toBe(1)
  })

  it('waits as long as the policy says', async () => {
    const { clock, id, ...test } = await generating()
    const scenes = test.startProcess('patient', { policy: { uploadIdleMs: 600_000, maxAttempts: 1 } })
    const began = clock.now()
    const summary = await clock.until(scenes.generateMissing(id, () => Promise.resolve({ body: stalling() })))
    expect(summary.counts.unrecorded).toBe(1)
    expect(clock.now() - began).toBe(600_000)
  })

  it('ends soon after the run was aborted, as it can not be stored', async () => {
    const { run, until, clock, jobs, scenes, id } = await generating(stalling)
    const abort = new AbortController()
    const running = run({ signal: abort.signal })
    await clock.advance(1_000)
    abort.abort()
    const { scenes: outcomes } = await until(running)
    expect(outcomes).toMatchObject([{ outcome: 'unrecorded', error: { code: 'BODY_STALLED' } }])
    expect(jobs).toHaveLength(1)
    const { scenes: after, claims } = await scenes.load(id)
    expect(after[0]?.value.status).toBe('pending')
    expect(claims.get(1)?.value.jobId).toBe('job-1')
  })

  it('ends also when somebody else took the scene over', async () => {
    const { run, until, clock, scenes, id } = await generating(stalling)
    const running = run()
    await clock.advance(1_000)
    await scenes.reset(id, 1)
    const { scenes: outcomes } = await until(running)
    expect(outcomes).toMatchObject([{ outcome: 'claim-lost' }])
  })

  it('is let go of', async () => {
    let cancelled = false
    const silent = () =>
      new ReadableStream<Uint8Array>({
        pull: never,
        cancel: () => {
          cancelled = true
        },
      })
    const { run, until } = await generating(silent)
    await until(run())
    expect(cancelled).toBe(true)
  })

  it('leaves nothing at the key of its attempt', async () => {
    const { run, until, blobs } = await generating(stalling, flowing)
    await until(run())
    expect(blobs.objects()).toMatchObject([{ key: expect.stringContaining('video_2_') as string }])
  })
})

describe('a clip that flows', () => {
  it('is stored and recorded to its end after the run was aborted: it is paid for', async () => {
    const { run, until, clock } = await generating(async function* () {
      for (let at = 0; at < 10; at++) {
        yield clipBytes()
        await clock.sleep(IDLE_MS - 1)
      }
    })
    const abort = new AbortController()
    const running = run({ signal: abort.signal })
    await clock.advance(1_000)
    abort.abort()
    expect((await until(running)).counts).toMatchObject({ generated: 1 })
  })

  it('stays in the bucket when the claim was lost meanwhile', async () => {
    const { run, until, clock, scenes, id, blobs } = await generating(async function* () {
      yield clipBytes()
      await clock.sleep(IDLE_MS - 1)
      yield clipBytes()
    })
    const running = run()
    await clock.advance(1_000)
    await scenes.reset(id, 1)
    const { scenes: outcomes } = await until(running)
    const [stored] = blobs.objects()
    expect(outcomes).toEqual([{ sequence: 1, outcome: 'claim-lost', key: stored?.key }])
    expect(stored?.size).toBe(32)
  })
})

describe('a stream that its generator ends as it is told to', () => {
  it('fails no scene: the run was aborted', async () => {
    const test = createTestScenes()
    const { scenes, clock } = test
    const id = await projectWith(scenes, 1)
    const abort = new AbortController()
    const running = scenes.generateMissing(
      id,
      (_, { signal }) => {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(clipBytes())
            signal.addEventListener('abort', () => {
              controller.error(signal.reason)
            })
          },
        })
        return Promise.resolve({ body })
      },
      { signal: abort.signal },
    )
    await clock.advance(1_000)
    abort.abort()
    expect((await clock.until(running)).scenes).toEqual([{ sequence: 1, outcome: 'aborted' }])
    expect((await scenes.load(id)).scenes[0]?.value.status).toBe('pending')
  })
})

describe('a clip passed by hand whose stream stalls', () => {
  it('is refused after a minute by `complete`; the claim is as it was, and takes a new stream', async () => {
    const { scenes, clock, blobs, id } = await generating()
    const claim = await scenes.claim(id, 1)
    await expect(clock.until(scenes.complete(claim, { body: stalling() }))).rejects.toMatchObject({
      code: 'BODY_STALLED',
      details: { key: claim.uploadKey, waitedMs: IDLE_MS },
    })
    expect(blobs.objects()).toEqual([])
    expect((await scenes.complete(claim, { body: flowing() })).status).toBe('completed')
  })

  it('is refused by `upload`, which changes nothing', async () => {
    const { scenes, clock, blobs, store, id } = await generating()
    const before = store.items()
    await expect(clock.until(scenes.upload(id, 1, { body: stalling() }))).rejects.toMatchObject({
      code: 'BODY_STALLED',
    })
    expect(store.items()).toEqual(before)
    expect(blobs.objects()).toEqual([])
  })
})
