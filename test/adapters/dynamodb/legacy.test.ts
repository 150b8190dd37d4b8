import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { DynamoJsonItem } from '@badapple/scenes'
import { recalculateCounters } from '@badapple/scenes'
import { createMemorySceneStore } from '@badapple/scenes/memory'
import type { TestData, TestSnapshot } from '@badapple/scenes/testing'
import type { HistoryStep } from '@badapple/scenes/testing/arbitraries'
import { arbitraryHistory, arbitraryTable } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pynamoProblems } from '../../core/support/pynamo.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'
import { lockstepWorld } from './lockstep/lockstep-world.js'
import type { WatchedHistory } from './lockstep/play-watched.js'
import { firstDifference, playWatched } from './lockstep/play-watched.js'
import { expectSameReadings } from './lockstep/same-readings.js'
import { tableDifference } from './lockstep/table-difference.js'
import { memoryTable, placeOf, replaceItems, wholeLiveTable } from './lockstep/whole-table.js'

const legacy = JSON.parse(
  readFileSync(new URL('../../fixtures/legacy-table.json', import.meta.url), 'utf8'),
) as TestData

/** Some days after the last save in the table. */
const NOW_MS = Date.parse('2025-11-24T12:00:00Z')

/** Attributes that neither side knows, of every type. */
const UNKNOWN: DynamoJsonItem = {
  futureText: { S: 'später' },
  futureNumber: { N: '1234567890123456789.5' },
  futureFlag: { BOOL: false },
  futureNothing: { NULL: true },
  futureBytes: { B: new Uint8Array([0, 1, 255]) },
  futureList: { L: [{ S: 'a' }, { M: { b: { L: [{ NULL: true }] } } }] },
  futureMap: { M: { empty: { S: '' }, none: { L: [] } } },
  futureTexts: { SS: ['one'] },
  futureNumbers: { NS: ['0.1'] },
}

const runs = Number(process.env['SCENES_LOCKSTEP_RUNS'] ?? 30)

let live: LiveTable
let beginnings = 0

beforeAll(async () => {
  live = await liveTable()
})

afterAll(() => live.close())

/** The service in memory and on the live table, which hold the same. */
async function twoWorlds({ items, objects, nowMs }: TestSnapshot) {
  await replaceItems(live, items)
  const memory = createMemorySceneStore({ items })
  const beginning = { objects, nowMs, prefix: `${++beginnings}-` }
  return {
    memory: lockstepWorld(memory, memoryTable(memory), beginning),
    live: lockstepWorld(live.store(), wholeLiveTable(live), beginning),
  }
}

/** Plays a history on both, compares the project after each step, and the whole table at the end. */
async function expectLockstep(
  snapshot: TestSnapshot,
  projectId: string,
  history: readonly HistoryStep[],
): Promise<WatchedHistory> {
  const worlds = await twoWorlds(snapshot)
  const memory = await playWatched(worlds.memory, projectId, history)
  const watched = await playWatched(worlds.live, projectId, history)
  expect(firstDifference(memory, watched).join('\n')).toBe('')
  const [inMemory, onLive] = [worlds.memory, worlds.live].map(({ table }) => table.exportItems())
  expect(tableDifference((await inMemory) ?? [], (await onLive) ?? [])).toEqual([])
  await expectSameReadings(worlds.memory.store, worlds.live.store, [projectId])
  const known = new Set(snapshot.items.flatMap(pynamoProblems))
  expect(
    watched.tables
      .flat()
      .flatMap(pynamoProblems)
      .filter((problem) => !known.has(problem)),
  ).toEqual([])
  return watched
}

function idsIn(items: readonly DynamoJsonItem[]): readonly string[] {
  return [...new Set(items.map((item) => String(item['PK']?.['S']).slice('PROJECT#'.length)))]
}

/** The numbers of the scenes that a project has. */
function sequencesIn(items: readonly DynamoJsonItem[], projectId: string): readonly number[] {
  return items
    .filter((item) => item['PK']?.['S'] === `PROJECT#${projectId}` && item['sequence'] !== undefined)
    .map((item) => Number(item['sequence']?.['N']))
}

const ids = idsIn(legacy.items)

