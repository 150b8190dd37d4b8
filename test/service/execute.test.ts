import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, Conflict, Scenes, SceneStore } from '@badapple/scenes'
import { attemptKey, createScenes, randomIds, SceneError } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import type { TestRequest, TestScenes } from '@badapple/scenes/testing'
import { rejected } from '../core/support/thrown.js'
import type { CommitFault } from '../support/faulty-store.js'
import { FaultyStore } from '../support/faulty-store.js'
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

/** A service on a test, and what is still to come when it is done. */
interface Disturbed {
  readonly scenes: Scenes
  readonly settle?: () => Promise<void>
}

async function playWith(scenario: Scenario, disturb: (test: TestScenes) => Disturbed = (test) => test) {
  const test = testScenes()
  const { scenes, store, blobs, clock } = test
  const id = await projectWith(scenes, 2)
  await clock.advance(3_600_000)
  const act = await scenario.play(scenes, id)
  await blobs.put(await adoptableKey(scenes, id), clipBytes())
  await clock.advance(3_600_000)
  const before = (await store.readEvents(id, { limit: 1000 })).items.length
  const disturbed = disturb(test)
  await act(disturbed.scenes)
  await disturbed.settle?.()
  const events = [
    ...(await store.readEvents(id, { limit: 1000 })).items.slice(before),
    ...(await store.readEvents('another')).items,
  ]
  return { events: events.map(({ type }) => type), essence: essence(store) }
}

/** A service whose commits meet these fates. */
function withFates({ store, options }: TestScenes, faults: readonly CommitFault[]): Disturbed {
  const faulty = new FaultyStore(store, faults)
  return { scenes: createScenes({ ...options, store: faulty }), settle: () => faulty.settle() }
}

/** A service that is told of some of the guards that failed only, as a store need not report more. */
function toldOf(
  { startProcess }: TestScenes,
  told: (conflict: Conflict, at: number) => boolean,
  more: Partial<SceneStore> = {},
): Scenes {
  const wrapStore = (store: SceneStore): SceneStore => ({
    ...store,
    ...more,
    commit: async (change) => {
      const answer = await store.commit(change)
      return answer.ok ? answer : { ok: false, conflicts: answer.conflicts.filter(told) }
    },
  })
  return startProcess('disturbed', { wrapStore })
}

/** A key of the scene's current attempt, for the scenario that adopts. */
async function adoptableKey(scenes: Scenes, id: string) {
  const claim = (await scenes.load(id)).claims.get(1)?.value
  return attemptKey(id, 1, claim?.attempt ?? 1, 'lost-upload')
}

describe.each(SCENARIOS)('$name', (scenario) => {
  it('takes effect exactly once, whichever requests and replies are lost, repeated or late', async () => {
    const undisturbed = await playWith(scenario)
    expect(undisturbed.events).toEqual([scenario.event])
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 4 }), async (faults) => {
        const disturbed = await playWith(scenario, (test) => withFates(test, faults))
        expect(disturbed.events).toEqual([scenario.event])
        expect(disturbed.essence).toEqual(undisturbed.essence)
      }),
      { numRuns: 150 },
    )
  })

  it('is recognised by its event when a foreign save wipes its traces off the record', async () => {
    const { events } = await playWith(scenario, (test) => {
      const { store, python } = test
      store.failNext('commit', 'lost-reply')
      const save = () => {
        python.read('project-1', 1).save()
      }
      // When it is sent again.
      store.beforeNext('commit', () => {
        store.beforeNext('commit', save)
      })
      return { scenes: toldOf(test, (_, at) => at === 0) }
    })
    expect(events).toEqual([scenario.event])
  })

  it('is recognised on the record while its event is not visible yet', async () => {
    const { events } = await playWith(scenario, (test) => {
      test.store.failNext('commit', 'lost-reply')
      const isOfRecord = ({ write }: Conflict) => write !== 'event'
      return { scenes: toldOf(test, isOfRecord, { findEvent: () => Promise.resolve(undefined) }) }
    })
    expect(events).toEqual([scenario.event])
  })
})

