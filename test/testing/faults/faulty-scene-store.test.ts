import { describe, expect, it } from 'vitest'
import type { Scenes, SceneStore } from '@badapple/scenes'
import type { CommitFault, ReadingFault } from '@badapple/scenes/testing'
import { aProject, CrashError, createTestScenes, done, missing } from '@badapple/scenes/testing'
import { rejected } from '../../core/support/thrown.js'

const FILM = aProject({ projectId: 'film', scenes: [missing(), done()] })

const SHOT = { prompt: 'A calm', durationSeconds: 8 }

const onFilm = () => createTestScenes(FILM, { actor: 'worker-1' })

/** A change that claims scene 1, as the service makes it. */
async function aChange() {
  const { scenes, requests } = onFilm()
  await scenes.claim('film', 1)
  return requests().at(-1)?.change ?? expect.fail()
}

/** How often scene 1 was claimed. */
async function claims({ startProcess }: ReturnType<typeof onFilm>): Promise<number> {
  const { items } = await startProcess('another').history('film', { sequence: 1 })
  return items.filter(({ type }) => type === 'scene-claimed').length
}

const crash = { name: 'CrashError', process: 'worker-1' }
const unavailable = (outcome: string) => ({
  code: 'STORE_UNAVAILABLE',
  retryable: true,
  details: { outcome },
})

const READINGS: readonly (readonly [keyof SceneStore, (store: SceneStore) => Promise<unknown>])[] = [
  ['loadProject', (store) => store.loadProject('film')],
  ['loadScene', (store) => store.loadScene('film', 1)],
  ['listProjects', (store) => store.listProjects()],
  ['readEvents', (store) => store.readEvents('film')],
  ['findEvent', (store) => store.findEvent('film', 'some')],
]

describe.each(READINGS)('%s', (operation, read) => {
  it.each<readonly [ReadingFault, object]>([
    ['unavailable', unavailable('unknown')],
    ['throttled', unavailable('unchanged')],
    ['crash-before', crash],
    ['crash-after', crash],
  ])('that meets %s fails so, and is as ever without', async (fault, error) => {
    const { store } = onFilm()
    const well = await read(store)
    store.failNext(operation, fault)
    await expect(read(store)).rejects.toMatchObject(error)
    if (error === crash) await expect(read(store)).rejects.toThrow(CrashError)
    else expect(await read(store)).toEqual(well)
  })
})

/** What a fault of a commit does: what its sender sees, and how often the change took effect. */
const COMMITS: readonly (readonly [
  CommitFault,
  { readonly fails?: object; readonly answer?: object; effects: number },
])[] = [
  ['unavailable', { fails: unavailable('unknown'), effects: 0 }],
  ['throttled', { fails: unavailable('unchanged'), effects: 0 }],
  ['lost-reply', { fails: unavailable('unknown'), effects: 1 }],
  [
    'repeated',
    { answer: { ok: false, conflicts: expect.arrayContaining([{ write: 'event' }]) as unknown }, effects: 1 },
  ],
  ['conflict', { answer: { ok: false, conflicts: [{ write: 0 }] }, effects: 0 }],
  ['crash-before', { fails: crash, effects: 0 }],
  ['crash-after', { fails: crash, effects: 1 }],
]

describe('a commit', () => {
  it.each(COMMITS)(
    'that meets %s has the effect that was promised',
    async (fault, { fails, answer, effects }) => {
      const test = onFilm()
      const change = await aChange()
      test.store.failNext('commit', fault)
      const sent = test.store.commit(change)
      if (fails !== undefined) await expect(sent).rejects.toMatchObject(fails)
      if (answer !== undefined) expect(await sent).toMatchObject(answer)
      expect(await claims(test)).toBe(effects)
    },
  )

  it.each(COMMITS.filter(([fault]) => !fault.startsWith('crash')))(
    'of a command that meets %s is done once by the same call',
    async (fault) => {
      const test = onFilm()
      test.store.failNext('commit', fault)
      expect(await test.scenes.claim('film', 1)).toMatchObject({ sequence: 1, attempt: 1 })
      expect(await claims(test)).toBe(1)
      expect(test.store.plannedFaults()).toEqual([])
    },
  )

  it.each(['crash-before', 'crash-after'] as const)(
    'of a command that meets %s ends its process; another does it once under the same id',
    async (fault) => {
      const test = onFilm()
      const commandId = test.scenes.newCommandId()
      test.store.failNext('commit', fault)
      await expect(test.scenes.addScenes('film', [SHOT], { commandId })).rejects.toThrow(CrashError)
      await expect(test.scenes.load('film')).rejects.toThrow(CrashError)
      const other = test.startProcess('worker-2')
      await other.addScenes('film', [SHOT], { commandId })
      expect((await other.load('film')).scenes).toHaveLength(3)
    },
  )

  it('that meets a conflict hears what is stored where its first guard is', async () => {
    const { store } = onFilm()
    store.failNext('commit', 'conflict')
    expect(await store.commit(await aChange())).toMatchObject({
      conflicts: [{ write: 0, current: { value: { sequence: 1, status: 'pending' } } }],
    })
  })

  it.each<readonly [string, (scenes: Scenes) => Promise<unknown>]>([
    ['a project', (scenes) => scenes.editProject('film', { directorConfig: 'wes' })],
    ['a project that is new', (scenes) => scenes.createProject({ conceptPrompt: 'Another' })],
    ['a scene', (scenes) => scenes.editScene('film', 1, { prompt: 'A calm' })],
    ['a claim', async (scenes) => scenes.heartbeat(await scenes.claim('film', 1))],
    ['new scenes', (scenes) => scenes.addScenes('film', [SHOT])],
    ['the chunks and the steps of many', (scenes) => scenes.addScenes('film', Array(200).fill(SHOT))],
    ['the order of the scenes', (scenes) => scenes.reorderScenes('film', [2, 1])],
  ])('of %s that meets conflicts again and again is done in the end', async (_, command) => {
    const { scenes, store } = onFilm()
    store.failRandomly({ seed: 3, rates: { commit: { conflict: 0.5 } } })
    store.failNext('commit', 'conflict', 2)
    await command(scenes)
    store.heal()
    expect((await scenes.audit('film')).findings).toEqual([])
  })

  it('whose store stays down fails when the time for it is used up, and says what is not known', async () => {
    const { scenes, store, clock } = onFilm()
    store.failNext('commit', 'unavailable', Infinity)
    const before = clock.now()
    const { details } = await rejected(scenes.claim('film', 1), 'STORE_UNAVAILABLE')
    expect(details.outcome).toBe('unknown')
    expect(clock.now() - before).toBeGreaterThanOrEqual(29_000)
    store.heal()
    expect(await scenes.claim('film', 1, { commandId: details.commandId ?? '' })).toMatchObject({
      attempt: 1,
    })
  })

  it('that only ever meets conflicts fails in the end', async () => {
    const { scenes, store } = onFilm()
    store.failNext('commit', 'conflict', Infinity)
    await rejected(scenes.claim('film', 1), 'CONTENDED')
  })
})
