import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenes } from '@badapple/scenes'
import { attemptKey, createScenes, isSceneError, randomIds } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import type { CommitFault } from '../support/faulty-store.js'
import { FaultyStore, noReply } from '../support/faulty-store.js'
import { pythonRead, pythonSave } from '../support/python-writer.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

/** A command with its preparation, and the event by which its effects are counted. */
interface Scenario {
  readonly name: string
  readonly event: string
  readonly play: (clean: Scenes, projectId: string) => Promise<(faulty: Scenes) => Promise<unknown>>
}

const failed = async (scenes: Scenes, projectId: string) => {
  await scenes.fail(await scenes.claim(projectId, 1), 'no luck')
}

const withVideos = async (scenes: Scenes, projectId: string) => {
  await scenes.startVideoGeneration(projectId)
  for (const sequence of [1, 2]) await scenes.upload(projectId, sequence, { body: clipBytes() })
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'createProject',
    event: 'project-created',
    play: () =>
      Promise.resolve((scenes) => scenes.createProject({ projectId: 'another', conceptPrompt: 'New' })),
  },
  {
    name: 'addScenes',
    event: 'scenes-added',
    play: async (clean, id) => {
      await clean.startVideoGeneration(id)
      return (scenes) => scenes.addScenes(id, [{ prompt: 'One more', durationSeconds: 8 }])
    },
  },
  {
    name: 'startVideoGeneration',
    event: 'video-generation-started',
    play: (_, id) => Promise.resolve((scenes) => scenes.startVideoGeneration(id)),
  },
  {
    name: 'claim',
    event: 'scene-claimed',
    play: (_, id) => Promise.resolve((scenes) => scenes.claim(id, 1)),
  },
  {
    name: 'submitted',
    event: 'job-submitted',
    play: async (clean, id) => {
      const job = await clean.claim(id, 1)
      return (scenes) => scenes.submitted(job, 'job-1')
    },
  },
  {
    name: 'complete',
    event: 'scene-completed',
    play: async (clean, id) => {
      const job = await clean.claim(id, 1)
      return (scenes) => scenes.complete(job, { body: clipBytes(), durationSeconds: 8 })
    },
  },
  {
    name: 'fail',
    event: 'scene-failed',
    play: async (clean, id) => {
      const job = await clean.claim(id, 1)
      return (scenes) => scenes.fail(job, 'no luck')
    },
  },
  {
    name: 'release',
    event: 'claim-released',
    play: async (clean, id) => {
      const job = await clean.claim(id, 1)
      return (scenes) => scenes.release(job)
    },
  },
  {
    name: 'reset',
    event: 'scene-reset',
    play: async (clean, id) => {
      await clean.complete(await clean.claim(id, 1), { body: clipBytes() })
      return (scenes) => scenes.reset(id, 1)
    },
  },
  {
    name: 'retry',
    event: 'scene-retried',
    play: async (clean, id) => {
      await failed(clean, id)
      return (scenes) => scenes.retry(id, 1)
    },
  },
  {
    name: 'editScene',
    event: 'scene-edited',
    play: (_, id) => Promise.resolve((scenes) => scenes.editScene(id, 1, { prompt: 'Other' })),
  },
  {
    name: 'upload',
    event: 'clip-uploaded',
    play: async (clean, id) => {
      await clean.claim(id, 1)
      return (scenes) => scenes.upload(id, 1, { body: clipBytes(), durationSeconds: 8 })
    },
  },
  {
    name: 'setClip',
    event: 'clip-set',
    play: async (clean, id) => {
      const { clips } = await clean.upload(id, 1, { body: clipBytes() })
      const trim = {
        clip: 'working',
        madeFrom: clips.original ?? '',
        trimPoints: { in: 1, out: 2 },
        sourceDurationSeconds: 8,
        body: clipBytes(),
      } as const
      return (scenes) => scenes.setClip(id, 1, trim)
    },
  },
  {
    name: 'reject',
    event: 'scene-rejected',
    play: async (clean, id) => {
      await clean.upload(id, 1, { body: clipBytes() })
      return (scenes) => scenes.reject(id, 1, { reason: 'six fingers' })
    },
  },
  {
    name: 'restore',
    event: 'clip-restored',
    play: async (clean, id) => {
      const { clips } = await clean.upload(id, 1, { body: clipBytes() })
      await clean.upload(id, 1, { body: clipBytes() })
      return (scenes) => scenes.restore(id, 1, { key: clips.original ?? '' })
    },
  },
  {
    name: 'setSceneStatus',
    event: 'scene-status-set',
    play: (_, id) => Promise.resolve((scenes) => scenes.setSceneStatus(id, 1, { status: 'failed' })),
  },
  {
    name: 'editProject',
    event: 'project-edited',
    play: (_, id) => Promise.resolve((scenes) => scenes.editProject(id, { directorConfig: 'wes' })),
  },
  {
    name: 'failSceneGeneration',
    event: 'scene-generation-failed',
    play: async (clean, id) => {
      await clean.setProjectStatus(id, { status: 'generating_scenes' })
      return (scenes) => scenes.failSceneGeneration(id, 'no ideas')
    },
  },
  {
    name: 'finishSceneGeneration',
    event: 'scene-generation-finished',
    play: async (clean, id) => {
      await clean.setProjectStatus(id, { status: 'generating_scenes' })
      return (scenes) => scenes.finishSceneGeneration(id)
    },
  },
  {
    name: 'startComposition',
    event: 'composition-started',
    play: async (clean, id) => {
      await withVideos(clean, id)
      return (scenes) => scenes.startComposition(id)
    },
  },
  {
    name: 'finishComposition',
    event: 'composition-finished',
    play: async (clean, id) => {
      await withVideos(clean, id)
      await clean.startComposition(id)
      return (scenes) => scenes.finishComposition(id, { body: clipBytes() })
    },
  },
  {
    name: 'failComposition',
    event: 'composition-failed',
    play: async (clean, id) => {
      await withVideos(clean, id)
      await clean.startComposition(id)
      return (scenes) => scenes.failComposition(id, 'out of memory')
    },
  },
  {
    name: 'setProjectStatus',
    event: 'project-status-set',
    play: (_, id) => Promise.resolve((scenes) => scenes.setProjectStatus(id, { status: 'processing' })),
  },
  {
    name: 'adopt',
    event: 'clip-adopted',
    play: async (clean, id) => {
      await failed(clean, id)
      return (scenes) => scenes.adopt(id, 1)
    },
  },
]

