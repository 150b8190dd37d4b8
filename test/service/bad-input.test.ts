import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import { createScenes } from '@badapple/scenes'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

type Call = (
  scenes: Record<keyof Scenes, (...args: unknown[]) => Promise<unknown>>,
  id: string,
  job: object,
) => Promise<unknown>

const CALLS: readonly (readonly [string, Call])[] = [
  ['a project without a concept', (s) => s.createProject({})],
  [
    'a project with a field that does not exist',
    (s) => s.createProject({ conceptPrompt: 'x', colour: 'red' }),
  ],
  [
    'a project id that would leave its folder',
    (s) => s.createProject({ conceptPrompt: 'x', projectId: '../x' }),
  ],
  [
    'a URL where a key belongs',
    (s) => s.createProject({ conceptPrompt: 'x', characterImageKey: 'https://x/y.png' }),
  ],
  ['no scenes', (s, id) => s.addScenes(id, [])],
  [
    'a prompt of 5,001 characters',
    (s, id) => s.addScenes(id, [{ prompt: 'x'.repeat(5_001), durationSeconds: 8 }]),
  ],
  ['an endless scene', (s, id) => s.addScenes(id, [{ prompt: 'x', durationSeconds: Infinity }])],
  ['a sequence of 0', (s, id) => s.claim(id, 0)],
  ['a sequence that is text', (s, id) => s.claim(id, '1')],
  ['a misspelt option', (s, id) => s.claim(id, 1, { leasMs: 5 })],
  ['a lease of NaN', (s, id) => s.claim(id, 1, { leaseMs: Number.NaN })],
  ['no claim', (s) => s.heartbeat(undefined)],
  [
    'a claim without its attempt',
    (s, id) => s.complete({ projectId: id, sequence: 1, claimId: 'x' }, { body: clipBytes() }),
  ],
  [
    'a claim id that would leave its folder',
    (s, id) => s.complete({ projectId: id, sequence: 2, claimId: '../x', attempt: 1 }, { body: clipBytes() }),
  ],
  ['half a blob', (s, _, job) => s.complete(job, { body: { size: 4, arrayBuffer: 1 } })],
  ['a clip of a year', (s, _, job) => s.complete(job, { body: clipBytes(), durationSeconds: 31_536_000 })],
  ['a clip of no length', (s, _, job) => s.complete(job, { body: clipBytes(), durationSeconds: 5e-324 })],
  ['a clip without bytes or key', (s, _, job) => s.complete(job, {})],
  ['a clip that is a URL', (s, _, job) => s.complete(job, { key: 's3://bucket/key.mp4' })],
  ['a clip with both', (s, _, job) => s.complete(job, { key: 'a.mp4', body: clipBytes() })],
  [
    'a clip of a length that is none',
    (s, _, job) => s.complete(job, { body: clipBytes(), durationSeconds: -1 }),
  ],
  [
    'a command id with a slash',
    (s, _, job) => s.complete(job, { body: clipBytes() }, { commandId: 'not/ok' }),
  ],
  ['a failure without a reason', (s, _, job) => s.fail(job, '')],
  ['a failure of nothing', (s) => s.fail(undefined, 'x')],
  ['a job without an id', (s, _, job) => s.submitted(job, '')],
  ['a selection of a number', (s, id) => s.select(id, { only: 1 })],
  ['a selection with a misspelt option', (s, id) => s.select(id, { onli: [1] })],
  ['a list of projects of an unknown status', (s) => s.listProjects({ status: 'archived' })],
  ['a list of no projects', (s) => s.listProjects({ limit: 0 })],
  ['a list from nowhere', (s) => s.listProjects({ cursor: '' })],
  ['a view of a number', (s) => s.view(7)],
  ['a history of scene 0', (s, id) => s.history(id, { sequence: 0 })],
  ['a history of 1,001 events', (s, id) => s.history(id, { limit: 1_001 })],
  ['a history with a misspelt option', (s, id) => s.history(id, { newest: true })],
  ['an adoption of a URL', (s, id) => s.adopt(id, 1, { key: 'https://x/video.mp4' })],
  ['no generator', (s, id) => s.generateMissing(id, undefined)],
  ['a project id that is a number', (s) => s.load(7)],
]

describe('bad input', () => {
  it.each(CALLS)('%s is refused with INVALID_INPUT, and nothing is changed', async (_, call) => {
    const { scenes, store, blobs } = testScenes()
    const id = await projectWith(scenes, 2)
    const job = await scenes.claim(id, 2)
    const before = [store.exportItems(), blobs.objects()]
    // The methods as a caller without types sees them.
    const untyped: unknown = scenes
    await expect(call(untyped as Parameters<Call>[0], id, job)).rejects.toMatchObject({
      name: 'SceneError',
      code: 'INVALID_INPUT',
    })
    expect([store.exportItems(), blobs.objects()]).toEqual(before)
  })

  it('a policy that is none is refused when the service is created', () => {
    const { options } = testScenes()
    expect(() => createScenes({ ...options, policy: { leaseMs: -1 } })).toThrow(
      'leaseMs: Too small: expected number to be >0, got -1',
    )
  })

  it('a service without a bucket is refused when it is created', () => {
    const { store } = testScenes()
    // A caller without types.
    const create: unknown = createScenes
    const untyped = create as (options?: object) => Scenes
    expect(() => untyped({ store })).toThrow('createScenes needs `blobs`')
    expect(() => untyped()).toThrow('createScenes needs `store`')
  })
})

describe('what is not there', () => {
  it('is named', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 1)
    await expect(scenes.claim('nowhere', 1)).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' })
    await expect(scenes.claim(id, 9)).rejects.toMatchObject({ code: 'SCENE_NOT_FOUND' })
    await expect(scenes.load('nowhere')).rejects.toMatchObject({ code: 'PROJECT_NOT_FOUND' })
    await expect(scenes.reset(id, 9)).rejects.toThrow('there is no scene 9 in project project-1')
  })

  it('or there already', async () => {
    const { scenes } = testScenes()
    await scenes.createProject({ projectId: 'mine', conceptPrompt: 'x' })
    await expect(scenes.createProject({ projectId: 'mine', conceptPrompt: 'y' })).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    })
    expect((await scenes.load('mine')).project.value.conceptPrompt).toBe('x')
  })
})
