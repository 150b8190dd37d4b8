import { describe, expect, it } from 'vitest'
import type { Change, Scene, SceneStore } from '@badapple/scenes'
import { isSceneError } from '@badapple/scenes'
import {
  ADD,
  ADD_LONG,
  filmOf,
  LARGE_COMMANDS,
  newScenes,
  REMOVE_FIRST,
  REVERSE,
  testWith,
} from '../support/large-commands.js'
import { orderedStore } from '../support/ordered-store.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'

/** A service on a project of so many scenes, with its commits, and every disorder after one. */
async function observed(count: number) {
  const disorders: string[] = []
  const wrapStore = (store: SceneStore) => orderedStore(store, (disorder) => disorders.push(disorder))
  const test = await testWith(count)
  const scenes = test.startProcess('observed', { wrapStore })
  return { ...test, scenes, disorders, commits: () => test.requests().flatMap(({ change }) => change ?? []) }
}

function kindsWritten({ writes, event }: Change): readonly string[] {
  const kinds = writes.flatMap((write) =>
    'ref' in write && !write.op.startsWith('check') ? [`${write.op} ${write.ref.kind}`] : [],
  )
  return [...kinds, ...(event === undefined ? [] : ['event'])].sort()
}

describe('the order of the scenes', () => {
  it('of two neighbours costs two scenes, the project and the event', async () => {
    const { scenes, id, commits } = await observed(200)
    const order = Array.from({ length: 200 }, (_, at) => at + 1)
    await scenes.reorderScenes(id, [2, 1, ...order.slice(2)])
    expect(commits().map(kindsWritten)).toEqual([['event', 'update project', 'update scene', 'update scene']])
    await scenes.reorderScenes(id, [2, 1, ...order.slice(2)])
    expect(commits()).toHaveLength(1)
  })

  it('takes new scenes at the end, and closes up when one goes', async () => {
    const { scenes, id, disorders } = await observed(4)
    await scenes.reorderScenes(id, [3, 1, 4, 2])
    expect(await scenes.addScenes(id, newScenes(2))).toMatchObject([
      { sequence: 5, displaySequence: 5 },
      { sequence: 6, displaySequence: 6 },
    ])
    await scenes.removeScene(id, 1)
    await scenes.removeScene(id, 6)
    expect(filmOf(await scenes.load(id)).film.map((line) => line.slice(0, 4))).toEqual([
      '1: 3',
      '2: 4',
      '3: 2',
      '4: 5',
    ])
    expect(await scenes.addScenes(id, newScenes(1))).toMatchObject([{ sequence: 7, displaySequence: 5 }])
    expect(disorders).toEqual([])
  })

  it('refuses to remove the last scene, and any while the project waits or is composed', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    const status = await refusalOf(scenes.removeScene(id, 1))
    expect(status).toMatchObject({ kind: 'project-status', status: 'pending' })
    await scenes.startVideoGeneration(id)
    await scenes.removeScene(id, 1)
    await expect(scenes.removeScene(id, 1)).rejects.toMatchObject({ code: 'SCENE_NOT_FOUND' })
    expect(await refusalOf(scenes.removeScene(id, 2))).toEqual({ kind: 'last-scene', sequence: 2 })
    await scenes.addScenes(id, newScenes(1))
    for (const sequence of [2, 3]) await scenes.upload(id, sequence, { body: clipBytes() })
    await scenes.startComposition(id)
    expect(await refusalOf(scenes.removeScene(id, 2))).toMatchObject({
      kind: 'project-status',
      status: 'composing',
    })
  })

  it('shuts out whoever generates a scene that goes, and keeps its clips in the history', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 3)
    const job = await scenes.claim(id, 1)
    await scenes.removeScene(id, 1)
    await expect(scenes.heartbeat(job)).rejects.toMatchObject({ code: 'SCENE_NOT_FOUND' })
    await expect(scenes.complete(job, { body: clipBytes(), durationSeconds: 8 })).rejects.toMatchObject({
      code: 'SCENE_NOT_FOUND',
    })
    const { clips } = await scenes.upload(id, 2, { body: clipBytes() })
    await scenes.removeScene(id, 2)
    const history = await scenes.history(id, { newestFirst: true, limit: 1 })
    expect(history.items).toMatchObject([
      {
        type: 'scene-removed',
        sequence: 2,
        from: 'completed',
        clipsSuperseded: [
          { clip: 'original', key: clips.original },
          { clip: 'working', key: clips.original },
        ],
      },
    ])
  })
})

