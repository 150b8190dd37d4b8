import fc from 'fast-check'
import type { Item, Scenes } from '@badapple/scenes'
import { isSceneError, SCENE_STATUSES } from '@badapple/scenes'
import { pythonBackend } from '@badapple/scenes/testing'
import type { Beginning } from './beginnings.js'
import { PROJECT_ID } from './beginnings.js'
import type { CounterWorld, Lot, Process } from './counter-world.js'
import type { Occurrences } from './occurrences.js'
import { clipBytes } from './test-scenes.js'

/** What somebody does with the scene of a number, or with the project. */
export interface Act {
  readonly does: 'complete' | 'fail' | 'reset' | 'retry' | 'reject' | 'remove' | 'add' | 'recount'
  readonly sequence: number
}

/** A whole item that somebody else reads and, a few steps later, saves as it was read but for one attribute. */
export interface ForeignSave {
  /** The project's own item, or that of a scene. */
  readonly sequence: number | 'project'
  readonly waits: number
  readonly change: Item
}

const lots: fc.Arbitrary<Lot> = fc.record(
  { lifetime: fc.integer({ min: 2, max: 60 }), lostReplies: fc.array(fc.boolean(), { maxLength: 4 }) },
  { requiredKeys: ['lostReplies'] },
)
const acts: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom(
    ...(['complete', 'complete', 'complete', 'fail', 'reset', 'retry', 'reject', 'remove'] as const),
    ...(['remove', 'add', 'recount', 'recount'] as const),
  ),
  sequence: fc.integer({ min: 1, max: 5 }),
})
export const crews = fc.array(
  fc.record({ lot: lots, acts: fc.array(acts, { minLength: 1, maxLength: 3 }) }),
  {
    minLength: 2,
    maxLength: 5,
  },
)

export function beginnings(...origins: readonly Beginning['origin'][]): fc.Arbitrary<Beginning> {
  return fc.record({
    statuses: fc.array(fc.constantFrom(...SCENE_STATUSES), { minLength: 2, maxLength: 5 }),
    origin: fc.constantFrom(...origins),
  })
}

export const bits = fc.array(fc.boolean(), { minLength: 8, maxLength: 48 })

export const ofProject: fc.Arbitrary<ForeignSave> = fc.record({
  sequence: fc.constant('project' as const),
  waits: fc.nat(12),
  change: fc.constantFrom<Item[]>(
    {},
    {},
    { completedScenes: 2 },
    { completedScenes: 9, failedScenes: 0 },
    { status: 'processing', GSI1PK: 'processing' },
    { status: 'failed', GSI1PK: 'failed' },
  ),
})
export const ofScene: fc.Arbitrary<ForeignSave> = fc.record({
  sequence: fc.integer({ min: 1, max: 5 }),
  waits: fc.nat(12),
  change: fc.constantFrom<Item[]>(
    {},
    { status: 'processing' },
    { status: 'failed', errorMessage: 'no credit' },
    { prompt: 'Shot 9' },
  ),
})

/** Carries out a list of acts; whatever the library may answer is fine. */
export async function work({ scenes, step }: Process, list: readonly Act[]): Promise<void> {
  for (const { does, sequence } of list) {
    await step('think')
    try {
      await act(scenes, does, sequence)
    } catch (error) {
      if (!isSceneError(error) || error.code === 'INVALID_INPUT' || error.code === 'INVALID_CHANGE')
        throw error
    }
  }
}

async function act(scenes: Scenes, does: Act['does'], sequence: number): Promise<void> {
  switch (does) {
    case 'complete': {
      const job = await scenes.claim(PROJECT_ID, sequence)
      await scenes.complete(job, { body: clipBytes(), durationSeconds: 8 })
      return
    }
    case 'fail': {
      const job = await scenes.claim(PROJECT_ID, sequence)
      await scenes.fail(job, 'refused')
      return
    }
    case 'reset':
      await scenes.reset(PROJECT_ID, sequence)
      return
    case 'retry':
      await scenes.retry(PROJECT_ID, sequence)
      return
    case 'reject':
      await scenes.reject(PROJECT_ID, sequence, { reason: 'six fingers' })
      return
    case 'remove':
      await scenes.removeScene(PROJECT_ID, sequence)
      return
    case 'add':
      await scenes.addScenes(PROJECT_ID, [{ prompt: 'One more shot', durationSeconds: 8 }])
      return
    case 'recount':
      await scenes.recount(PROJECT_ID)
  }
}

/** A backend that saves whole items, with its own time of saving. */
export async function foreign(
  world: CounterWorld,
  { step }: Process,
  saves: readonly ForeignSave[],
  seen: Occurrences,
): Promise<void> {
  const python = pythonBackend(world.store, () => world.clock.now())
  let micros = 0
  for (const { sequence, waits, change } of saves) {
    await step('foreign read')
    const isThere = (await sequences(world)).has(sequence)
    if (!isThere) continue
    const read = python.read(PROJECT_ID, sequence === 'project' ? undefined : sequence)
    for (let at = 0; at < waits; at++) await step('foreign work')
    // A backend does not bring a scene back that was deleted meanwhile: it updates what is there.
    if (!(await sequences(world)).has(sequence)) continue
    const before = await world.store.loadProject(PROJECT_ID)
    if (sequence === 'project' && before?.project.value.ledger !== undefined) seen.sealsWiped++
    const updatedAt = `2025-11-24T13:00:00.${String(++micros).padStart(6, '0')}+0000`
    read.save({ ...change, updatedAt })
    await world.lookAgain(`a foreign save of ${sequence}`)
  }
}

async function sequences(world: CounterWorld): Promise<ReadonlySet<number | 'project'>> {
  const records = await world.store.loadProject(PROJECT_ID)
  return new Set(['project', ...(records?.scenes ?? []).map(({ value }) => value.sequence)])
}