const fault: fc.Arbitrary<CommitFault> = fc.oneof(
  fc.constantFrom<CommitFault>({ kind: 'lost-reply' }, { kind: 'lost-request' }, { kind: 'repeated' }),
  fc.record({ kind: fc.constant('late' as const), after: fc.integer({ min: 1, max: 8 }) }),
)

/** What is stored, without what legitimately differs between two ways to the same end: times and commit numbers. */
function essence(store: MemorySceneStore): readonly unknown[] {
  const passing = ['lastCommit', 'order', 'updatedAt', 'expiry', 'time', 'id', 'SK']
  return store.exportItems().map((item) =>
    Object.fromEntries(
      Object.entries(item)
        .filter(
          ([name]) => !passing.includes(name) && !/(StartedAt|CompletedAt|failedAt|createdAt)$/.test(name),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )
}

async function playWith(
  scenario: Scenario,
  faults: readonly CommitFault[],
  meddle = false,
  change: (store: FaultyStore) => void = () => undefined,
) {
  const test = testScenes()
  const { scenes, store, clock, options } = test
  const id = await projectWith(scenes, 2)
  clock.advance(3_600_000)
  const act = await scenario.play(scenes, id)
  await test.blobs.put(await adoptableKey(scenes, id), clipBytes())
  clock.advance(3_600_000)
  const before = (await store.readEvents(id, { limit: 1000 })).items.length
  const faulty = new FaultyStore(store, faults, () => {
    if (meddle && scenario.event !== 'project-created') pythonSave(store, pythonRead(store, id, 'SCENE#001'))
  })
  change(faulty)
  await act(createScenes({ ...options, store: faulty }))
  await faulty.settle()
  const events = [
    ...(await store.readEvents(id, { limit: 1000 })).items.slice(before),
    ...(await store.readEvents('another')).items,
  ]
  return { events: events.map(({ type }) => type), essence: essence(store) }
}

/** A key of the scene's current attempt, for the scenario that adopts. */
async function adoptableKey(scenes: Scenes, id: string) {
  const claim = (await scenes.load(id)).claims.get(1)?.value
  return attemptKey(id, 1, claim?.attempt ?? 1, 'lost-upload')
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it('takes effect exactly once, whichever requests and replies are lost, repeated or late', async () => {
    const undisturbed = await playWith(scenario, [])
    expect(undisturbed.events).toEqual([scenario.event])
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 4 }), async (faults) => {
        const disturbed = await playWith(scenario, faults)
        expect(disturbed.events).toEqual([scenario.event])
        expect(disturbed.essence).toEqual(undisturbed.essence)
      }),
      { numRuns: 150 },
    )
  })

  it('is recognised by its event when a foreign save wipes its traces off the record', async () => {
    const { events } = await playWith(scenario, [{ kind: 'lost-reply' }], true, (store) => {
      const { commit } = store
      // A store need not report more than one of the guards that failed.
      store.commit = async (change) => {
        const answer = await commit(change)
        return answer.ok ? answer : { ok: false, conflicts: answer.conflicts.slice(0, 1) }
      }
    })
    expect(events).toEqual([scenario.event])
  })

  it('is recognised on the record while its event is not visible yet', async () => {
    const { events } = await playWith(scenario, [{ kind: 'lost-reply' }], false, (store) => {
      const { commit } = store
      store.findEvent = () => Promise.resolve(undefined)
      store.commit = async (change) => {
        const answer = await commit(change)
        return answer.ok
          ? answer
          : { ok: false, conflicts: answer.conflicts.filter(({ write }) => write !== 'event') }
      }
    })
    expect(events).toEqual([scenario.event])
  })
})

