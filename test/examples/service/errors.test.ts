import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulatedEditor } from '../../../examples/service/simulated-editor.js'
import { filmed } from '../../../examples/service/simulated-video.js'
import type { Answer } from './client.js'
import { Client, projectIn } from './client.js'
import { apiError, formOf } from './expected.js'
import type { World } from './world.js'
import { startWorld } from './world.js'

describe('errors of the example service', () => {
  let world: World
  let client: Client

  beforeAll(async () => {
    world = await startWorld()
    client = new Client((await world.start()).url)
  })
  afterAll(() => world.close())

  it('says what is wrong in the form that front ends know', async () => {
    const { projectId: id } = await world.finished(client, 'The only one')
    const unfinished = await world.project('One', 'Two')
    const scene = `/projects/${id}/scenes/1`
    const upload = { contentType: 'video/mp4', size: 8 }
    const answers: readonly (readonly [answer: Promise<Answer>, status: number, name: string])[] = [
      [client.get('/projects/nobody'), 404, 'NotFound'],
      [client.get('/nowhere'), 404, 'NotFound'],
      [client.post('/projects/nobody/compose'), 404, 'NotFound'],
      [client.patch(`/projects/${id}/scenes/9`, { prompt: 'x' }), 404, 'NotFound'],
      [client.post(`/generate_scene_video/${id}/9`), 404, 'NotFound'],
      [client.post(`/projects/${id}/scenes/9/trim`, { in: 0, out: 1 }), 404, 'NotFound'],
      [client.post('/projects', {}), 400, 'ValidationError'],
      [client.post('/projects', '{"conceptPrompt":'), 400, 'ValidationError'],
      [client.post('/projects', { conceptPrompt: 'x', status: 'completed' }), 400, 'ValidationError'],
      [client.get('/projects/no.id'), 400, 'ValidationError'],
      [
        client.post(`/projects/${id}/scenes`, { prompt: 'x'.repeat(5_001), duration: 8 }),
        400,
        'ValidationError',
      ],
      [client.patch(`/projects/${id}/scenes/one`, { prompt: 'x' }), 400, 'ValidationError'],
      [client.patch(scene, { negativePrompt: 'x'.repeat(1_001) }), 400, 'ValidationError'],
      [client.patch(`/projects/${id}/scenes/reorder`, { order: [1, 1] }), 400, 'ValidationError'],
      [client.post(`${scene}/trim`, { in: 0, out: 3.1 }), 400, 'ValidationError'],
      [client.post(`${scene}/trim`, { in: 1, out: 1.05 }), 400, 'ValidationError'],
      [client.post(`${scene}/trim`, { in: 2, out: 1 }), 400, 'ValidationError'],
      [client.post(`${scene}/upload_video`, {}), 400, 'ValidationError'],
      [client.post(`${scene}/upload_video`, formOf(new Uint8Array())), 400, 'ValidationError'],
      [client.post(`${scene}/upload_url`, { ...upload, contentType: 'text/html' }), 400, 'ValidationError'],
      [
        client.post('/provider/callback', { status: 'ready', jobId: '1', reference: 'x' }),
        400,
        'ValidationError',
      ],
      [client.send('DELETE', scene), 409, 'Conflict'],
      [client.patch(scene, { duration: 5 }), 409, 'Conflict'],
      [client.post(`/projects/${id}/generate`), 409, 'Conflict'],
      [client.post(`/projects/${id}/generate_videos`), 409, 'Conflict'],
      [client.post(`/projects/${unfinished}/compose`), 409, 'Conflict'],
      [client.post(`/projects/${unfinished}/scenes/1/trim`, { in: 0, out: 1 }), 409, 'Conflict'],
    ]
    for (const [answer, status, name] of answers) expect(await answer).toEqual(apiError(status, name))
    expect(await client.project(id)).toMatchObject({ status: 'completed', sceneCount: 1 })
  })

  it('refuses a film without all of its videos, and says which are missing', async () => {
    const id = await world.project('One', 'Two')
    await world.scenes.startVideoGeneration(id)
    await client.post(`/projects/${id}/scenes/1/upload_video`, formOf(filmed('One', 3)))
    const refusal = { kind: 'videos-missing', sequences: [2] }
    const refused = await client.post(`/projects/${id}/compose`)
    expect(refused).toEqual(apiError(409, 'Conflict', { code: 'REFUSED', refusal }))
  })

  it('tells callers nothing of the inside of the service', async () => {
    const broken = await world.start({
      provider: {
        submit: () => Promise.reject(new Error('no credit for account 12345')),
        state: () => Promise.resolve('gone'),
        download: () => Promise.reject(new Error('there is none')),
      },
    })
    const id = await world.project('One')
    const caller = new Client(broken.url)
    const before = world.reported.length
    const single = await caller.post(`/generate_scene_video/${id}/1`)
    expect(single).toEqual(apiError(500, 'InternalError'))
    const all = await caller.post(`/projects/${id}/generate_videos`)
    expect(all).toMatchObject({ status: 202, body: { submitted: [], failed: [{ error: 'InternalError' }] } })
    const after = await client.project(id)
    expect(after).toMatchObject({
      status: 'failed',
      scenes: [{ errorMessage: expect.any(String) as string }],
    })
    expect(JSON.stringify([single, all, after])).not.toContain('12345')
    const message = 'no credit for account 12345'
    expect(world.reported.slice(before)).toMatchObject([{ message }, { message }])
  })

  it('shows no project without the URLs of its videos', async () => {
    const { projectId } = await world.finished(client, 'The sea')
    const signedUrl = () => Promise.reject(new Error('no key for bucket 12345'))
    const blind = await world.start({ blobs: { ...createMemoryBlobStore(), signedUrl } })
    const before = world.reported.length
    const answer = await new Client(blind.url).get(`/projects/${projectId}`)
    expect(answer).toEqual(apiError(500, 'InternalError', { code: 'URL_UNAVAILABLE' }))
    expect(JSON.stringify(answer)).not.toContain('12345')
    expect(JSON.stringify(answer)).not.toContain('mv/projects')
    expect(world.reported.slice(before)).toMatchObject([{ code: 'URL_UNAVAILABLE' }])
  })

  it('ends what came to nothing as failed, and can be asked again', async () => {
    const clumsy = await world.start({
      writer: { write: () => Promise.reject(new Error('no idea')) },
      editor: { ...simulatedEditor, join: () => Promise.reject(new Error('no space left')) },
    })
    const before = world.reported.length
    const caller = new Client(clumsy.url)
    const created = projectIn(await client.post('/projects', { conceptPrompt: 'A choir' }))
    const id = created.projectId
    expect((await caller.post(`/projects/${id}/generate`)).status).toBe(202)
    expect(await client.settled(id)).toMatchObject({ status: 'failed', scenes: [] })
    await client.post(`/projects/${id}/generate`)
    await client.until(id, ({ status }) => status === 'pending')
    await client.post(`/projects/${id}/generate_videos`)
    await client.settled(id)
    expect((await caller.post(`/projects/${id}/compose`)).status).toBe(202)
    const uncomposed = await client.settled(id, { waitingForFilm: true })
    expect(uncomposed).toMatchObject({ status: 'failed', completedScenes: 3, finalOutputUrl: null })
    expect(world.reported.slice(before)).toMatchObject([{ message: 'no idea' }, { message: 'no space left' }])
    await client.post(`/projects/${id}/compose`)
    expect((await client.settled(id, { waitingForFilm: true })).status).toBe('completed')
  })
})
