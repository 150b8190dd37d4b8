import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import type { TestData, TestScenes } from '@badapple/scenes/testing'
import { aProject, done, missing } from '@badapple/scenes/testing'
import { brokenPromises } from '../support/counter-promises.js'
import { clipBytes, testScenes } from '../support/test-scenes.js'

const ID = 'film'

/** A project of three scenes, one of them completed. */
const counted = () => testScenes(aProject({ projectId: ID, scenes: [done(), missing(), missing()] }))

/** How whole projects were read. */
function readingsOf({ requests }: TestScenes): readonly string[] {
  const readings = requests().filter(({ operation }) => operation === 'loadProject')
  return readings.map(({ isolated }) => (isolated === true ? 'isolated' : 'plain'))
}

async function expectExact(scenes: Scenes, id = ID): Promise<void> {
  const records = await scenes.load(id)
  expect(records.project.value.ledger).toBeDefined()
  expect(brokenPromises(records, { savesProjects: true })).toEqual([])
}

describe('recount', () => {
  it('reads once and writes nothing where everything is right', async () => {
    const test = counted()
    const before = test.snapshot()
    expect(await test.scenes.recount(ID)).toMatchObject({
      sceneCount: 3,
      completedScenes: 1,
      failedScenes: 0,
    })
    expect(readingsOf(test)).toEqual(['plain'])
    expect(test.snapshot()).toEqual(before)
  })

  it('puts numbers right that somebody else wrote, on an isolated reading', async () => {
    const test = counted()
    test.python.read(ID).save({ completedScenes: 3, status: 'completed' })
    const project = await test.scenes.recount(ID)
    expect(project).toMatchObject({ completedScenes: 1, status: 'processing', listedAs: 'processing' })
    expect(readingsOf(test)).toEqual(['plain', 'isolated'])
    await expectExact(test.scenes)
    const { items } = await test.scenes.history(ID)
    expect(items.filter(({ type }) => type === 'counters-recounted')).toMatchObject([
      { from: 'completed', to: 'processing' },
    ])
  })

  it('counts a scene that somebody else saved, whose ledger went', async () => {
    const { scenes, python } = counted()
    python.read(ID, 2).save({ status: 'failed' })
    expect(await scenes.recount(ID)).toMatchObject({ failedScenes: 1, ledger: 4, ledgerRetired: 1 })
    await expectExact(scenes)
    // And again from then on.
    await scenes.retry(ID, 2)
    await expectExact(scenes)
  })

  it('counts again when a scene is settled between its reading and its commit', async () => {
    const { scenes, python, store, startProcess } = counted()
    python.read(ID).save({ completedScenes: 3 })
    const other = startProcess('other')
    const settling = [await other.claim(ID, 2), await other.claim(ID, 3)].map(
      (job) => () => other.complete(job, { body: clipBytes() }),
    )
    for (const settle of settling)
      store.beforeNext('commit', settle, { when: ({ process: by }) => by === 'scenes' })
    // Whoever settles a scene seals the project first; then nothing is left to do.
    expect(await scenes.recount(ID)).toMatchObject({ completedScenes: 2, status: 'processing' })
    await expectExact(scenes)
  })

  it('is done once when its reply is lost, and once when it is asked for twice under one id', async () => {
    const { scenes, python, store } = counted()
    python.read(ID).save({ completedScenes: 3 })
    store.failNext('commit', 'lost-reply')
    const commandId = scenes.newCommandId()
    expect(await scenes.recount(ID, { commandId })).toMatchObject({ completedScenes: 1 })
    expect(await scenes.recount(ID, { commandId })).toMatchObject({ completedScenes: 1 })
    const { items } = await scenes.history(ID)
    expect(items.filter(({ type }) => type === 'counters-recounted')).toHaveLength(1)
  })

  it('of a project that is not there fails', async () => {
    const { scenes } = testScenes()
    await expect(scenes.recount('nowhere')).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' })
  })

  it('makes every project of a table exact that this library never wrote', async () => {
    const file = new URL('../fixtures/legacy-table.json', import.meta.url)
    const { scenes, store } = testScenes(JSON.parse(readFileSync(file, 'utf8')) as TestData)
    const { items: projects } = await store.listProjects()
    expect(projects.length).toBeGreaterThan(3)
    for (const { value } of projects) {
      const records = await scenes.load(value.projectId)
      // Scenes that cannot be read count too, which the promises do not know.
      if (records.invalid.length !== 0) continue
      const project = await scenes.recount(value.projectId)
      expect(project.ledger).toBe(0)
      if (records.scenes.length > 0) await expectExact(scenes, value.projectId)
      expect(await scenes.recount(value.projectId)).toEqual(project)
    }
  })
})