async function refusalOf(call: Promise<unknown>) {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  if (!isSceneError(error, 'REFUSED')) throw error
  return error.details.refusal
}

describe.each(LARGE_COMMANDS)('$name', (command) => {
  it('is done in steps, each of which fits and leaves everything in order', async () => {
    const { scenes, id, disorders, ...test } = await observed(command.scenes)
    await command.run(scenes, id)
    expect(disorders).toEqual([])
    const commits = test.commits()
    const [header] = commits.filter(({ event }) => event?.type === 'intent-started')
    expect(header === undefined ? -1 : commits.indexOf(header)).toBe(command.chunks)
    expect(commits.length).toBeGreaterThan(command.chunks + 1)
    for (const { writes } of commits) expect(writes.length).toBeLessThanOrEqual(89)
    for (const { writes } of commits) expect(JSON.stringify(writes).length).toBeLessThan(1_000_000)
    const records = await scenes.load(id)
    expect(records.intent).toBeUndefined()
    expect(records.intentChunks).toBeUndefined()
    expect(disorders).toEqual([])
  })

  // Long prompts make more commits, but none of another kind.
  it.skipIf(command === ADD_LONG)(
    'takes effect once when the call is repeated, and when any reply is lost',
    async () => {
      const { scenes, id, commits } = await observed(command.scenes)
      await command.run(scenes, id, 'again')
      const expected = filmOf(await scenes.load(id))
      const events = (await scenes.history(id, { limit: 1_000 })).items.length
      const count = commits().length
      await command.run(scenes, id, 'again')
      expect((await scenes.history(id, { limit: 1_000 })).items).toHaveLength(events)
      for (const fault of ['lost-reply', 'unavailable', 'repeated'] as const) {
        for (let after = 0; after < count; after++) {
          const faulty = await testWith(command.scenes)
          faulty.store.failNext('commit', fault, { after })
          await command.run(faulty.scenes, id)
          expect(filmOf(await faulty.scenes.load(id)), `${fault} at ${after}`).toEqual(expected)
          expect((await faulty.scenes.history(id, { limit: 1_000 })).items).toHaveLength(events)
        }
      }
    },
  )
})

/** A store that does not say what conflicts. */
function silent(store: SceneStore): SceneStore {
  return {
    ...store,
    commit: async (change) => {
      const answer = await store.commit(change)
      return answer.ok ? answer : { ok: false, conflicts: [] }
    },
  }
}

describe('large commands', () => {
  it.each([ADD, REVERSE, REMOVE_FIRST])(
    '$name: lost replies are recognised by their events where a store does not say what conflicts',
    async (command) => {
      const clean = await observed(command.scenes)
      await command.run(clean.scenes, clean.id)
      const expected = filmOf(await clean.scenes.load(clean.id))
      for (let after = command.chunks; after < clean.commits().length; after++) {
        const { store, id, startProcess } = await testWith(command.scenes)
        store.failNext('commit', 'lost-reply', { after })
        const scenes = startProcess('silent', { wrapStore: silent })
        await command.run(scenes, id)
        expect(filmOf(await scenes.load(id))).toEqual(expected)
      }
    },
  )

  it('end as asked', async () => {
    const added = await observed(ADD.scenes)
    const result = (await ADD.run(added.scenes, added.id)) as readonly Scene[]
    expect(result.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, at) => at + 4))
    const stored = (await added.scenes.load(added.id)).scenes.slice(3).map(({ value }) => value)
    expect(result).toEqual(stored)

    const first = await observed(ADD_LONG.scenes)
    await ADD_LONG.run(first.scenes, first.id)
    const long = (await first.scenes.load(first.id)).scenes.map(({ value }) => value)
    expect(long.map(({ displaySequence }) => displaySequence)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 1),
    )
    expect(
      long.every(({ prompt }, at) => prompt.startsWith(`new ${at + 1} `) && prompt.length === 5_000),
    ).toBe(true)

    const turned = await observed(REVERSE.scenes)
    await REVERSE.run(turned.scenes, turned.id)
    const places = (await turned.scenes.load(turned.id)).scenes.map(({ value }) => value.displaySequence)
    expect(places).toEqual(Array.from({ length: 200 }, (_, at) => 200 - at))

    const removed = await observed(REMOVE_FIRST.scenes)
    await REMOVE_FIRST.run(removed.scenes, removed.id)
    const left = (await removed.scenes.load(removed.id)).scenes.map(
      ({ value }) => value.sequence - (value.displaySequence ?? 0),
    )
    expect(left).toEqual(Array.from({ length: 199 }, () => 1))
  })
})
