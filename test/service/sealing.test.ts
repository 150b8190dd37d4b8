import { describe, expect, it } from 'vitest'
import type { ClaimedJob, DynamoJsonItem, Project, Scenes } from '@badapple/scenes'
import { createScenes, SceneError } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import { pythonRead, pythonSave } from '../support/python-writer.js'
import type { SpyingStore } from '../support/spying-store.js'
import { spyingStore } from '../support/spying-store.js'
import { countingIds } from '../support/test-ids.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

interface Sealing {
  readonly id: string
  readonly scenes: Scenes
  /** A service of somebody else on the same table, whom nobody looks at. */
  readonly other: Scenes
  readonly store: MemorySceneStore
  readonly spy: SpyingStore
  readonly jobs: readonly ClaimedJob[]
}

const CLIP = { body: clipBytes(), durationSeconds: 8 }
let saves = 0

/** What the backend writes when it saves a project: all that it knows, and when. */
function foreignSave(store: MemorySceneStore, id: string, changes: DynamoJsonItem = {}): void {
  const updatedAt = { S: `2025-11-24T13:00:00.${String(++saves).padStart(6, '0')}+0000` }
  pythonSave(store, pythonRead(store, id, 'METADATA'), { ...changes, updatedAt })
}

/** A project of three claimed scenes, whose seal a foreign save has wiped. */
async function unsealed(): Promise<Sealing> {
  const { options, store } = testScenes()
  const other = createScenes({ ...options, store, ids: countingIds('other-') })
  const id = await projectWith(other, 3)
  const jobs = [await other.claim(id, 1), await other.claim(id, 2), await other.claim(id, 3)]
  foreignSave(store, id, { completedScenes: { N: '7' } })
  const spy = spyingStore(store)
  return { id, scenes: createScenes({ ...options, store: spy }), other, store, spy, jobs }
}

async function projectOf({ store, id }: Sealing): Promise<Project> {
  const records = await store.loadProject(id)
  if (records === undefined) throw new Error(`there is no project ${id}`)
  return records.project.value
}

function jobOf({ jobs }: Sealing, at: number): ClaimedJob {
  const job = jobs[at]
  if (job === undefined) throw new Error(`there is no job ${at}`)
  return job
}

const types = (spy: SpyingStore) => spy.committed.map(({ event }) => event?.type)

describe('a project that nobody vouches for', () => {
  it('is sealed by the first command that counts, from an isolated reading, and counted on', async () => {
    const test = await unsealed()
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test.spy)).toEqual(['counters-recounted', 'scene-completed'])
    expect(test.spy.readings).toEqual(['isolated'])
    expect(await projectOf(test)).toMatchObject({
      sceneCount: 3,
      completedScenes: 1,
      failedScenes: 0,
      ledger: 4,
    })
  })

  it('is not read again once it is sealed', async () => {
    const test = await unsealed()
    await test.scenes.complete(jobOf(test, 0), CLIP)
    test.spy.readings.length = 0
    await test.scenes.complete(jobOf(test, 1), CLIP)
    await test.scenes.fail(jobOf(test, 2), 'no credit')
    expect(test.spy.readings).toEqual([])
    expect(await projectOf(test)).toMatchObject({ completedScenes: 2, failedScenes: 1, status: 'failed' })
  })

  it('is left alone by a command that counts nothing', async () => {
    const test = await unsealed()
    await test.scenes.submitted(jobOf(test, 0), 'job-1')
    expect(types(test.spy)).toEqual(['job-submitted'])
    expect(await projectOf(test)).not.toHaveProperty('ledger')
  })

  it('gets the status that its scenes give it', async () => {
    const test = await unsealed()
    foreignSave(test.store, test.id, { status: { S: 'completed' } })
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(await projectOf(test)).toMatchObject({ status: 'processing', listedAs: 'processing' })
  })
})

