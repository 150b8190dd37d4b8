import type { Scenes } from '@badapple/scenes'
import { createScenes, isSceneError, recalculateCounters } from '@badapple/scenes'
import { createDynamoSceneStore } from '@badapple/scenes/dynamodb'
import type { MemoryBlobStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clipBytes } from '../../support/test-scenes.js'
import type { FaultProxy, WireFault } from '../../support/engines/fault-proxy.js'
import { faultProxy } from '../../support/engines/fault-proxy.js'
import type { LiveTable } from './live-table.js'
import { liveTable } from './live-table.js'

let table: LiveTable
let proxy: FaultProxy
let blobs: MemoryBlobStore
/** The service behind the proxy. */
let scenes: Scenes
let projectId: string

beforeAll(async () => {
  table = await liveTable()
  proxy = await faultProxy(table.endpoint)
})

afterAll(async () => {
  proxy.close()
  await table.close()
})

function worker(actor: string, endpoint = proxy.endpoint): Scenes {
  const config = { ...table.config, endpoint }
  const store = createDynamoSceneStore({ config, tableName: table.tableName })
  return createScenes({ store, blobs, actor, random: () => 0.1 })
}

beforeEach(async () => {
  blobs = createMemoryBlobStore()
  scenes = worker('worker-1')
  const project = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
  projectId = project.projectId
  const shots = [1, 2, 3].map((at) => ({ prompt: `Shot ${at}`, durationSeconds: 8 }))
  await scenes.addScenes(projectId, shots)
})

/** Whatever happened: counters are a recount, nothing is left to repair, and each video was made known once. */
async function expectExact(): Promise<void> {
  const calm = worker('auditor', table.endpoint)
  const { project, scenes: records } = await calm.load(projectId)
  const { sceneCount, completedScenes, failedScenes } = project.value
  expect({ sceneCount, completedScenes, failedScenes }).toEqual(
    recalculateCounters(records.map(({ value }) => value)),
  )
  expect((await calm.audit(projectId)).findings).toEqual([])
  const { items } = await calm.history(projectId)
  const videos = items.filter(({ type }) => type === 'scene-completed').map(({ clips }) => clips?.original)
  expect(new Set(videos).size).toBe(videos.length)
  expect(proxy.planned()).toEqual([])
}

async function finish(sequence: number, by = scenes): Promise<void> {
  const job = await by.claim(projectId, sequence)
  await by.complete(job, { body: clipBytes(), durationSeconds: 8 })
}

const RETRIED: readonly WireFault[] = [
  'transaction-conflict',
  'in-progress',
  'throttled',
  'error-before',
  'error-after',
  'cut-before',
  'cut-after',
  'cut-in-the-middle',
]

describe('a commit that meets', () => {
  it.each(RETRIED)('%s, once or a few times, takes effect exactly once', async (fault) => {
    proxy.failNext('TransactWriteItems', fault)
    await finish(1)
    const job = await scenes.claim(projectId, 2)
    proxy.failNext('TransactWriteItems', fault, fault, fault)
    await scenes.complete(job, { body: clipBytes(), durationSeconds: 8 })
    proxy.failNext('TransactWriteItems', fault)
    await scenes.reset(projectId, 1)
    await expectExact()
    expect(await scenes.view(projectId)).toMatchObject({ sceneCount: 3, completedScenes: 1 })
  })

  it.each(RETRIED)('%s adds scenes once', async (fault) => {
    await finish(1)
    proxy.failNext('TransactWriteItems', fault, fault)
    const added = await scenes.addScenes(projectId, [{ prompt: 'One more', durationSeconds: 4 }])
    expect(added.map(({ sequence }) => sequence)).toEqual([4])
    await expectExact()
  })

  it('all of these one after the other, on every commit of a run, pays for each scene once', async () => {
    let paid = 0
    proxy.failNext('TransactWriteItems', ...RETRIED, ...RETRIED)
    const { counts } = await scenes.generateMissing(
      projectId,
      () => {
        paid++
        return Promise.resolve({ body: clipBytes(), durationSeconds: 8 })
      },
      { concurrency: 1 },
    )
    expect(counts).toMatchObject({ generated: 3, failed: 0 })
    expect(paid).toBe(3)
    await expectExact()
  })
})

