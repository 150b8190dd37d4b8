import fc from 'fast-check'
import type { BlobStore, Finding, ProjectRecords, Scene } from '@badapple/scenes'
import { deriveProjectStatus, recalculateCounters, SceneError, selectForGeneration } from '@badapple/scenes'
import { describe, expect, it } from 'vitest'
import { storedCounters } from '../../../src/core/rules/counters.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import type { StoredProject } from '../../arbitraries/tables.js'
import { storedProjects } from '../../arbitraries/tables.js'
import { PROJECT_ID } from '../../arbitraries/scenes.js'
import { testScenes } from '../../support/test-scenes.js'

/** The service on a stored project, half a day after its records begin. */
function serviceOn({ items, objects, silent, unlistable }: StoredProject) {
  const hidden = new Set<string>(silent)
  const wrapBlobs = (blobs: BlobStore): BlobStore => ({
    ...blobs,
    stat: (key) => (hidden.has(key) ? Promise.resolve('unreachable') : blobs.stat(key)),
    list: async function* (prefix) {
      if (unlistable) throw new SceneError('BLOB_UNREACHABLE', 'forbidden', { key: prefix })
      for await (const object of blobs.list(prefix)) if (!hidden.has(object.key)) yield object
    },
  })
  return testScenes({ items, objects }, { wrapBlobs })
}

interface Repaired {
  readonly before: ProjectRecords
  readonly after: ProjectRecords
  readonly left: readonly Finding[]
  readonly test: ReturnType<typeof serviceOn>
}

async function repaired(project: StoredProject): Promise<Repaired> {
  const test = serviceOn(project)
  const before = await test.scenes.load(PROJECT_ID)
  await test.scenes.repair(PROJECT_ID, { force: true })
  const after = await test.scenes.load(PROJECT_ID)
  const { findings } = await test.scenes.audit(PROJECT_ID)
  return { before, after, left: findings, test }
}

function keysOf(records: ProjectRecords): ReadonlySet<string> {
  return new Set(records.scenes.flatMap(({ value }) => clipsOf(value)))
}

function clipsOf({ clips }: Scene): readonly string[] {
  return [clips.original, clips.working, clips.lipSynced].filter((key) => key !== undefined)
}

type Law = (repaired: Repaired, project: StoredProject) => void | Promise<void>

/** What holds after a repair of any project. */
const LAWS: Readonly<Record<string, Law>> = {
  'nothing is left that a repair could put right, and a second one does nothing': async ({ left, test }) => {
    expect(left.filter(({ repairable }) => repairable)).toEqual([])
    const items = test.store.exportItems()
    expect((await test.scenes.repair(PROJECT_ID, { force: true })).steps).toEqual([])
    expect(test.store.exportItems()).toEqual(items)
  },
  'every object that was referenced still is, and every key that is not any more is in the history': async (
    { before, after, test },
    { objects },
  ) => {
    const [was, is] = [keysOf(before), keysOf(after)]
    const gone = [...was].filter((key) => !is.has(key))
    const present = new Set<string>(objects.filter(({ size }) => size > 0).map(({ key }) => key))
    expect(gone.filter((key) => present.has(key))).toEqual([])
    const { items } = await test.scenes.history(PROJECT_ID)
    const told = new Set<string>(
      items.flatMap(({ clipsSuperseded = [] }) => clipsSuperseded.map(({ key }) => key)),
    )
    expect(gone.filter((key) => !told.has(key))).toEqual([])
    expect(test.blobs.objects().length).toBe(objects.length)
  },
  'a scene with a good video has it still, and is not selected': ({ before, after }, { objects }) => {
    const present = new Set<string>(objects.filter(({ size }) => size > 0).map(({ key }) => key))
    const good = before.scenes.filter(({ value }) => present.has(value.clips.original ?? ''))
    const scenes = new Map(after.scenes.map(({ value }) => [value.sequence, value]))
    for (const { value } of good) {
      expect(scenes.get(value.sequence)?.clips.original).toBe(value.clips.original)
    }
    const { selected } = selectForGeneration([...scenes.values()])
    const selectable = new Set(selected.map(({ sequence }) => sequence))
    expect(good.filter(({ value }) => selectable.has(value.sequence))).toEqual([])
  },
  'counters, ledger, status and index agree with the scenes': ({ before, after }) => {
    const project = after.project.value
    const scenes = after.scenes.map(({ value }) => value)
    const counters = recalculateCounters([
      ...scenes,
      ...after.invalid.map(() => ({ status: 'pending' as const })),
    ])
    expect(storedCounters(project)).toEqual(counters)
    expect(project.listedAs).toBe(project.status)
    if (project.status !== 'failed')
      expect(deriveProjectStatus(project.status, counters)).toBe(project.status)
    const sum = scenes.reduce((total, { ledger = 0 }) => total + ledger, project.ledgerRetired ?? 0)
    if (project.ledger !== undefined) expect(project.ledger).toBe(sum)
    expect(project.ledger ?? 0).toBeGreaterThanOrEqual(before.project.value.ledger ?? 0)
  },
}

describe('after a repair of any project', () => {
  it(
    Object.keys(LAWS).join('; '),
    async () => {
      await fc.assert(
        fc.asyncProperty(storedProjects, async (project) => {
          const outcome = await repaired(project)
          for (const law of Object.values(LAWS)) await law(outcome, project)
        }),
        KEY_LAW,
      )
    },
    280_000,
  )
})

describe('an audit of any project', () => {
  it('writes nothing, and says of every finding what it is about', async () => {
    await fc.assert(
      fc.asyncProperty(storedProjects, async (project) => {
        const { scenes, store } = serviceOn(project)
        const items = store.exportItems()
        const { findings, plan } = await scenes.audit(PROJECT_ID)
        expect(store.exportItems()).toEqual(items)
        for (const { message } of findings) expect(message).not.toMatch(/undefined|\[object|NaN/)
        expect(plan.length === 0).toBe(findings.every(({ repairable }) => !repairable))
      }),
      KEY_LAW,
    )
  })
})
