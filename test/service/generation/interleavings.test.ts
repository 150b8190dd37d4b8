import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Generate } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import type { Fate, Worker } from '../../support/interleaved-world.js'
import { InterleavedWorld } from '../../support/interleaved-world.js'
import { clipBytes, projectWith } from '../../support/test-scenes.js'

const ROUNDS = 2
const RUNS = Number(process.env['INTERLEAVINGS'] ?? 5_000)

const fate: fc.Arbitrary<Fate> = fc.record(
  {
    lifetime: fc.integer({ min: 2, max: 90 }),
    lostReplies: fc.array(fc.boolean(), { maxLength: 6 }),
    lostUploads: fc.array(fc.boolean(), { maxLength: 2 }),
  },
  { requiredKeys: ['lostReplies', 'lostUploads'] },
)

/** What the generator does, call by call; then it succeeds. */
const luck = fc.array(fc.constantFrom('clip', 'clip', 'busy', 'refused'), { maxLength: 4 })

/** What an operator does meanwhile. */
const operator = fc.array(
  fc.record({ sequence: fc.integer({ min: 1, max: 2 }), act: fc.constantFrom('reset', 'retry') }),
  {
    maxLength: 2,
  },
)

function generator(worker: Worker, fortunes: readonly string[]): Generate {
  const next = [...fortunes]
  return async (_, job) => {
    await worker.step('submit')
    await job.submitted(`job-${job.attempt}`)
    await worker.sleep(20_000)
    const fortune = next.shift() ?? 'clip'
    if (fortune === 'busy') throw Object.assign(new Error('busy'), { retryable: true })
    if (fortune === 'refused') throw new Error('refused')
    return { body: clipBytes(), durationSeconds: 8 }
  }
}

/** A worker that comes back for what others left, with a lease so short that it often runs out. */
async function work(worker: Worker, id: string, fortunes: readonly string[]): Promise<void> {
  const generate = generator(worker, fortunes)
  for (let round = 0; round < ROUNDS; round++) {
    await worker.scenes.generateMissing(id, generate, { concurrency: 2, leaseMs: 15_000 })
  }
}

async function operate(worker: Worker, id: string, acts: readonly { sequence: number; act: string }[]) {
  for (const { sequence, act } of acts) {
    await worker.step('think')
    const call = act === 'reset' ? worker.scenes.reset(id, sequence) : worker.scenes.retry(id, sequence)
    await call.catch((error: unknown) => {
      // Refused, or out of time because somebody else's wait took longer than the budget.
      if (!isSceneError(error, 'REFUSED') && !isSceneError(error, 'CONTENDED')) throw error
    })
  }
}

describe('two workers on one project', () => {
  it(
    `share its scenes under ${RUNS} random interleavings with crashes, lost replies and an operator in between`,
    { timeout: 280_000 },
    async () => {
      let crashes = 0
      let takeovers = 0
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.record({ fates: fc.tuple(fate, fate), luck: fc.tuple(luck, luck), operator }),
          async (scheduler, setup) => {
            const world = new InterleavedWorld(scheduler)
            const id = await projectWith(world.calm(), 2)
            const workers = setup.fates.map((its, index) => world.worker(`worker-${index + 1}`, its))
            const person = world.worker('operator', { lostReplies: [], lostUploads: [] })
            const runs = workers.map((worker, index) => work(worker, id, setup.luck[index] ?? []))
            const ends = workers.map((worker, index) => Promise.race([runs[index], worker.died]))
            await scheduler.waitFor(Promise.all([...ends, operate(person, id, setup.operator)]))
            crashes += workers.filter((worker) => worker.isDead()).length

            // Whatever was left behind, one quiet run later every scene has its video.
            await world.clock.advance(3_600_000)
            const calm = world.calm()
            const summary = await calm.generateMissing(id, () =>
              Promise.resolve({ body: clipBytes(), durationSeconds: 8 }),
            )
            takeovers += summary.counts.generated + summary.counts.adopted
            const { scenes } = await calm.load(id)
            for (const { value } of scenes) {
              expect(value.status).toBe('completed')
              expect(await world.blobs.stat(keyOf(value))).toMatchObject({ size: 16 })
            }
            await expectNothingLost(world, id)
            expect(world.violations).toEqual([])
          },
        ),
        { numRuns: RUNS },
      )
      // The run would prove little if nobody had died or nothing had been left to take over.
      expect(crashes).toBeGreaterThan(RUNS / 10)
      expect(takeovers).toBeGreaterThan(RUNS / 10)
    },
  )
})

function keyOf(scene: { readonly clips: { readonly original?: string } }) {
  return (scene.clips.original ?? '') as Parameters<InterleavedWorld['blobs']['stat']>[0]
}

/** Every key that was ever recorded is a clip now, or named by an event as superseded; and its object is there. */
async function expectNothingLost(world: InterleavedWorld, id: string): Promise<void> {
  const events = (await world.store.readEvents(id, { limit: 10_000 })).items
  const recorded = new Set(events.flatMap(({ clips }) => clips?.original ?? []))
  const superseded = new Set(
    events.flatMap(({ clipsSuperseded }) => clipsSuperseded ?? []).map(({ key }) => key),
  )
  const current = new Set(
    (await world.store.loadProject(id))?.scenes.map(({ value }) => value.clips.original),
  )
  for (const key of recorded) {
    expect(current.has(key) || superseded.has(key)).toBe(true)
    expect(world.blobs.read(key)).toBeDefined()
  }
}
