import type { DynamoJsonItem } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import { aProject, done, failed, generating, missing, stuck } from '@badapple/scenes/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../arbitraries/runs.js'
import { dynamoJsonValues } from '../arbitraries/items.js'
import { expectClear } from '../support/expect-scene-error.js'
import { clipBytes, testScenes } from '../support/test-scenes.js'

const ID = 'project-1'
const RUNS = runs(1_000)

/** A project with a finished, a failed, a claimed, a lost and a new scene, as it is stored. */
const table = aProject({ projectId: ID, scenes: [done(), failed(), generating(), stuck(), missing()] })
const NAMES = [...new Set(table.items.flatMap((item) => Object.keys(item)))].filter(
  (name) => name !== 'PK' && name !== 'SK',
)

/** Values in the form of stored ones, and such as other systems leave. */
const values = fc.oneof(
  dynamoJsonValues,
  fc
    .constantFrom('', '007', '-1', '1e40', '-0', '0.5', '99999999999999999999')
    .map((N) => ({ N: N === '' ? '0' : N })),
  fc
    .constantFrom(
      '',
      'archived',
      'completed',
      'https://bucket.example/mv/projects/project-1/scenes/001/video.mp4?X-Amz-Signature=0',
      's3://bucket/video.mp4',
      '\ud83d',
      '__proto__',
      'x'.repeat(2_000),
      '{"in": "x"}',
      '{"__proto__": {"in": 1}}',
      '2025-02-30T00:00:00.000000+0000',
      '9999-12-31T23:59:59.999999+0000',
      '0000-01-01T00:00:00.000000+0000',
    )
    .map((S) => ({ S })),
)

interface Damage {
  readonly at: number
  readonly name: string
  /** `undefined`: the attribute is gone. */
  readonly value: Readonly<Record<string, unknown>> | undefined
}

const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({
    at: fc.nat(table.items.length - 1),
    name: fc.constantFrom(...NAMES),
    value: fc.option(values, { nil: undefined, freq: 6 }),
  }),
  { minLength: 1, maxLength: 6 },
)

const SORT_KEYS = [
  'SCENE#',
  'SCENE#1000',
  'SCENE#x',
  'SCENE#001x',
  'LEASE#',
  'LEASE#9',
  'INTENT',
  'INTENT#x',
  'INTENT#a#0',
  'SEQUENCE',
  'SEQUENCE#2',
  'EVENT#',
  'EVENT#zzz',
  'NOTE#1',
]
const additions = fc.array(
  fc.record({ sk: fc.constantFrom(...SORT_KEYS), like: fc.nat(table.items.length - 1) }),
  { maxLength: 2 },
)

function damaged(
  hurt: readonly Damage[],
  added: readonly { readonly sk: string; readonly like: number }[],
): readonly DynamoJsonItem[] {
  const items: Record<string, Readonly<Record<string, unknown>>>[] = table.items.map((item) => ({ ...item }))
  for (const { sk, like } of added) items.push({ ...items[like], PK: { S: `PROJECT#${ID}` }, SK: { S: sk } })
  for (const { at, name, value } of hurt) {
    const item = items[at]
    if (item === undefined) continue
    if (value === undefined) Reflect.deleteProperty(item, name)
    else Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true })
  }
  return items
}

/** What a person is told about an item, whatever it holds. */
function expectReadable(message: string): void {
  expect(message).not.toContain('[object ')
  expect(message.length, message).toBeLessThanOrEqual(1_000)
}

/** The result, or `undefined` for a clear refusal. */
async function orRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    expectClear(error)
    return undefined
  }
}

describe('a table with broken items of any kind', () => {
  it('is read, audited and repaired, or refused with a SceneError; what cannot be read stays as it is', async () => {
    const seen = { refused: 0, unreadable: 0, repaired: 0 }
    await fc.assert(
      fc.asyncProperty(damages, additions, async (hurt, added) => {
        const { scenes, store } = testScenes({ ...table, items: damaged(hurt, added) })
        const before = store.exportItems()
        const records = await orRefused(scenes.load(ID))
        await orRefused(scenes.view(ID))
        await orRefused(scenes.select(ID))
        await orRefused(scenes.history(ID))
        await orRefused(scenes.history(ID, { sequence: 1, newestFirst: true }))
        await orRefused(scenes.listProjects())
        await orRefused(scenes.listProjects({ status: 'processing' }))
        const audit = await orRefused(scenes.audit(ID))
        for (const { message } of audit?.findings ?? []) expectReadable(message)
        expect(store.exportItems()).toEqual(before)

        const unreadable = new Set(records?.invalid.map(({ id }) => id))
        const untouched = (items: readonly DynamoJsonItem[]) =>
          records === undefined ? items : items.filter((item) => unreadable.has(String(item['SK']?.['S'])))
        const repair = await orRefused(scenes.repair(ID, { force: true }))
        await orRefused(scenes.recount(ID))
        expect(untouched(store.exportItems())).toEqual(untouched(before))
        // Where a step cannot be done, its findings stay.
        if (repair?.repaired === repair?.steps.filter(({ outcome }) => outcome !== 'superseded').length) {
          const after = repair && (await orRefused(scenes.audit(ID)))
          expect(after?.findings.filter(({ repairable }) => repairable) ?? []).toEqual([])
        }
        if (records === undefined) seen.refused++
        seen.unreadable += unreadable.size
        seen.repaired += repair?.repaired ?? 0
      }),
      RUNS,
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
  })

  it('is worked on, or refused with a SceneError; what cannot be read stays as it is', async () => {
    const commands = fc.constantFrom<(scenes: ReturnType<typeof testScenes>['scenes']) => Promise<unknown>>(
      (scenes) => scenes.addScenes(ID, [{ prompt: 'x', durationSeconds: 8 }]),
      (scenes) => scenes.removeScene(ID, 5),
      (scenes) => scenes.reorderScenes(ID, [5, 4, 3, 2, 1]),
      (scenes) => scenes.claim(ID, 5),
      (scenes) => scenes.claim(ID, 4),
      (scenes) => scenes.reset(ID, 1),
      (scenes) => scenes.retry(ID, 2),
      (scenes) => scenes.upload(ID, 3, { body: clipBytes() }),
      (scenes) => scenes.adopt(ID, 4),
      (scenes) => scenes.editProject(ID, { conceptPrompt: 'y' }),
      (scenes) => scenes.setProjectStatus(ID, { status: 'failed' }),
      (scenes) => scenes.setSceneStatus(ID, 5, { status: 'failed' }),
      (scenes) => scenes.startComposition(ID),
      (scenes) =>
        scenes.generateMissing(ID, () => Promise.resolve({ body: clipBytes() }), { maxAttempts: 1 }),
    )
    await fc.assert(
      fc.asyncProperty(damages, additions, commands, async (hurt, added, command) => {
        const { scenes, store } = testScenes({ ...table, items: damaged(hurt, added) })
        const before = store.exportItems()
        const records = await orRefused(scenes.load(ID))
        const unreadable = new Set(records?.invalid.map(({ id }) => id))
        const untouched = (items: readonly DynamoJsonItem[]) =>
          items.filter((item) => unreadable.has(String(item['SK']?.['S'])))
        try {
          await command(scenes)
        } catch (error) {
          expectClear(error)
          if (isSceneError(error, 'REFUSED')) expect(store.exportItems()).toEqual(before)
        }
        expect(untouched(store.exportItems())).toEqual(untouched(before))
      }),
      RUNS,
    )
  })
})
