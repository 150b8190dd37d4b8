import { aProject, createTestScenes, missing } from '@badapple/scenes/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRepairSchedule } from '../../../examples/service/repair-schedule.js'
import { filmed } from '../../../examples/service/simulated-video.js'
import { Client, fetched, sceneIn } from './client.js'
import { joined } from './expected.js'
import type { World } from './world.js'
import { startWorld } from './world.js'

const NOBODY_LISTENS = 'http://127.0.0.1:9/'

describe.concurrent('the scheduled repair', () => {
  const HASTY = {
    leaseMs: 300,
    repairEveryMs: 100,
    // Longer than a busy machine takes to compose a film of one clip.
    policy: { graceMs: 200, workflowLimitMs: 5_000 },
  }
  let world: World
  let client: Client
  /** Waits longer for the provider. */
  let patient: Client

  beforeAll(async () => {
    world = await startWorld({ workMs: 2_500 })
    client = new Client((await world.start(HASTY)).url)
    patient = new Client((await world.start({ ...HASTY, leaseMs: 60_000 })).url)
  })
  afterAll(() => world.close())

  const isGivenBack = (id: string) => client.until(id, (project) => sceneIn(project, 1).status === 'pending')

  it('gives back a scene whose worker died', async () => {
    const id = await world.project('A door')
    await world.scenes.startVideoGeneration(id)
    await world.scenes.claim(id, 1, { owner: 'a worker that dies', leaseMs: HASTY.leaseMs })
    await isGivenBack(id)
    const { items } = await world.scenes.history(id, { sequence: 1 })
    expect(items.at(-1)).toMatchObject({
      type: 'scene-repaired',
      actor: 'repair-schedule',
      from: 'processing',
      to: 'pending',
    })
    expect(await patient.post(`/projects/${id}/generate_videos`)).toMatchObject({ status: 202 })
    const done = await client.settled(id)
    expect(await fetched(sceneIn(done, 1).originalVideoClipUrl)).toEqual(filmed('A door', 3))
  })

  it('does not pay again for a job that goes on: its callback completes the claim that resumed it', async () => {
    const id = await world.project('A stair')
    const { body } = await client.post(`/generate_scene_video/${id}/1`)
    await isGivenBack(id)
    const again = await patient.post(`/projects/${id}/generate_videos`)
    const { jobId } = body as { readonly jobId: string }
    expect(again).toMatchObject({ status: 202, body: { submitted: [{ sequence: 1, jobId, resumed: true }] } })
    expect(sceneIn(await client.project(id), 1).status).toBe('processing')
    const done = await client.settled(id)
    expect(await fetched(sceneIn(done, 1).originalVideoClipUrl)).toEqual(filmed('A stair', 3))
    expect(world.orders.filter(({ prompt }) => prompt === 'A stair')).toHaveLength(1)
  })

  it('does not pay again for a clip that is ready although nobody was told', async () => {
    const id = await world.project('A window')
    const deaf = await world.start({ ...HASTY, callbackUrl: NOBODY_LISTENS })
    const { body } = await new Client(deaf.url).post(`/generate_scene_video/${id}/1`)
    const { jobId } = body as { readonly jobId: string }
    await isGivenBack(id)
    await expect.poll(() => world.provider.state(jobId), { timeout: 5_000 }).toBe('ready')
    expect(sceneIn(await client.project(id), 1).originalVideoClipUrl).toBeNull()
    const again = await client.post(`/projects/${id}/generate_videos`)
    expect(again).toMatchObject({ status: 202, body: { submitted: [{ sequence: 1, jobId, resumed: true }] } })
    const done = await client.project(id)
    expect(done).toMatchObject({ status: 'completed', completedScenes: 1 })
    expect(await fetched(sceneIn(done, 1).originalVideoClipUrl)).toEqual(filmed('A window', 3))
    expect(world.orders.filter(({ prompt }) => prompt === 'A window')).toHaveLength(1)
  })

  it('gives up a film whose composer died', async () => {
    const id = await world.project('A roof')
    await world.scenes.upload(id, 1, { body: filmed('A roof', 3), durationSeconds: 3 })
    await world.scenes.startComposition(id)
    expect(await client.settled(id, { waitingForFilm: true })).toMatchObject({
      status: 'failed',
      finalOutputUrl: null,
    })
    await client.post(`/projects/${id}/compose`)
    const { finalOutputUrl } = await client.settled(id, { waitingForFilm: true })
    expect(await fetched(finalOutputUrl)).toEqual(joined(filmed('A roof', 3)))
  })
})

describe('a schedule that is stopped during a repair', () => {
  /** What it reports where the repair under way ends so. */
  async function reportedOf(
    end: (signal: AbortSignal | undefined) => Promise<never>,
  ): Promise<readonly unknown[]> {
    const { scenes, clock } = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }))
    await scenes.startVideoGeneration('film')
    const reported: unknown[] = []
    const stopped = new Promise<void>((resolve) => {
      const schedule = startRepairSchedule({
        scenes: {
          ...scenes,
          repair: (_, options) => {
            resolve(schedule.stop())
            return end(options?.signal)
          },
        },
        ...{ everyMs: 1_000, clock, report: (error) => reported.push(error) },
      })
    })
    await clock.advance(1_000)
    await stopped
    return reported
  }

  it('reports what went wrong, but not that it was stopped', async () => {
    const error = new Error('the table is away')
    expect(await reportedOf(() => Promise.reject(error))).toEqual([error])
    const { scenes } = createTestScenes(aProject({ projectId: 'film', scenes: [missing()] }))
    const asStopped = async (signal: AbortSignal | undefined): Promise<never> => {
      await scenes.repair('film', signal === undefined ? {} : { signal })
      throw new Error('it was not stopped')
    }
    expect(await reportedOf(asStopped)).toEqual([])
  })
})
