import type { CreateScenesOptions, Scenes } from '@badapple/scenes'
import { createScenes, isSceneError, toObjectKey } from '@badapple/scenes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../arbitraries/runs.js'
import { hostileValues, spoiled } from '../arbitraries/hostile-values.js'
import { expectClear } from '../support/expect-scene-error.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import type { TestScenes } from '@badapple/scenes/testing'

const RUNS = runs(100)
const ID = 'project-1'
const EARLIER = `mv/projects/${ID}/scenes/001/video_upload_earlier.mp4`

/** A project with a video in scene 1, a claim on scene 2, and nothing in scene 3. */
async function world() {
  const test = testScenes()
  await projectWith(test.scenes, 3)
  await test.scenes.upload(ID, 1, { body: clipBytes(), durationSeconds: 8 }, { commandId: 'earlier' })
  const job = await test.scenes.claim(ID, 2, { commandId: 'the-claim' })
  return { ...test, job }
}

const JOB = { projectId: ID, sequence: 2, claimId: 'the-claim', attempt: 1 }
const COMMAND = { actor: 'somebody', commandId: 'a-command' }
const bytes = () => ({ body: clipBytes(), contentType: 'video/mp4', durationSeconds: 8 })
const trimmed = {
  clip: 'working',
  madeFrom: EARLIER,
  trimPoints: { in: 1, out: 3 },
  sourceDurationSeconds: 8,
}
const generate = () => Promise.resolve({ body: clipBytes() })

/** Arguments that are accepted; a method that is not named here is called with those of most methods. */
const VALID: Readonly<Partial<Record<string, () => readonly unknown[]>>> = {
  createProject: () => [
    { projectId: 'mine', conceptPrompt: 'x', characterImageKey: 'a.png', mode: 'music-video' },
    COMMAND,
  ],
  editProject: () => [ID, { conceptPrompt: 'y', productImageKey: null, directorConfig: 'noir' }, COMMAND],
  addScenes: () => [
    ID,
    [{ prompt: 'x', durationSeconds: 8, referenceImageKeys: ['a.png'], needsLipSync: true }],
    COMMAND,
  ],
  reorderScenes: () => [ID, [3, 2, 1], COMMAND],
  removeScene: () => [ID, 3, COMMAND],
  failSceneGeneration: () => [ID, 'no luck', COMMAND],
  startSceneGeneration: () => [ID, COMMAND],
  finishSceneGeneration: () => [ID, COMMAND],
  startVideoGeneration: () => [ID, COMMAND],
  startComposition: () => [ID, COMMAND],
  reset: () => [ID, 1, { reason: 'x', ...COMMAND }],
  retry: () => [ID, 1, COMMAND],
  newCommandId: () => [],
  finishComposition: () => [ID, bytes(), COMMAND],
  failComposition: () => [ID, 'no luck', COMMAND],
  setProjectStatus: () => [ID, { status: 'failed', expected: 'processing', reason: 'x', ...COMMAND }],
  editScene: () => [
    ID,
    3,
    { prompt: 'y', negativePrompt: null, durationSeconds: 4, audioClipKey: 'a.mp3' },
    COMMAND,
  ],
  upload: () => [ID, 3, bytes(), COMMAND],
  setClip: () => [ID, 1, { ...trimmed, body: clipBytes() }, COMMAND],
  reject: () => [ID, 1, { reason: 'bad', ...COMMAND }],
  restore: () => [ID, 1, { key: EARLIER, ...COMMAND }],
  setSceneStatus: () => [ID, 3, { status: 'failed', expected: 'pending', reason: 'x', ...COMMAND }],
  adopt: () => [ID, 3, { key: `mv/projects/${ID}/scenes/003/video.mp4`, ...COMMAND }],
  claim: () => [ID, 3, { owner: 'worker', leaseMs: 5_000, regenerate: true, ...COMMAND }],
  heartbeat: () => [JOB, { leaseMs: 5_000 }],
  submitted: () => [JOB, 'job-1', COMMAND],
  complete: () => [JOB, bytes(), COMMAND],
  fail: () => [JOB, 'no luck', COMMAND],
  release: () => [JOB, { reason: 'x', ...COMMAND }],
  select: () => [ID, { only: [1, 2], regenerate: [1] }],
  generateMissing: () => [
    ID,
    generate,
    { only: [3], regenerate: [1], concurrency: 1, leaseMs: 5_000, maxAttempts: 1, owner: 'w' },
  ],
  load: () => [ID],
  view: () => [ID],
  listProjects: () => [{ status: 'processing', limit: 2, cursor: 'x' }],
  history: () => [ID, { sequence: 1, after: 'x', limit: 2, newestFirst: true }],
  watch: () => [
    ID,
    { from: 'beginning', intervalMs: 1_000, overlapMs: 90_000, farOverlapMs: 1, outageMs: 0 },
  ],
  eventStream: () => [
    ID,
    { headers: new Headers(), signal: AbortSignal.abort() },
    { heartbeatMs: 5, retryMs: 0 },
  ],
  replay: () => [ID],
  audit: () => [ID, {}],
  repair: () => [ID, { actor: 'a', force: false, only: { kinds: ['stalled'], sequences: [1] } }],
  recount: () => [ID, COMMAND],
}

