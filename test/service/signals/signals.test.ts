import type { CreateScenesOptions, Scenes, Signal } from '@badapple/scenes'
import { createScenes, SIGNAL_CHANNEL } from '@badapple/scenes'
import type { SceneDraft, TestScenes } from '@badapple/scenes/testing'
import { aProject, done, missing, missingBlob, stuck } from '@badapple/scenes/testing'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clipBytes, isOf, testScenes } from '../../support/test-scenes.js'

const id = 'film'
const made = () => Promise.resolve({ body: clipBytes() })

/** A project, and a service on it that keeps what it tells. */
function listening(scenes: readonly SceneDraft[], more: Partial<CreateScenesOptions> = {}) {
  const test = testScenes(aProject({ projectId: id, scenes }))
  const signals: Signal[] = []
  const told = createScenes({ ...test.options, onSignal: (signal) => signals.push(signal), ...more })
  const of = (type: Signal['type']) => signals.filter((signal) => signal.type === type)
  return { test, scenes: told, signals, of }
}

describe('signals', () => {
  it('tell of a claim that was lost, whichever command learns it', async () => {
    const { scenes, of } = listening([missing()])
    const job = await scenes.claim(id, 1)
    await scenes.reset(id, 1)
    const lost = { projectId: id, sequence: 1, claimId: job.claimId, type: 'claim-lost' }
    await expect(scenes.heartbeat(job)).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    await expect(scenes.complete(job, { body: clipBytes() })).rejects.toMatchObject({ code: 'CLAIM_LOST' })
    expect(of('claim-lost')).toEqual([
      { ...lost, command: 'heartbeat' },
      { ...lost, command: 'scene-completed' },
    ])
  })

  it('tell of every conflict that a command is decided anew for, and not of a lost reply', async () => {
    const { test, scenes, of } = listening([missing()])
    test.store.failNext('commit', 'conflict', { times: 2, when: isOf('scene-claimed') })
    await scenes.claim(id, 1)
    const conflict = { type: 'conflict', projectId: id, sequence: 1, command: 'scene-claimed' }
    expect(of('conflict')).toEqual([
      { ...conflict, tries: 1 },
      { ...conflict, tries: 2 },
    ])
    test.store.failNext('commit', 'lost-reply')
    await scenes.editProject(id, { conceptPrompt: 'The sea' })
    expect(of('conflict')).toHaveLength(2)
  })

  it('tell of findings, and of every step of a repair with what became of it', async () => {
    const { test, scenes, of } = listening([stuck(), missingBlob(), done()])
    await scenes.audit(id)
    const kinds = of('finding').map((signal) => signal.type === 'finding' && signal.finding.kind)
    expect(kinds).toEqual(['stalled', 'missing-blob'])
    test.store.beforeNext('commit', () => test.scenes.reset(id, 1))
    await scenes.repair(id)
    expect(of('repair')).toMatchObject([
      { projectId: id, repair: { command: 'repair-scene', sequence: 1 }, outcome: 'superseded' },
      { repair: { sequence: 2, kinds: ['missing-blob'] }, outcome: 'repaired' },
    ])
  })

  it.each([
    ['a recount', (scenes: Scenes) => scenes.recount(id)],
    ['a repair', (scenes: Scenes) => scenes.repair(id)],
    ['a command that seals the counters', (scenes: Scenes) => scenes.generateMissing(id, made)],
  ])('tell of counters that were wrong when %s sets them right', async (_, act) => {
    const { test, scenes, of } = listening([done(), missing()])
    test.python.read(id).save({ completedScenes: 2 })
    await act(scenes)
    const [stored, counted] = [2, 1].map((completedScenes) => ({
      sceneCount: 2,
      completedScenes,
      failedScenes: 0,
    }))
    expect(of('recount-mismatch')).toEqual([{ type: 'recount-mismatch', projectId: id, stored, counted }])
  })

  it('say nothing of counters that are right', async () => {
    const { test, scenes, of } = listening([done(), missing()])
    await scenes.recount(id)
    test.python.read(id).save({ conceptPrompt: 'The sea' })
    await scenes.recount(id)
    expect(of('recount-mismatch')).toEqual([])
  })

  it('tell how long each attempt took, from the claim to its end', async () => {
    const { test, scenes, of } = listening([missing(), missing()])
    let calls = 0
    const run = scenes.generateMissing(
      id,
      async ({ sequence }) => {
        await test.clock.sleep(1_500 * sequence)
        if (++calls === 1) throw Object.assign(new Error('busy'), { retryable: true })
        return { body: clipBytes() }
      },
      { concurrency: 1 },
    )
    await run
    const attempt = { type: 'generation', projectId: id }
    expect(of('generation')).toEqual([
      { ...attempt, sequence: 1, attempt: 1, outcome: 'again', seconds: 1.5 },
      { ...attempt, sequence: 1, attempt: 2, outcome: 'generated', seconds: 1.5 },
      { ...attempt, sequence: 2, attempt: 1, outcome: 'generated', seconds: 3 },
    ])
  })
})

describe('a listener', () => {
  afterEach(() => vi.restoreAllMocks())

  const broken: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('no collector')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no collector'))],
  ]

  it.each(broken)('that %s costs nothing but a warning', async (_, onSignal) => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const { test, scenes } = listening([stuck(), missing(), done()], { onSignal })
    await scenes.repair(id)
    const { counts } = await scenes.generateMissing(id, made)
    expect(counts.generated).toBe(2)
    expect((await test.scenes.audit(id)).findings).toEqual([])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('no collector'), 'SceneSignalWarning')
  })

  it('that changes what it is told changes nothing else', async () => {
    const { scenes } = listening([stuck(), done()], {
      onSignal: (signal) => {
        if (signal.type === 'finding')
          Object.assign(signal.finding, { repairable: false, kind: 'shared-key' })
      },
    })
    const { audit, repaired } = await scenes.repair(id)
    expect([audit.findings[0]?.kind, repaired]).toEqual(['stalled', 1])
  })

  it('must be a function', () => {
    const { test } = listening([])
    expect(() => createScenes({ ...test.options, onSignal: 'print' as never })).toThrow(
      'a function as `onSignal`',
    )
  })
})

describe('the channel of the process', () => {
  it('has the signals of every service, and nothing is made for it while nobody listens', async () => {
    const heard: unknown[] = []
    const hear = (message: unknown) => heard.push(message)
    const services: readonly TestScenes[] = [1, 2].map(() =>
      testScenes(aProject({ projectId: id, scenes: [stuck()] })),
    )
    const clone = vi.spyOn(globalThis, 'structuredClone')
    await services[0]?.scenes.audit(id)
    const signals = clone.mock.calls.filter(
      ([value]) => (value as Partial<Signal> | undefined)?.type === 'finding',
    )
    clone.mockRestore()
    expect(signals).toEqual([])
    subscribe(SIGNAL_CHANNEL, hear)
    for (const { scenes } of services) await scenes.audit(id)
    unsubscribe(SIGNAL_CHANNEL, hear)
    expect(heard).toMatchObject([1, 2].map(() => ({ type: 'finding', finding: { kind: 'stalled' } })))
  })
})
