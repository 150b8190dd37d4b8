import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DynamoJsonItem, Scenes } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import { createMemorySceneStore } from '@badapple/scenes/memory'
import { brokenPromises } from '../support/counter-promises.js'
import { FaultyStore } from '../support/faulty-store.js'
import { pythonRead, pythonSave } from '../support/python-writer.js'
import type { SpyingStore } from '../support/spying-store.js'
import { spyingStore } from '../support/spying-store.js'
import { countingIds } from '../support/test-ids.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

interface Counted {
  readonly id: string
  readonly scenes: Scenes
  readonly other: Scenes
  readonly store: MemorySceneStore
  readonly spy: SpyingStore
}

/** A project of three scenes, one of them completed. */
async function counted(): Promise<Counted> {
  const { options, store } = testScenes()
  const other = createScenes({ ...options, store, ids: countingIds('other-') })
  const id = await projectWith(other, 3)
  await other.complete(await other.claim(id, 1), { body: clipBytes(), durationSeconds: 8 })
  const spy = spyingStore(store)
  return { id, scenes: createScenes({ ...options, store: spy }), other, store, spy }
}

function save({ store, id }: Counted, sk: string, changes: DynamoJsonItem): void {
  pythonSave(store, pythonRead(store, id, sk), {
    ...changes,
    updatedAt: { S: '2025-11-24T13:00:00.000001+0000' },
  })
}

async function expectExact(store: MemorySceneStore, id: string): Promise<void> {
  const records = await store.loadProject(id)
  expect(records?.project.value.ledger).toBeDefined()
  expect(records && brokenPromises(records, { savesProjects: true })).toEqual([])
}

describe('recount', () => {
  it('reads once and writes nothing where everything is right', async () => {
    const { scenes, spy, store, id } = await counted()
    const before = store.exportItems()
    expect(await scenes.recount(id)).toMatchObject({ sceneCount: 3, completedScenes: 1, failedScenes: 0 })
    expect(spy.readings).toEqual(['plain'])
    expect(store.exportItems()).toEqual(before)
  })

  it('puts numbers right that somebody else wrote, on an isolated reading', async () => {
    const test = await counted()
    save(test, 'METADATA', { completedScenes: { N: '3' }, status: { S: 'completed' } })
    const project = await test.scenes.recount(test.id)
    expect(project).toMatchObject({ completedScenes: 1, status: 'processing', listedAs: 'processing' })
    expect(test.spy.readings).toEqual(['plain', 'isolated'])
    await expectExact(test.store, test.id)
    const { items } = await test.scenes.history(test.id)
    expect(items.filter(({ type }) => type === 'counters-recounted')).toMatchObject([
      { from: 'completed', to: 'processing' },
    ])
  })

  it('counts a scene that somebody else saved, whose ledger went', async () => {
    const test = await counted()
    save(test, 'SCENE#002', { status: { S: 'failed' } })
    expect(await test.scenes.recount(test.id)).toMatchObject({ failedScenes: 1, ledger: 4, ledgerRetired: 1 })
    await expectExact(test.store, test.id)
    // And again from then on.
    await test.scenes.retry(test.id, 2)
    await expectExact(test.store, test.id)
  })

  it('counts again when a scene is settled between its reading and its commit', async () => {
    const test = await counted()
    save(test, 'METADATA', { completedScenes: { N: '3' } })
    const jobs = [await test.other.claim(test.id, 2), await test.other.claim(test.id, 3)]
    test.spy.beforeCommit = async () => {
      const job = jobs.shift()
      if (job !== undefined) await test.other.complete(job, { body: clipBytes() })
    }
    // Whoever settles a scene seals the project first; then nothing is left to do.
    expect(await test.scenes.recount(test.id)).toMatchObject({ completedScenes: 2, status: 'processing' })
    await expectExact(test.store, test.id)
  })

  it('is done once when its reply is lost, and once when it is asked for twice under one id', async () => {
    const test = await counted()
    save(test, 'METADATA', { completedScenes: { N: '3' } })
    const { options } = testScenes()
    const faulty = new FaultyStore(test.store, [{ kind: 'lost-reply' }])
    const scenes = createScenes({ ...options, store: faulty, ids: countingIds('faulty-') })
    const commandId = scenes.newCommandId()
    expect(await scenes.recount(test.id, { commandId })).toMatchObject({ completedScenes: 1 })
    expect(await scenes.recount(test.id, { commandId })).toMatchObject({ completedScenes: 1 })
    const { items } = await scenes.history(test.id)
    expect(items.filter(({ type }) => type === 'counters-recounted')).toHaveLength(1)
  })

  it('of a project that is not there fails', async () => {
    const { scenes } = testScenes()
    await expect(scenes.recount('nowhere')).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' })
  })

  it('makes every project of a table exact that this library never wrote', async () => {
    const file = new URL('../fixtures/legacy-table.json', import.meta.url)
    const { items } = JSON.parse(readFileSync(file, 'utf8')) as { readonly items: readonly DynamoJsonItem[] }
    const store = createMemorySceneStore({ items })
    const { options } = testScenes()
    const scenes = createScenes({ ...options, store })
    const { items: projects } = await store.listProjects()
    expect(projects.length).toBeGreaterThan(3)
    for (const { value } of projects) {
      const records = await store.loadProject(value.projectId)
      // Scenes that cannot be read count too, which the promises do not know.
      if (records?.invalid.length !== 0) continue
      const project = await scenes.recount(value.projectId)
      expect(project.ledger).toBe(0)
      if (records.scenes.length > 0) await expectExact(store, value.projectId)
      expect(await scenes.recount(value.projectId)).toEqual(project)
    }
  })
})
