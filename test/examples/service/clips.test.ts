import type { SignedUpload } from '@badapple/scenes'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { REJECTED } from '../../../examples/service/simulated-provider.js'
import { filmed } from '../../../examples/service/simulated-video.js'
import { Client, fetched, objectOf, projectIn, sceneIn } from './client.js'
import { apiError, formOf } from './expected.js'
import type { World } from './world.js'
import { startWorld } from './world.js'

describe('clips of the example service', () => {
  let world: World
  let client: Client

  beforeAll(async () => {
    world = await startWorld()
    client = new Client((await world.start()).url)
  })
  afterAll(() => world.close())

  it('generates again after a reset; the clip from before is in the history and in the bucket', async () => {
    const before = await world.finished(client, 'They meet', 'They part')
    const id = before.projectId
    const { originalVideoClipUrl: old } = sceneIn(before, 1)
    const reset = await client.post(`/projects/${id}/scenes/1/reset`, { reason: 'too dark' })
    expect(reset).toMatchObject({ status: 200, body: { status: 'pending', originalVideoClipUrl: null } })
    expect(await client.post(`/generate_scene_video/${id}/1`)).toMatchObject({
      status: 202,
      body: { projectId: id, sequence: 1, resumed: false },
    })
    const after = await client.settled(id)
    expect(after).toMatchObject({ status: 'completed', completedScenes: 2 })
    expect(objectOf(sceneIn(after, 1).originalVideoClipUrl)).not.toBe(objectOf(old))
    const { items } = await world.scenes.history(id, { sequence: 1 })
    const clips = ['original', 'working'].map((clip) => ({ clip, key: objectOf(old) }))
    const resets = items.filter(({ type }) => type === 'scene-reset')
    expect(resets).toEqual([expect.objectContaining({ reason: 'too dark', clipsSuperseded: clips })])
    expect(await fetched(old)).toEqual(filmed('They meet', 3))
  })

  it('keeps the clip of a scene that is generated again until there is the new one', async () => {
    const before = await world.finished(client, 'They meet')
    const id = before.projectId
    const asked = sceneIn(before, 1)
    await client.patch(`/projects/${id}/scenes/1`, { prompt: 'They meet again' })
    const release = world.hold()
    onTestFinished(release)
    expect((await client.post(`/generate_scene_video/${id}/1`)).status).toBe(202)
    const meanwhile = sceneIn(await client.project(id), 1)
    expect([meanwhile.status, meanwhile.originalVideoClipUrl]).toEqual([
      'completed',
      asked.originalVideoClipUrl,
    ])
    release()
    const after = await client.settled(id, { waitingFor: [asked] })
    expect(await fetched(sceneIn(after, 1).originalVideoClipUrl)).toEqual(filmed('They meet again', 3))
  })

  it('deletes a scene, and the others close up', async () => {
    const { projectId } = await world.finished(client, 'One', 'Two', 'Three')
    const left = await client.send('DELETE', `/projects/${projectId}/scenes/2`)
    expect(left).toMatchObject({
      status: 200,
      body: { sceneCount: 2, completedScenes: 2, status: 'completed' },
    })
    const places = projectIn(left).scenes.map(({ sequence, displaySequence }) => [sequence, displaySequence])
    expect(places).toEqual([
      [1, 1],
      [3, 2],
    ])
  })

  it('takes a video by hand', async () => {
    const id = await world.project('A letter')
    const take = filmed('by hand', 2.5)
    const uploaded = await client.post(
      `/projects/${id}/scenes/1/upload_video`,
      formOf(take, { duration: '2.5' }),
    )
    expect(uploaded).toMatchObject({
      status: 200,
      body: { status: 'completed', duration: 2.5, trimPoints: { in: 0, out: 2.5 } },
    })
    const after = await client.project(id)
    expect(after).toMatchObject({ completedScenes: 1, scenes: [{ retryCount: 0, errorMessage: null }] })
    expect(await fetched(sceneIn(after, 1).originalVideoClipUrl)).toEqual(take)
  })

  it('takes a video from a browser, straight into the bucket', async () => {
    const id = await world.project('A letter', 'An answer')
    const take = filmed('from a browser', 2)
    const path = `/projects/${id}/scenes/1`
    const wanted = { contentType: 'video/mp4', size: take.length }
    const answer = await client.post(`${path}/upload_url`, wanted)
    expect(answer.status).toBe(200)
    const { claim, upload } = answer.body as { readonly claim: string; readonly upload: SignedUpload }
    expect(upload).toMatchObject({ method: 'PUT', headers: { 'content-length': String(take.length) } })

    expect(await client.post(`${path}/upload_url`, wanted)).toEqual(
      apiError(409, 'Conflict', { code: 'REFUSED' }),
    )
    const tooEarly = await client.post(`${path}/upload_complete`, { claim })
    expect(tooEarly).toEqual(apiError(409, 'Conflict', { code: 'BLOB_ABSENT' }))
    const sent = await fetch(upload.url, { method: 'PUT', headers: { ...upload.headers }, body: take })
    expect(sent.status).toBe(200)

    const forged = await client.post(`${path}/upload_complete`, { claim: `${claim.slice(0, -4)}AAAA` })
    expect(forged).toEqual(apiError(400, 'ValidationError'))
    const ofAnother = await client.post(`/projects/${id}/scenes/2/upload_complete`, { claim })
    expect(ofAnother).toEqual(apiError(400, 'ValidationError'))
    const completed = await client.post(`${path}/upload_complete`, { claim, duration: 2 })
    expect(completed).toMatchObject({ status: 200, body: { status: 'completed', duration: 2 } })
    expect(await fetched(sceneIn(await client.project(id), 1).originalVideoClipUrl)).toEqual(take)
    expect((await client.post(`${path}/upload_complete`, { claim })).status).toBe(200)

    // Another take: the one that is there stays until the page has uploaded it.
    expect((await client.post(`${path}/upload_url`, wanted)).status).toBe(200)
    const meanwhile = sceneIn(await client.project(id), 1)
    expect(meanwhile.status).toBe('completed')
    expect(await fetched(meanwhile.originalVideoClipUrl)).toEqual(take)
  })

  it('completes in one process what another one claimed, however often the provider calls', async () => {
    const id = await world.project('A lighthouse')
    const other = await world.start({ callbackUrl: `${client.url}/api/mv/provider/callback` })
    const submitted = await new Client(other.url).post(`/generate_scene_video/${id}/1`)
    expect(submitted.status).toBe(202)
    const { jobId } = submitted.body as { readonly jobId: string }
    await other.stop()
    const done = await client.settled(id)
    expect(await fetched(sceneIn(done, 1).originalVideoClipUrl)).toEqual(filmed('A lighthouse', 3))

    const { reference } = world.orders.findLast(({ prompt }) => prompt === 'A lighthouse') ?? {}
    const call = { status: 'ready', jobId, reference }
    expect(await client.post('/provider/callback', call)).toMatchObject({ status: 200 })
    expect(await client.project(id)).toEqual(done)
    await client.post(`/projects/${id}/scenes/1/reset`)
    const late = await client.post('/provider/callback', call)
    expect(late).toEqual(apiError(409, 'Conflict', { code: 'CLAIM_LOST' }))
    expect(sceneIn(await client.project(id), 1)).toMatchObject({
      status: 'pending',
      originalVideoClipUrl: null,
    })
  })

  it('shows why the provider made no clip', async () => {
    const { status, failedScenes, scenes } = await world.finished(client, `Something ${REJECTED}`, 'The sea')
    expect([status, failedScenes]).toEqual(['failed', 1])
    expect(scenes.map((scene) => [scene.status, scene.errorMessage])).toEqual([
      ['failed', 'the prompt was rejected'],
      ['completed', null],
    ])
  })
})