const MOST = () => [ID, 1, { reason: 'x', key: 'a.mp4', ...COMMAND }, COMMAND]

/** Everything that is stored. */
function storedIn({ store, blobs }: Pick<TestScenes, 'store' | 'blobs'>): string {
  return JSON.stringify([store.exportItems(), blobs.objects()])
}

/** A completion whose claim is lost leaves its object; an object is never deleted. */
function mayStoreBytes(method: string, error: unknown): boolean {
  return method === 'complete' && isSceneError(error) && error.code !== 'INVALID_INPUT'
}

describe('whatever is passed', () => {
  const methods = Object.keys(testScenes().scenes)

  it.each(methods)('%s answers rightly, or throws a clear SceneError and changes nothing', async (method) => {
    const inherited = Reflect.ownKeys(Object.prototype)
    let refused = 0
    await fc.assert(
      fc.asyncProperty(spoiled(VALID[method] ?? MOST), async ({ make }) => {
        const test = await world()
        const before = storedIn(test)
        const call = Reflect.get(test.scenes, method) as (...args: readonly unknown[]) => unknown
        try {
          await call(...make())
        } catch (error) {
          refused++
          expectClear(error)
          if (!mayStoreBytes(method, error)) expect(storedIn(test)).toBe(before)
        }
        expect(Reflect.ownKeys(Object.prototype)).toEqual(inherited)
        await expectReadable(test.scenes)
      }),
      RUNS,
    )
    if (method !== 'newCommandId') expect(refused).toBeGreaterThan(0)
  })

  it('the valid arguments are accepted', async () => {
    for (const method of methods.filter((name) => name in VALID)) {
      const test = await world()
      if (method === 'adopt')
        await test.blobs.put(toObjectKey(`mv/projects/${ID}/scenes/003/video.mp4`), clipBytes())
      const call = Reflect.get(test.scenes, method) as (...args: readonly unknown[]) => Promise<unknown>
      const outcome = await Promise.resolve(call(...(VALID[method] ?? MOST)())).catch(
        (error: unknown) => error,
      )
      if (isSceneError(outcome)) expect(outcome.code, `${method}: ${outcome.message}`).toBe('REFUSED')
    }
  })
})

/** Nothing was stored that cannot be read again. */
async function expectReadable(scenes: Scenes): Promise<void> {
  const { findings } = await scenes.audit(ID)
  expect(findings.filter(({ kind }) => kind.startsWith('invalid-'))).toEqual([])
  await scenes.view(ID)
  const { invalid } = await scenes.history(ID, { limit: 1_000 })
  expect(invalid).toEqual([])
}

describe('a generator', () => {
  it('may return or throw anything', async () => {
    await fc.assert(
      fc.asyncProperty(hostileValues, fc.boolean(), async ({ make }, throws) => {
        const test = await world()
        const generator: unknown = () => {
          if (throws) throw make()
          return make()
        }
        const { scenes } = await test.scenes.generateMissing(ID, generator as typeof generate, {
          maxAttempts: 1,
        })
        expect(scenes.map(({ sequence }) => sequence)).toContain(3)
        await expectReadable(test.scenes)
      }),
      RUNS,
    )
  })
})

describe('createScenes', () => {
  it('takes its options or throws a clear SceneError', async () => {
    const { options } = testScenes()
    await fc.assert(
      fc.asyncProperty(
        spoiled(() => [{ ...options, policy: { leaseMs: 5, skipStatuses: ['failed'] }, actor: 'x' }]),
        async ({ name, make }) => {
          let scenes: Scenes
          try {
            scenes = createScenes(...(make() as [CreateScenesOptions]))
          } catch (error) {
            expectClear(error)
            return
          }
          // What a port of somebody's own answers is not looked into.
          if (/^0\.(store|blobs|clock|ids|random)/.test(name)) return
          await scenes.select(ID).catch(expectClear)
          await scenes.createProject({ conceptPrompt: 'x' }).catch(expectClear)
        },
      ),
      RUNS,
    )
  })
})
