import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { filmed, framesOf, videoOf } from '../../examples/service/simulated-video.js'
import { Client, fetched, objectOf, projectIn, sceneIn } from './service/client.js'
import { apiError, joined } from './service/expected.js'
import type { World } from './service/world.js'
import { startWorld } from './service/world.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const WINDOW_MS = 900_000

describe('the example service', () => {
  let world: World
  let client: Client

  beforeAll(async () => {
    world = await startWorld()
    client = new Client((await world.start()).url)
  })
  afterAll(() => world.close())

  it('plays a whole project, from the concept to the film', async () => {
    const created = await client.post('/projects', {
      conceptPrompt: 'A choir of radiators',
      mode: 'music-video',
    })
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'pending', mode: 'music-video', scenes: [] },
    })
    const id = projectIn(created).projectId
    const edited = await client.patch(`/projects/${id}`, { characterDescription: 'Iron', mode: null })
    expect(edited).toMatchObject({ status: 200, body: { characterDescription: 'Iron', mode: null } })

    const generating = await client.post(`/projects/${id}/generate`)
    expect(generating).toMatchObject({ status: 202, body: { projectId: id } })
    const written = await client.until(id, ({ status }) => status !== 'generating_scenes')
    expect(written).toMatchObject({ status: 'pending', sceneCount: 3, completedScenes: 0 })
    const changed = await client.patch(`/projects/${id}/scenes/2`, { prompt: 'They hum', duration: 2 })
    expect(changed).toMatchObject({ status: 200, body: { sequence: 2, prompt: 'They hum', duration: 2 } })

    const release = world.hold()
    onTestFinished(release)
    const submitted = await client.post(`/projects/${id}/generate_videos`)
    expect(submitted).toMatchObject({
      status: 202,
      body: { submitted: [1, 2, 3].map((sequence) => ({ sequence, resumed: false })), failed: [] },
    })
    expect(await client.project(id)).toMatchObject({ status: 'processing', completedScenes: 0 })
    release()
    const done = await client.settled(id)
    expect(done).toMatchObject({ status: 'completed', completedScenes: 3, failedScenes: 0 })
    const [first, second, third] = done.scenes.map(({ prompt }) => prompt)
    expect(await fetched(sceneIn(done, 1).originalVideoClipUrl)).toEqual(filmed(first ?? '', 4))
    expect(await fetched(sceneIn(done, 2).workingVideoClipUrl)).toEqual(filmed('They hum', 2))
    expect(second).toBe('They hum')

    const added = await client.post(`/projects/${id}/scenes`, { prompt: 'They sleep', duration: 1 })
    expect(added).toMatchObject({ status: 201, body: { sequence: 4, displaySequence: 4, status: 'pending' } })
    expect(await client.project(id)).toMatchObject({ status: 'processing', sceneCount: 4 })
    await client.post(`/projects/${id}/generate_videos`)
    await client.settled(id)

    const moved = await client.patch(`/projects/${id}/scenes/reorder`, { order: [4, 2, 1, 3] })
    expect(projectIn(moved).scenes.map(({ sequence }) => sequence)).toEqual([4, 2, 1, 3])
    const trimmed = await client.post(`/projects/${id}/scenes/3/trim`, { in: 0.5, out: 2 })
    expect(trimmed).toMatchObject({ status: 200, body: { duration: 1.5, trimPoints: { in: 0.5, out: 2 } } })
    const whole = filmed(third ?? '', 4)
    const part = videoOf(framesOf(whole).subarray(5, 20))
    const afterTrim = sceneIn(await client.project(id), 3)
    expect(await fetched(afterTrim.workingVideoClipUrl)).toEqual(part)
    expect(await fetched(afterTrim.originalVideoClipUrl)).toEqual(whole)

    expect(await client.send('GET', `/projects/${id}/final-video`)).toEqual(apiError(404, 'NotFound'))
    const composing = await client.post(`/projects/${id}/compose`)
    expect(composing.status).toBe(202)
    const composed = await client.settled(id, { waitingForFilm: true })
    expect(composed.status).toBe('completed')
    const film = await client.send('GET', `/projects/${id}/final-video`)
    expect(film).toEqual({
      status: 200,
      body: { projectId: id, finalOutputUrl: composed.finalOutputUrl },
    })
    expect(await fetched(composed.finalOutputUrl)).toEqual(
      joined(filmed('They sleep', 1), filmed('They hum', 2), filmed(first ?? '', 4), part),
    )
  })

  it('cuts the video of an older record, which has trim points and no trimmed clip', async () => {
    const { projectId: id } = await world.finished(client, 'The sea')
    const key = { PK: `PROJECT#${id}`, SK: 'SCENE#001' }
    const { workingVideoClipS3Key, ...item } = (await world.door.getItem(key)) ?? {}
    await world.door.putItem({ ...item, trimPoints: { S: '{"in": 1.0, "out": 2.5}' } })
    expect(workingVideoClipS3Key).toBeDefined()
    await client.post(`/projects/${id}/compose`)
    const { finalOutputUrl } = await client.settled(id, { waitingForFilm: true })
    expect(await fetched(finalOutputUrl)).toEqual(videoOf(framesOf(filmed('The sea', 3)).subarray(10, 25)))
  })

  it('shows the same URL within a window, and another one in the next', async () => {
    const { projectId } = await world.finished(client, 'The sea')
    const urlNow = async () => (await client.project(projectId)).scenes[0]?.originalVideoClipUrl
    const before = world.nowMs
    try {
      world.nowMs = before - (before % WINDOW_MS)
      const url = await urlNow()
      world.nowMs += WINDOW_MS - 1
      expect(await urlNow()).toBe(url)
      world.nowMs += 1
      expect(await urlNow()).not.toBe(url)
      expect(objectOf(await urlNow())).toBe(objectOf(url))
    } finally {
      world.nowMs = before
    }
  })
})

describe('npm run example', () => {
  const follow = (client: Client, { method = '', path = '' } = {}) => client.send(method, path)

  it('starts everything with one command, does what it says, and stops', async () => {
    const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', 'examples/service/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, PORT: '0' },
    })
    const over = once(child, 'exit')
    let output = ''
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    const listening = new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (/curl http\S+\n/.test(output)) resolve()
      })
    })
    const ended = over.then(() => Promise.reject(new Error(`it ended by itself: ${errors}`)))
    try {
      await Promise.race([listening, ended])
      const [, url = ''] = /listens at (http\S+)\./.exec(output) ?? []
      const client = new Client(url)
      const calls = [...output.matchAll(/curl (?:-X ([A-Z]+) )?http\S+\/api\/mv(\S+)/g)]
      const [generate, generateVideos, look] = calls.map(([, method = 'GET', path = '']) => ({
        method,
        path,
      }))
      expect(calls).toHaveLength(3)
      const { projectId: id } = projectIn(await follow(client, generate))
      await client.until(id, ({ status }) => status === 'pending')
      expect(await follow(client, generateVideos)).toMatchObject({ status: 202, body: { failed: [] } })
      expect(await client.settled(id)).toMatchObject({ status: 'completed', completedScenes: 3 })
      expect(projectIn(await follow(client, look))).toMatchObject({ projectId: id, status: 'completed' })
    } finally {
      child.kill('SIGTERM')
    }
    expect(await over).toEqual([0, null])
    expect(errors).toBe('')
  })
})
