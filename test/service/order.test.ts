import { describe, expect, it } from 'vitest'
import type { Change, SceneStore } from '@badapple/scenes'
import { createScenes, isSceneError } from '@badapple/scenes'
import { FaultyStore } from '../support/faulty-store.js'
import {
  ADD,
  ADD_LONG,
  filmOf,
  LARGE_COMMANDS,
  newScenes,
  REMOVE_FIRST,
  REVERSE,
  storeWith,
} from '../support/large-commands.js'
import { orderedStore } from '../support/ordered-store.js'
import { SimulatedClock } from '../support/simulated-clock.js'
import { countingIds } from '../support/test-ids.js'
import { clipBytes, projectWith, testScenes } from '../support/test-scenes.js'
import { createMemoryBlobStore } from '@badapple/scenes/memory'

/** A service on a project of so many scenes that notes every commit, and every disorder after one. */
async function observed(count: number) {
  const { store, id } = await storeWith(count)
  const commits: Change[] = []
  const disorders: string[] = []
  const ordered = orderedStore(store, (disorder) => disorders.push(disorder))
  const noting: SceneStore = {
    ...ordered,
    commit: (change) => {
      commits.push(change)
      return ordered.commit(change)
    },
  }
  const clock = new SimulatedClock()
  const scenes = createScenes({
    store: noting,
    blobs: createMemoryBlobStore(),
    clock,
    ids: countingIds('later-'),
    random: () => 0.5,
  })
  return { scenes, store, id, commits, disorders, clock }
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
    expect(commits.map(kindsWritten)).toEqual([['event', 'update project', 'update scene', 'update scene']])
    await scenes.reorderScenes(id, [2, 1, ...order.slice(2)])
    expect(commits).toHaveLength(1)
  })

  it('takes new scenes at the end, and closes up when one goes', async () => {
    const { scenes, store, id, disorders } = await observed(4)
    await scenes.reorderScenes(id, [3, 1, 4, 2])
    expect(await scenes.addScenes(id, newScenes(2))).toMatchObject([
      { sequence: 5, displaySequence: 5 },
      { sequence: 6, displaySequence: 6 },
    ])
    await scenes.removeScene(id, 1)
    await scenes.removeScene(id, 6)
    expect(filmOf(await store.loadProject(id)).film.map((line) => line.slice(0, 4))).toEqual([
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
    const { scenes, store, id, commits, disorders } = await observed(command.scenes)
    await command.run(scenes, id)
    expect(disorders).toEqual([])
    const [header] = commits.filter(({ event }) => event?.type === 'intent-started')
    expect(header === undefined ? -1 : commits.indexOf(header)).toBe(command.chunks)
    expect(commits.length).toBeGreaterThan(command.chunks + 1)
    for (const { writes } of commits) expect(writes.length).toBeLessThanOrEqual(89)
    for (const { writes } of commits) expect(JSON.stringify(writes).length).toBeLessThan(1_000_000)
    const records = await store.loadProject(id)
    expect(records?.intent).toBeUndefined()
    expect(records?.intentChunks).toBeUndefined()
    expect(disorders).toEqual([])
  })

  // Long prompts make more commits, but none of another kind.
  it.skipIf(command === ADD_LONG)(
    'takes effect once when the call is repeated, and when any reply is lost',
    async () => {
      const clean = await observed(command.scenes)
      await command.run(clean.scenes, clean.id, 'again')
      const expected = filmOf(await clean.store.loadProject(clean.id))
      const events = (await clean.scenes.history(clean.id, { limit: 1_000 })).items.length
      await command.run(clean.scenes, clean.id, 'again')
      expect((await clean.scenes.history(clean.id, { limit: 1_000 })).items).toHaveLength(events)
      for (const kind of ['lost-reply', 'lost-request', 'repeated'] as const) {
        for (let at = 0; at < clean.commits.length; at++) {
          const { store, id } = await storeWith(command.scenes)
          const faulty = new FaultyStore(store, [
            ...Array.from({ length: at }, () => ({ kind: 'none' }) as const),
            { kind },
          ])
          const { options } = testScenes()
          await command.run(createScenes({ ...options, store: faulty, ids: countingIds('later-') }), id)
          expect(filmOf(await store.loadProject(id)), `${kind} at ${at}`).toEqual(expected)
          expect((await store.readEvents(id, { limit: 1_000 })).items).toHaveLength(events)
        }
      }
    },
  )
})

describe('large commands', () => {
  it.each([ADD, REVERSE, REMOVE_FIRST])(
    '$name: lost replies are recognised by their events where a store does not say what conflicts',
    async (command) => {
      const clean = await observed(command.scenes)
      await command.run(clean.scenes, clean.id)
      for (let at = command.chunks; at < clean.commits.length; at++) {
        const { store, id } = await storeWith(command.scenes)
        const silent: SceneStore = {
          ...store,
          commit: async (change) => {
            const answer = await store.commit(change)
            return answer.ok ? answer : { ok: false, conflicts: [] }
          },
        }
        const none = Array.from({ length: at }, () => ({ kind: 'none' }) as const)
        const faulty = new FaultyStore(silent, [...none, { kind: 'lost-reply' }])
        const { options } = testScenes()
        await command.run(createScenes({ ...options, store: faulty, ids: countingIds('later-') }), id)
        expect(filmOf(await store.loadProject(id))).toEqual(filmOf(await clean.store.loadProject(clean.id)))
      }
    },
  )

  it('end as asked', async () => {
    const added = await observed(ADD.scenes)
    const result = (await ADD.run(added.scenes, added.id)) as readonly {
      sequence: number
      displaySequence: number
    }[]
    expect(result.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, at) => at + 4))
    const stored = (await added.store.loadProject(added.id))?.scenes.slice(3).map(({ value }) => value)
    expect(result).toEqual(stored)

    const first = await observed(ADD_LONG.scenes)
    await ADD_LONG.run(first.scenes, first.id)
    const long = (await first.store.loadProject(first.id))?.scenes.map(({ value }) => value)
    expect(long?.map(({ displaySequence }) => displaySequence)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 1),
    )
    expect(
      long?.every(({ prompt }, at) => prompt.startsWith(`new ${at + 1} `) && prompt.length === 5_000),
    ).toBe(true)

    const turned = await observed(REVERSE.scenes)
    await REVERSE.run(turned.scenes, turned.id)
    const places = (await turned.store.loadProject(turned.id))?.scenes.map(
      ({ value }) => value.displaySequence,
    )
    expect(places).toEqual(Array.from({ length: 200 }, (_, at) => 200 - at))

    const removed = await observed(REMOVE_FIRST.scenes)
    await REMOVE_FIRST.run(removed.scenes, removed.id)
    const left = (await removed.store.loadProject(removed.id))?.scenes.map(
      ({ value }) => value.sequence - (value.displaySequence ?? 0),
    )
    expect(left).toEqual(Array.from({ length: 199 }, () => 1))
  })
})
