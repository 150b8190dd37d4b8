import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenes, SceneStore } from '@badapple/scenes'
import { createScenes, isSceneError } from '@badapple/scenes'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { countingIds, createManualClock } from '@badapple/scenes/testing'
import { newScenes, testWith } from '../support/large-commands.js'
import { noReply } from '../support/faulty-store.js'
import { orderedStore } from '../support/ordered-store.js'

const RUNS = Math.ceil(Number(process.env['INTERLEAVINGS'] ?? 5_000) / 20)
const SCENES = 96

/** What a process is asked to do, how long it lives and which of its replies are lost. */
interface Part {
  readonly act: 'reverse' | 'rotate' | 'remove' | 'add' | 'add few' | 'complete' | 'compose'
  readonly lifetime?: number
  readonly lostReplies: readonly boolean[]
}

const parts: fc.Arbitrary<Part> = fc.record(
  {
    act: fc.constantFrom('reverse', 'rotate', 'remove', 'add', 'add few', 'complete', 'compose'),
    lifetime: fc.integer({ min: 2, max: 30 }),
    lostReplies: fc.array(fc.boolean(), { maxLength: 5 }),
  },
  { requiredKeys: ['act', 'lostReplies'] },
)

function isExpected(error: unknown): boolean {
  return isSceneError(error, 'REFUSED') || isSceneError(error, 'SCENE_NOT_FOUND')
}

async function play(scenes: Scenes, id: string, act: Part['act'], store: SceneStore): Promise<void> {
  const sequences = ((await store.loadProject(id))?.scenes ?? []).map(({ value }) => value.sequence)
  switch (act) {
    case 'reverse':
      await scenes.reorderScenes(id, sequences.reverse())
      return
    case 'rotate':
      await scenes.reorderScenes(id, [...sequences.slice(1), ...sequences.slice(0, 1)])
      return
    case 'remove':
      await scenes.removeScene(id, sequences[0] ?? 1)
      return
    case 'add':
      await scenes.addScenes(id, newScenes(90))
      return
    case 'add few':
      await scenes.addScenes(id, newScenes(2))
      return
    case 'complete':
      await scenes.fail({ projectId: id, sequence: sequences.at(-1) ?? 1 }, 'no luck')
      return
    case 'compose':
      await scenes.startComposition(id)
  }
}

/** A process that lets others go first at every request and reply. */
function processOf(scheduler: fc.Scheduler, store: SceneStore, name: string, part: Part) {
  let stepsLeft = part.lifetime ?? Infinity
  const losses = [...part.lostReplies]
  let reportDeath: (death: 'died') => void = () => undefined
  const died = new Promise<'died'>((resolve) => {
    reportDeath = resolve
  })
  const step = async (label: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), `${name}: ${label}`)
    if (--stepsLeft > 0) return
    reportDeath('died')
    await new Promise(() => undefined)
  }
  const around = async <T>(label: string, request: () => Promise<T>): Promise<T> => {
    await step(label)
    const reply = await request()
    await step(`${label} replied`)
    return reply
  }
  const clock = createManualClock()
  const scenes = createScenes({
    store: {
      ...store,
      loadProject: (id) => around('load', () => store.loadProject(id)),
      loadScene: (id, sequence) => around('load scene', () => store.loadScene(id, sequence)),
      findEvent: (id, command) => around('find event', () => store.findEvent(id, command)),
      commit: async (change) => {
        const answer = await around(`commit ${change.event?.type ?? 'chunk'}`, () => store.commit(change))
        if (losses.shift() === true) throw noReply()
        return answer
      },
    },
    blobs: createMemoryBlobStore(),
    clock: { now: () => clock.now(), sleep: () => step('sleep') },
    ids: countingIds(`${name}-`),
    random: () => 0.5,
    actor: name,
  })
  return { scenes, died, isDead: () => stepsLeft <= 0 }
}

describe('commands that change the scenes of one project, some done in steps', () => {
  it(
    `leave it in order after every commit of ${RUNS} random interleavings with deaths and lost replies`,
    { timeout: 280_000 },
    async () => {
      const seen = { deaths: 0, intents: 0, leftBehind: 0, sharedSteps: 0, reused: 0 }
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(parts, { minLength: 2, maxLength: 4 }),
          async (scheduler, acts) => {
            const { store, id } = await testWith(SCENES)
            const disorders: string[] = []
            const ordered = orderedStore(store, (disorder) => disorders.push(disorder))
            const used = new Set<number>()
            const watched: SceneStore = {
              ...ordered,
              commit: async (change) => {
                const answer = await ordered.commit(change)
                const added = change.event?.type === 'scenes-added' ? change.event.sequences : undefined
                for (const sequence of (answer.ok ? added : undefined) ?? []) {
                  if (used.has(sequence)) seen.reused++
                  used.add(sequence)
                }
                return answer
              },
            }
            const processes = acts.map((part, at) => processOf(scheduler, watched, `process-${at}`, part))
            const runs = processes.map(async ({ scenes, died }, at) => {
              const part = acts[at]
              const run = part === undefined ? undefined : play(scenes, id, part.act, store)
              await Promise.race([
                run?.catch((error: unknown) => {
                  if (!isExpected(error)) throw error
                }),
                died,
              ])
            })
            await scheduler.waitFor(Promise.all(runs))
            seen.deaths += processes.filter((process) => process.isDead()).length
            seen.leftBehind += (await store.loadProject(id))?.intent === undefined ? 0 : 1

            const calm = createScenes({
              store: watched,
              blobs: createMemoryBlobStore(),
              clock: createManualClock({ autoAdvance: true }),
              ids: countingIds('calm-'),
            })
            await calm.repair(id)
            const records = await store.loadProject(id)
            expect(records?.intent).toBeUndefined()
            expect(disorders).toEqual([])
            const { items } = await store.readEvents(id, { limit: 1_000 })
            const begun = items.filter(({ type }) => type === 'intent-started')
            seen.intents += begun.length
            seen.sharedSteps += items.filter(
              ({ id: commit, actor, type }) => type.startsWith('intent-') && !commit.includes(actor),
            ).length
            // Whatever was accepted is there, once, unless it was removed again.
            const removed = new Set(
              items.flatMap(({ type, sequence }) =>
                type === 'scene-removed' && sequence !== undefined ? [sequence] : [],
              ),
            )
            for (const { intent, sequences = [] } of begun) {
              const present = new Set(records?.scenes.map(({ value }) => value.sequence))
              if (intent === 'scenes-added')
                expect(
                  sequences.filter((sequence) => !present.has(sequence) && !removed.has(sequence)),
                ).toEqual([])
              if (intent === 'scene-removed')
                expect(sequences.filter((sequence) => present.has(sequence))).toEqual([])
            }
            expect(records?.project.value.sceneCount).toBe(SCENES + used.size - removed.size)
          },
        ),
        { numRuns: RUNS },
      )
      expect(seen.reused).toBe(0)
      expect(seen.deaths).toBeGreaterThan(RUNS / 10)
      expect(seen.intents).toBeGreaterThan(RUNS / 2)
      expect(seen.leftBehind).toBeGreaterThan(RUNS / 50)
      expect(seen.sharedSteps).toBeGreaterThan(0)
    },
  )
})