describe('a paid clip', () => {
  const faults: readonly (readonly [string, (test: Sealing) => void])[] = [
    [
      'the isolated reading fails',
      ({ spy }) => {
        spy.beforeReading = () => {
          throw new SceneError('STORE_UNAVAILABLE', 'no reply', { outcome: 'unchanged' }, { retryable: true })
        }
      },
    ],
    [
      'somebody else saves the project meanwhile',
      ({ spy, store, id }) => {
        spy.beforeCommit = ({ event }) => {
          if (event?.type === 'counters-recounted') foreignSave(store, id, { completedScenes: { N: '2' } })
        }
      },
    ],
    [
      'another scene is settled meanwhile',
      (test) => {
        test.spy.beforeCommit = async ({ event }) => {
          if (event?.type === 'counters-recounted') await settleBeside(test)
        }
      },
    ],
  ]

  it.each(faults)('does not wait for a seal: %s', async (_, prepare) => {
    const test = await unsealed()
    prepare(test)
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test.spy)).toEqual(['scene-completed'])
    expect(test.spy.readings).toEqual(['isolated'])
    const project = await projectOf(test)
    expect(project).not.toHaveProperty('ledger')
    expect([2, 7]).toContain(project.completedScenes)
    const records = await test.store.loadProject(test.id)
    expect(records?.scenes[0]?.value).toMatchObject({ status: 'completed', ledger: 2 })
  })

  it('does not wait for a second seal when the first is wiped at once', async () => {
    const test = await unsealed()
    test.spy.beforeCommit = ({ event }) => {
      if (event?.type === 'scene-completed') foreignSave(test.store, test.id)
    }
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test.spy)).toEqual(['counters-recounted', 'scene-completed'])
    expect(await projectOf(test)).not.toHaveProperty('ledger')
  })

  it('that came in unsealed makes a sealing fail that read the project before', async () => {
    const test = await unsealed()
    const before = await test.store.loadProject(test.id)
    test.spy.beforeReading = () => {
      throw new SceneError('STORE_UNAVAILABLE', 'no reply', { outcome: 'unchanged' }, { retryable: true })
    }
    await test.scenes.complete(jobOf(test, 0), CLIP)
    const after = await test.store.loadProject(test.id)
    expect(after?.project.revision).not.toBe(before?.project.revision)
    expect(after?.project.lastCommit).toBe(test.spy.committed[0]?.id)
  })

  it('is counted by the next command that finds the project at rest', async () => {
    const test = await unsealed()
    test.spy.beforeReading = () => {
      throw new SceneError('STORE_UNAVAILABLE', 'no reply', { outcome: 'unchanged' }, { retryable: true })
    }
    await test.scenes.complete(jobOf(test, 0), CLIP)
    test.spy.beforeReading = () => undefined
    await test.scenes.complete(jobOf(test, 1), CLIP)
    expect(await projectOf(test)).toMatchObject({ sceneCount: 3, completedScenes: 2, ledger: 5 })
    await test.scenes.complete(jobOf(test, 2), CLIP)
    expect(await projectOf(test)).toMatchObject({ completedScenes: 3, status: 'completed', ledger: 6 })
  })

  it('is counted again when a foreign save wipes the seal between the decision and the commit', async () => {
    const test = await unsealed()
    await test.scenes.recount(test.id)
    let isSaved = false
    test.spy.beforeCommit = ({ event }) => {
      if (event?.type !== 'scene-completed' || isSaved) return
      isSaved = true
      foreignSave(test.store, test.id, { completedScenes: { N: '9' } })
    }
    test.spy.committed.length = 0
    await test.scenes.complete(jobOf(test, 0), CLIP)
    expect(types(test.spy)).toEqual(['counters-recounted', 'scene-completed'])
    expect(await projectOf(test)).toMatchObject({ completedScenes: 1, ledger: 4 })
  })
})

/** Somebody else completes scene 2 without sealing the project. */
async function settleBeside({ store, id, jobs }: Sealing): Promise<void> {
  const { options } = testScenes()
  const blind = spyingStore(store)
  blind.beforeReading = () => {
    throw new SceneError('STORE_UNAVAILABLE', 'no reply', { outcome: 'unchanged' }, { retryable: true })
  }
  const job = jobs[1]
  if (job === undefined) throw new Error(`project ${id} has no second job`)
  const beside = createScenes({ ...options, store: blind, ids: countingIds('beside-') })
  await beside.complete(job, CLIP)
}