describe('a heartbeat that meets', () => {
  it.each(['throttled', 'error-before', 'error-after', 'cut-before', 'cut-after'] as const)(
    '%s prolongs the claim, and the claim is still the worker’s',
    async (fault) => {
      const job = await scenes.claim(projectId, 1)
      proxy.failNext('UpdateItem', fault)
      const claim = await scenes.heartbeat(job, { leaseMs: 300_000 })
      expect(claim.expiry > job.expiry).toBe(true)
      await scenes.complete(job, { body: clipBytes() })
      await expectExact()
    },
  )
})

describe('a reading that meets', () => {
  it.each(['throttled', 'error-before', 'error-after', 'cut-before', 'cut-after'] as const)(
    '%s is read again, page by page',
    async (fault) => {
      proxy.failNext('Query', fault)
      expect((await scenes.load(projectId)).scenes).toHaveLength(3)
      proxy.failNext('BatchGetItem', fault)
      await scenes.claim(projectId, 1)
      proxy.failNext('TransactGetItems', fault)
      await scenes.startVideoGeneration(projectId)
      await scenes.reorderScenes(projectId, [3, 2, 1])
      expect(proxy.planned()).toEqual([])
    },
  )

  it('items that are put off asks for those again', async () => {
    proxy.failNext('BatchGetItem', 'unprocessed', 'unprocessed')
    await finish(1)
    await expectExact()
  })

  it('another transaction is read again', async () => {
    proxy.failNext('TransactGetItems', 'transaction-conflict', 'in-progress')
    await scenes.reorderScenes(projectId, [3, 2, 1])
    await expectExact()
  })
})

describe('a reply that comes later than the lease', () => {
  it('of a completion: the clip of whoever took over stays, and the late one is not lost', async () => {
    const slow = await scenes.claim(projectId, 1, { leaseMs: 50 })
    let letGo: () => void = () => undefined
    const heldUntil = new Promise<void>((resolve) => {
      letGo = resolve
    })
    proxy.failNext('TransactWriteItems', { heldUntil })
    const late = scenes.complete(slow, { body: clipBytes(1) }).catch((error: unknown) => error)
    await expect.poll(() => blobs.objects().length).toBe(1)
    const other = worker('worker-2', table.endpoint)
    // The upload of the slow one is there by now, so the other makes a clip of its own.
    await expect
      .poll(async () => (await other.select(projectId)).selected.map(({ sequence }) => sequence))
      .toContain(1)
    const job = await other.claim(projectId, 1)
    await other.complete(job, { body: clipBytes(2) })
    letGo()
    expect(isSceneError(await late, 'CLAIM_LOST')).toBe(true)
    const { scenes: records } = await other.load(projectId)
    expect(records[0]?.value.clips.original).toBe(job.uploadKey)
    expect(
      blobs
        .objects()
        .map(({ key }) => key)
        .sort(),
    ).toEqual([job.uploadKey, slow.uploadKey].sort())
    await expectExact()
  })

  it('of a claim: whoever took over has the only claim, and the late one knows', async () => {
    let letGo: () => void = () => undefined
    const heldUntil = new Promise<void>((resolve) => {
      letGo = resolve
    })
    proxy.failNext('TransactWriteItems', { heldUntil })
    const late = scenes.claim(projectId, 1).catch((error: unknown) => error)
    await expect.poll(() => proxy.planned().length).toBe(0)
    const other = worker('worker-2', table.endpoint)
    const job = await other.claim(projectId, 1)
    letGo()
    expect(isSceneError(await late, 'REFUSED')).toBe(true)
    await other.complete(job, { body: clipBytes() })
    await expectExact()
  })
})

describe('a network that is gone', () => {
  it('is said to be so, with what is known of the effect, and nothing is done twice when it is back', async () => {
    const policy = { commitBudgetMs: 300 }
    const config = { ...table.config, endpoint: proxy.endpoint, maxAttempts: 1 }
    const store = createDynamoSceneStore({ config, tableName: table.tableName, retryBudgetMs: 50 })
    const impatient = createScenes({ store, blobs, policy, actor: 'worker-1' })
    const commandId = impatient.newCommandId()
    proxy.failNext('TransactWriteItems', ...Array.from({ length: 200 }, () => 'cut-after' as const))
    const edited = impatient.editScene(projectId, 1, { prompt: 'Shot one' }, { commandId })
    await expect(edited).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { outcome: 'unknown', commandId },
    })
    proxy.heal()
    await scenes.editScene(projectId, 1, { prompt: 'Shot one' }, { commandId })
    const { items } = await scenes.history(projectId)
    expect(items.filter(({ type }) => type === 'scene-edited')).toHaveLength(1)
    await expectExact()
  })
})