describe('a command that is repeated with its id', () => {
  it('is not done again by another process', async () => {
    const { scenes, startProcess, store } = testScenes()
    const id = await projectWith(scenes, 1)
    await scenes.startVideoGeneration(id)
    const commandId = scenes.newCommandId()
    const added = await scenes.addScenes(id, [{ prompt: 'Once', durationSeconds: 8 }], { commandId })
    const again = await startProcess('another').addScenes(id, [{ prompt: 'Once', durationSeconds: 8 }], {
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
    test.store.failNext('commit', 'lost-reply')
    const dying = test.startProcess('dying', { policy: { commitBudgetMs: 1 } })
    const scene = [{ prompt: 'Once', durationSeconds: 8 }]
    await expect(dying.addScenes(id, scene, { commandId })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
      details: { commandId, outcome: 'unknown' },
    })
    await test.scenes.addScenes(id, scene, { commandId })
    expect((await test.store.loadProject(id))?.scenes).toHaveLength(2)
  })

  it('is done once when a late commit of the first call arrives between the look for it and the records', async () => {
    const test = testScenes()
    const projectId = await projectWith(test.scenes, 1)
    await test.scenes.startVideoGeneration(projectId)
    const add = (scenes: Scenes) =>
      scenes.addScenes(projectId, [{ prompt: 'One more', durationSeconds: 8 }], { commandId: 'the-command' })
    const late: Change[] = []
    const arrive = async () => {
      for (const change of late.splice(0)) await test.store.commit(change)
    }
    const store: SceneStore = {
      ...test.options.store,
      // Somebody else comes first, so that the call decides anew; what it sends then stays on its way.
      commit: async (change) => {
        if (change.id === 'the-command.1' && late.length === 0)
          await test.scenes.editProject(projectId, { conceptPrompt: 'Rain' })
        if (change.id !== 'the-command.2') return test.store.commit(change)
        late.push(change)
        throw new SceneError('STORE_UNAVAILABLE', 'no answer', { outcome: 'unknown' })
      },
      findEvent: async (...place) => {
        const found = await test.store.findEvent(...place)
        await arrive()
        return found
      },
    }
    await rejected(add(createScenes({ ...test.options, store })), 'STORE_UNAVAILABLE')
    expect(late).toHaveLength(1)

    await add(createScenes({ ...test.options, store }))
    expect((await test.scenes.load(projectId)).scenes).toHaveLength(2)
  })

  it('wins a claim only while the lease still carries it', async () => {
    const { scenes, clock } = testScenes()
    const id = await projectWith(scenes, 1)
    const commandId = scenes.newCommandId()
    await scenes.claim(id, 1, { commandId })
    expect((await scenes.claim(id, 1, { commandId })).claimId).toBe(commandId)
    await clock.advance(130_000)
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
    test.store.failNext('commit', 'lost-reply')
    test.store.failNext('loadProject', 'unavailable', { after: 1, times: Infinity })
    const scene = [{ prompt: 'Once', durationSeconds: 8 }]
    const { details } = await rejected(test.scenes.addScenes(id, scene), 'STORE_UNAVAILABLE')
    expect(details.outcome).toBe('unknown')
    const { commandId = '' } = details
    test.store.heal()
    await test.scenes.addScenes(id, scene, { commandId })
    expect((await test.scenes.load(id)).scenes).toHaveLength(2)
  })

  it('does not say so of a command that is repeated: an earlier call may have changed something', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    const commandId = test.scenes.newCommandId()
    test.store.failNext('loadScene', 'unavailable', Infinity)
    await expect(test.scenes.claim(id, 1, { commandId })).rejects.toMatchObject({
      details: { outcome: 'unknown', commandId },
    })
  })

  it('says that nothing was changed when nothing was sent', async () => {
    const test = testScenes()
    const id = await projectWith(test.scenes, 1)
    test.store.failNext('loadScene', 'unavailable', Infinity)
    await expect(test.scenes.claim(id, 1)).rejects.toMatchObject({
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
    const { scenes, store, python, requests } = testScenes()
    const id = await projectWith(scenes, 1)
    const before = requests().length
    store.beforeNext('commit', () => {
      python.read(id, 1).save({ prompt: 'Edited meanwhile', updatedAt: '2025-11-24T12:00:01.000000+0000' })
    })
    const job = await scenes.claim(id, 1)
    expect(job.scene.prompt).toBe('Edited meanwhile')
    const [first, second, ...more] = requests()
      .slice(before)
      .flatMap(({ change }) => change ?? [])
    expect(more).toEqual([])
    expect(second?.writes).toContainEqual({ op: 'check-no-event', projectId: id, commitId: first?.id })
  })

  it('ends in CONTENDED when the time budget is used up, and nothing is done', async () => {
    const { scenes, store } = testScenes()
    const id = await projectWith(scenes, 1)
    store.failNext('commit', 'conflict', Infinity)
    const before = store.exportItems()
    await rejected(scenes.claim(id, 1), 'CONTENDED')
    expect(store.exportItems()).toEqual(before)
  })

  it('is not retried after an error that no retry can cure', async () => {
    const { scenes, store, requests } = testScenes()
    const id = await projectWith(scenes, 1)
    store.beforeNext('commit', () => Promise.reject(new Error('access denied')))
    const before = commitsIn(requests()).length
    await expect(scenes.claim(id, 1)).rejects.toThrow('access denied')
    expect(commitsIn(requests())).toHaveLength(before + 1)
  })

  it('waits longer and longer between tries, with jitter, and never past the budget', async () => {
    const { scenes, store, clock, requests } = testScenes()
    const id = await projectWith(scenes, 1)
    store.failNext('commit', 'unavailable', Infinity)
    const begin = clock.now()
    await rejected(scenes.claim(id, 1), 'STORE_UNAVAILABLE')
    const sentAt = commitsIn(requests()).flatMap(({ atMs, fault }) => (fault === undefined ? [] : [atMs]))
    const waits = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))
    expect(waits.slice(0, 6)).toEqual([25, 50, 100, 200, 400, 800])
    expect(Math.max(...waits)).toBe(1_000)
    expect(clock.now() - begin).toBeLessThanOrEqual(30_000)
  })
})

function commitsIn(requests: readonly TestRequest[]): readonly TestRequest[] {
  return requests.filter(({ operation }) => operation === 'commit')
}