describe('items of the Python backend', () => {
  it('are read as the memory store reads them, and reading writes nothing', async () => {
    const worlds = await twoWorlds({ ...legacy, nowMs: NOW_MS })
    await expectSameReadings(worlds.memory.store, worlds.live.store, ids)
    for (const id of ids) {
      const [inMemory, onLive] = [worlds.memory.scenes, worlds.live.scenes]
      expect(await orError(onLive.view(id))).toEqual(await orError(inMemory.view(id)))
      expect(await onLive.audit(id)).toEqual(await inMemory.audit(id))
    }
    const stored = await worlds.live.table.exportItems()
    expect(tableDifference(await worlds.memory.table.exportItems(), stored)).toEqual([])
    expect(stored.flatMap(pynamoProblems)).toEqual([])
  })

  it('are sealed by the first command that counts', async () => {
    const { live: world } = await twoWorlds({ ...legacy, nowMs: NOW_MS })
    for (const id of ids) {
      const { project, scenes } = await world.scenes.load(id)
      expect(project.value.ledger).toBeUndefined()
      // While the film is composed nothing is counted but what workers finish.
      if (project.value.status === 'composing') continue
      const [first] = scenes
      if (first === undefined) await world.scenes.addScenes(id, [{ prompt: 'The first', durationSeconds: 8 }])
      else await world.scenes.reset(id, first.value.sequence)
      const after = await world.scenes.load(id)
      const found = after.scenes.map(({ value }) => value)
      const sum = found.reduce((total, { ledger = 0 }) => total + ledger, 0)
      const { ledger, ledgerRetired = 0, sceneCount, completedScenes, failedScenes } = after.project.value
      expect(ledger).toBe(sum + ledgerRetired)
      expect({ sceneCount, completedScenes, failedScenes }).toEqual(recalculateCounters(found))
    }
    expect((await world.table.exportItems()).flatMap(pynamoProblems)).toEqual([])
  })
})

describe('whatever happens, also beside the backend, the live table and memory are the same', () => {
  it('in a project of the backend, and what neither side knows stays until the backend saves it', async () => {
    const items = legacy.items.map((item) => ({ ...item, ...UNKNOWN }))
    const tally = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ids),
        arbitraryHistory({ scenes: 4, maxLength: 15 }),
        async (id, steps) => {
          const history = steps.map((step) => onScenes(step, sequencesIn(items, id)))
          const watched = await expectLockstep({ ...legacy, items, nowMs: NOW_MS }, id, history)
          for (const { step, accepted } of watched.steps) {
            if (accepted) tally.set(step.does, (tally.get(step.does) ?? 0) + 1)
          }
          expect(lostUnknown(watched)).toEqual([])
        },
      ),
      { numRuns: runs },
    )
    if (process.env['SCENES_REPORT'] !== undefined) process.stdout.write(`${JSON.stringify([...tally])}\n`)
  })

  it('in a project with anything wrong', async () => {
    const tables = arbitraryTable({ projects: 1, scenes: { min: 1, max: 4 } })
    const histories = arbitraryHistory({ scenes: 4, maxLength: 15 })
    await fc.assert(
      fc.asyncProperty(tables, histories, async (table, history) => {
        await expectLockstep(table, 'project-1', history)
      }),
      { numRuns: Math.ceil(runs / 2) },
    )
  })

  it('in a project of its own', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHistory({ maxLength: 15 }), async (history) => {
        const nothing = { items: [], objects: [], nowMs: NOW_MS }
        const { memory } = await twoWorlds(nothing)
        await memory.scenes.createProject({ projectId: 'film', conceptPrompt: 'The sea' })
        const items = await memory.table.exportItems()
        await expectLockstep({ ...nothing, items }, 'film', history)
      }),
      { numRuns: Math.ceil(runs / 2) },
    )
  })
})

/** The same step on the scenes that a project has; a number beyond is that of a scene to come. */
function onScenes(step: HistoryStep, sequences: readonly number[]): HistoryStep {
  if (!('scene' in step)) return step
  const last = Math.max(0, ...sequences)
  return { ...step, scene: sequences[step.scene - 1] ?? last + step.scene - sequences.length }
}

/** Items that lost what neither side knows although only this library wrote to them. */
function lostUnknown({ steps, tables }: WatchedHistory): readonly string[] {
  const [before = [], after = []] = [tables[0], tables.at(-1)]
  const saved = new Set(steps.flatMap(({ step }) => (step.does === 'pythonSaves' ? [step.scene] : [])))
  const kept = new Map(after.map((item) => [placeOf(item), item]))
  return before.flatMap((item) => {
    const sequence = item['sequence'] === undefined ? undefined : Number(item['sequence']['N'])
    const now = kept.get(placeOf(item))
    // It was removed, or saved by the backend.
    if (now === undefined || saved.has(sequence)) return []
    return Object.keys(UNKNOWN)
      .filter((name) => !isDeepStrictEqual(now[name], item[name]))
      .map((name) => `${placeOf(item)} lost ${name}`)
  })
}

/** What an answer is compared by, be it an error. */
async function orError<T>(answer: Promise<T>): Promise<T | string> {
  return answer.catch(String)
}