describe('a command that is repeated with its id', () => {
  it('is not done again by another process', async () => {
    const { scenes, options, store } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    const commandId = scenes.newCommandId()
    const added = await scenes.addScenes(id, [{ prompt: 'Once', durationSeconds: 8 }], { commandId })
    const again = await createScenes(options).addScenes(id, [{ prompt: 'Once', durationSeconds: 8 }], {
      commandId,
    })
    expect(again).toEqual(added)
    expect((await store.loadProject(id))?.scenes).toHaveLength(2)
  })

  it('is done once when the first process died without knowing whether it was', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    await test.scenes.startVideoGeneration(id)
    const commandId = test.scenes.newCommandId()
    const dying = createScenes({
      ...test.options,
      store: new FaultyStore(test.store, [{ kind: 'lost-reply' }]),
      policy: { commitBudgetMs: 1 },
    })
    const scene = [{ prompt: 'Once', durationSeconds: 8 }]
    await expect(dying.addScenes(id, scene, { commandId })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      details: { commandId, outcome: 'unknown' },
    })
    await test.scenes.addScenes(id, scene, { commandId })
    expect((await test.store.loadProject(id))?.scenes).toHaveLength(2)
  })

  it('wins a claim only while the lease still carries it', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const commandId = scenes.newCommandId()
    await scenes.claim(id, 1, { commandId })
    expect((await scenes.claim(id, 1, { commandId })).claimId).toBe(commandId)
    clock.advance(130_000)
    const winner = await scenes.claim(id, 1)
    await expect(scenes.claim(id, 1, { commandId })).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    expect((await scenes.load(id)).claims.get(1)?.value.claimId).toBe(winner.claimId)
  })
})

describe('a project that is created again with the same command id', () => {
  it('is the same project, though nobody named it', async () => {
    const { options, store } = testScenes()
    const scenes = createScenes({ ...options, ids: randomIds })
    const commandId = scenes.newCommandId()
    const { projectId } = await scenes.createProject({ conceptPrompt: 'Once' }, { commandId })
    expect(projectId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect((await scenes.createProject({ conceptPrompt: 'Once' }, { commandId })).projectId).toBe(projectId)
    expect((await store.listProjects()).items).toHaveLength(1)
    expect((await scenes.createProject({ conceptPrompt: 'Another' })).projectId).not.toBe(projectId)
  })
})

describe('a command whose outcome is not known', () => {
  it('says so when its commit was sent, whatever failed afterwards', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    await test.scenes.startVideoGeneration(id)
    let sent = 0
    const store = new FaultyStore(test.store, [{ kind: 'lost-reply' }])
    const { commit, loadProject } = store
    store.commit = (change) => {
      sent++
      return commit(change)
    }
    store.loadProject = (...args) => (sent > 0 ? Promise.reject(noReply()) : loadProject(...args))
    const scene = [{ prompt: 'Once', durationSeconds: 8 }]
    const error: unknown = await createScenes({ ...test.options, store })
      .addScenes(id, scene)
      .catch((caught: unknown) => caught)
    if (!isSceneError(error, 'STORE_UNAVAILABLE')) throw error
    expect(error.details.outcome).toBe('unknown')
    const { commandId = '' } = error.details
    await test.scenes.addScenes(id, scene, { commandId })
    expect((await test.scenes.load(id)).scenes).toHaveLength(2)
  })

  it('says that nothing was changed when nothing was sent', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const store = new FaultyStore(test.store, [])
    store.loadScene = () => Promise.reject(noReply())
    await expect(createScenes({ ...test.options, store }).claim(id, 1)).rejects.toMatchObject({
      details: { outcome: 'unchanged' },
    })
  })
})

describe('an id that was used for another command', () => {
  it('is refused rather than taken as done', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    const [one, two] = [await scenes.claim(id, 1), await scenes.claim(id, 2)]
    const commandId = scenes.newCommandId()
    await scenes.complete(one, { body: clipBytes() }, { commandId })
    await expect(scenes.complete(two, { body: clipBytes() }, { commandId })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(scenes.reset(id, 1, { commandId })).rejects.toThrow('was used before, for scene-completed')
    expect((await scenes.load(id)).scenes[1]?.value.status).toBe('processing')
  })
})

describe('a record that others keep changing', () => {
  it('is decided on again with what was written in between', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    let meddled = false
    const store = new FaultyStore(test.store, [])
    const { commit } = store
    store.commit = async (change) => {
      if (!meddled) {
        meddled = true
        const item = pythonRead(test.store, id, 'SCENE#001')
        pythonSave(test.store, item, {
          prompt: { S: 'Edited meanwhile' },
          updatedAt: { S: '2025-11-24T12:00:01.000000+0000' },
        })
      }
      return commit(change)
    }
    const job = await createScenes({ ...test.options, store }).claim(id, 1)
    expect(job.scene.prompt).toBe('Edited meanwhile')
    expect(store.sent).toHaveLength(2)
    expect(store.sent[1]?.writes).toContainEqual({
      op: 'check-no-event',
      projectId: id,
      commitId: store.sent[0]?.id,
    })
  })

  it('ends in CONTENDED when the time budget is used up, and nothing is done', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const store = new FaultyStore(test.store, [])
    store.commit = () => Promise.resolve({ ok: false, conflicts: [{ write: 0 }] })
    const before = test.store.exportItems()
    const error: unknown = await createScenes({ ...test.options, store })
      .claim(id, 1)
      .catch((caught: unknown) => caught)
    expect(isSceneError(error, 'CONTENDED')).toBe(true)
    expect(test.store.exportItems()).toEqual(before)
  })

  it('is not retried after an error that no retry can cure', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    let sent = 0
    const store = new FaultyStore(test.store, [])
    store.commit = () => {
      sent++
      return Promise.reject(new Error('access denied'))
    }
    await expect(createScenes({ ...test.options, store }).claim(id, 1)).rejects.toThrow('access denied')
    expect(sent).toBe(1)
  })

  it('waits longer and longer between tries, with jitter, and never past the budget', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const sentAt: number[] = []
    const store = new FaultyStore(test.store, [])
    store.commit = () => {
      sentAt.push(test.clock.now())
      return Promise.reject(noReply())
    }
    const begin = test.clock.now()
    await expect(createScenes({ ...test.options, store }).claim(id, 1)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    expect(waits.slice(0, 6)).toEqual([25, 50, 100, 200, 400, 800])
    expect(Math.max(...waits)).toBe(1_000)
    expect(test.clock.now() - begin).toBeLessThanOrEqual(30_000)
  })
})
