import { describe, expect, it } from 'vitest'
import type { Change, Scenes, SceneStore } from '@badapple/scenes'
import { createScenes, isSceneError } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'
import { createMemoryBlobStore } from '@badapple/scenes/memory'
import { noReply } from '../support/faulty-store.js'
import type { LargeCommand } from '../support/large-commands.js'
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
import type { Death } from '../support/mortal-store.js'
import { mortalStore } from '../support/mortal-store.js'
import { disorderOf, orderedStore } from '../support/ordered-store.js'
import { pythonRead, pythonSave } from '../support/python-writer.js'
import { SimulatedClock } from '../support/simulated-clock.js'
import { countingIds } from '../support/test-ids.js'
import { clipBytes } from '../support/test-scenes.js'

const clock = new SimulatedClock()
const blobs = createMemoryBlobStore({ now: () => clock.now() })

let processes = 0

/** A process of its own. */
function processOn(store: SceneStore, name: string): Scenes {
  return createScenes({
    store,
    blobs,
    clock,
    ids: countingIds(`${name}-${++processes}-`),
    random: () => 0.5,
    actor: name,
  })
}

/** What a command does when nothing happens to it: the scenes before and after, and its commits. */
async function undisturbed(command: LargeCommand) {
  const { store, id } = await storeWith(command.scenes)
  const commits: Change[] = []
  const before = filmOf(await store.loadProject(id))
  const counting = mortalStore(store, { at: 0, when: 'before' }, (change) => commits.push(change))
  await command.run(processOn(counting, 'first'), id)
  const accepted = commits.findIndex(({ event }) => event?.type === 'intent-started')
  return {
    before,
    after: filmOf(await store.loadProject(id)),
    commits: commits.length,
    accepted: accepted + 1,
  }
}

/** A store on which a process died in the middle of a command. */
async function interrupted(command: LargeCommand, death: Death, commandId?: string) {
  const { store, id } = await storeWith(command.scenes)
  await expect(command.run(processOn(mortalStore(store, death), 'first'), id, commandId)).rejects.toThrow()
  const records = await store.loadProject(id)
  if (records === undefined) throw new Error('the project is gone')
  expect(disorderOf(records)).toEqual([])
  return { store, id, records }
}

function deaths(commits: number): readonly Death[] {
  return Array.from({ length: commits }, (_, at) => at + 1).flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ])
}

/** Whether the command was accepted before the process died. */
function isAccepted({ at, when }: Death, accepted: number): boolean {
  return when === 'after' ? at >= accepted : at > accepted
}

function allOf(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

/** The order of the film by sequence. */
async function orderOf(store: MemorySceneStore, id: string): Promise<readonly number[]> {
  const records = await store.loadProject(id)
  if (records === undefined) throw new Error('the project is gone')
  expect(disorderOf(records)).toEqual([])
  expect(records.intent).toBeUndefined()
  return records.scenes
    .map(({ value }) => value)
    .sort((a, b) => (a.displaySequence ?? 0) - (b.displaySequence ?? 0))
    .map(({ sequence }) => sequence)
}

/** Long prompts make more commits, but none of another kind. */
const COMMANDS = LARGE_COMMANDS.filter((command) => command !== ADD_LONG)

describe.each(COMMANDS)('$name, when the process dies at any of its commits', (command) => {
  it('is finished by a repair, or was never asked for', async () => {
    const { before, after, commits, accepted } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const { store, id } = await interrupted(command, death)
      const disorders: string[] = []
      await processOn(
        orderedStore(store, (disorder) => disorders.push(disorder)),
        'second',
      ).repair(id)
      const expected = isAccepted(death, accepted) ? after : before
      expect(filmOf(await store.loadProject(id)), JSON.stringify(death)).toEqual(expected)
      expect(disorders).toEqual([])
    }
  })

  it('is finished by the next command on the order, or was never asked for', async () => {
    const { before, after, commits, accepted } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const { store, id } = await interrupted(command, death)
      const [added] = await processOn(store, 'second').addScenes(id, newScenes(1)).catch(onlyPending(command))
      const expected = isAccepted(death, accepted) ? after : before
      const { film, isUnderWay } = filmOf(await store.loadProject(id))
      expect(film.slice(0, expected.film.length), JSON.stringify(death)).toEqual(expected.film)
      expect(isUnderWay).toBe(false)
      if (added !== undefined) expect(added.sequence).toBe(expected.highest + 1)
    }
  })

  it('is done once when the call is repeated', async () => {
    const { after, commits } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const { store, id } = await interrupted(command, death, 'mine')
      await command.run(processOn(store, 'second'), id, 'mine')
      expect(filmOf(await store.loadProject(id)), JSON.stringify(death)).toEqual(after)
    }
  })
})

/** A project that is still `pending` takes first scenes only. */
function onlyPending(command: LargeCommand) {
  return (error: unknown): readonly never[] => {
    if (command.scenes > 0) throw error
    return []
  }
}

describe('what a command left that was never accepted', () => {
  it('disturbs nothing, and a repair removes it when nobody can come back for it', async () => {
    const { store, id, records } = await interrupted(ADD, { at: 4, when: 'before' })
    expect(records.intentChunks).toHaveLength(3)
    const scenes = processOn(store, 'second')
    const fresh = await scenes.repair(id)
    expect(fresh.audit.findings).toEqual([])
    await ADD.run(scenes, id)
    expect(await orderOf(store, id)).toEqual(allOf(203))
    expect((await store.loadProject(id))?.intentChunks).toHaveLength(3)
    clock.advance(3_600_000)
    expect((await scenes.repair(id)).audit.findings).toMatchObject([{ kind: 'unfinished-intent' }])
    expect((await store.loadProject(id))?.intentChunks).toBeUndefined()
    expect(await orderOf(store, id)).toEqual(allOf(203))
  })

  it('is not taken for the data of the same command, repeated with other scenes', async () => {
    const { store, id } = await interrupted(ADD, { at: 4, when: 'before' }, 'mine')
    clock.advance(1)
    await processOn(store, 'second').addScenes(id, newScenes(100, 50), { commandId: 'mine' })
    const added = (await store.loadProject(id))?.scenes.slice(3).map(({ value }) => value.prompt.length)
    expect(added).toEqual(allOf(100).map(() => 50))
  })
})

describe('two workers', () => {
  it('finish one intent at the same time', async () => {
    for (const command of COMMANDS) {
      const { after, accepted } = await undisturbed(command)
      const { store, id } = await interrupted(command, { at: accepted, when: 'after' })
      const disorders: string[] = []
      const ordered = orderedStore(store, (disorder) => disorders.push(disorder))
      await Promise.all(['second', 'third', 'fourth'].map((name) => processOn(ordered, name).repair(id)))
      expect(filmOf(await store.loadProject(id))).toEqual(after)
      expect(disorders).toEqual([])
      const { items } = await store.readEvents(id, { limit: 1_000 })
      expect(
        items.filter(({ type }) => type === 'scenes-added').flatMap(({ sequences }) => sequences ?? [])
          .length,
      ).toBe(after.film.length + (command === REMOVE_FIRST ? 1 : 0))
    }
  })

  it('reorder at the same time: one order, then the other', async () => {
    const { store, id } = await storeWith(200)
    const rotated = [...allOf(200).slice(1), 1]
    await Promise.all([
      REVERSE.run(processOn(store, 'second'), id),
      processOn(store, 'third').reorderScenes(id, rotated),
    ])
    expect([rotated, allOf(200).reverse()]).toContainEqual(await orderOf(store, id))
  })

  it('add, remove and reorder at the same time', async () => {
    const { store, id } = await storeWith(200)
    const disorders: string[] = []
    const ordered = orderedStore(store, (disorder) => disorders.push(disorder))
    const [, added] = await Promise.all([
      REMOVE_FIRST.run(processOn(ordered, 'second'), id),
      processOn(ordered, 'third').addScenes(id, newScenes(120)),
      processOn(ordered, 'fourth').removeScene(id, 100),
      // The scenes that it names are gone or new when it comes to it, or it is the first.
      REVERSE.run(processOn(ordered, 'fifth'), id).catch((error: unknown) => {
        expect(error).toMatchObject({ details: { refusal: { kind: 'not-a-permutation' } } })
      }),
    ])
    const order = await orderOf(store, id)
    expect(new Set(order)).toEqual(
      new Set(allOf(320).filter((sequence) => sequence !== 1 && sequence !== 100)),
    )
    expect(order.slice(-120)).toEqual(added.map(({ sequence }) => sequence))
    expect(disorders).toEqual([])
  })
})

/** Lets somebody act between the steps of what others do. */
function between(store: SceneStore, act: (commit: number) => Promise<unknown>): SceneStore {
  let commits = 0
  return {
    ...store,
    commit: async (change) => {
      const answer = await store.commit(change)
      await act(++commits)
      return answer
    },
  }
}

describe('a command that was accepted', () => {
  it('says how to wait for its end when the store stops answering, and is finished so', async () => {
    const { accepted, after } = await undisturbed(REVERSE)
    const { store, id } = await storeWith(REVERSE.scenes)
    let commits = 0
    const failing: SceneStore = {
      ...store,
      commit: (change) => (++commits > accepted ? Promise.reject(noReply()) : store.commit(change)),
    }
    const error: unknown = await REVERSE.run(processOn(failing, 'first'), id).catch(
      (thrown: unknown) => thrown,
    )
    if (!isSceneError(error, 'STORE_UNAVAILABLE')) throw error
    const { commandId = '' } = error.details
    expect(error.message).toContain(`command ${commandId} on project ${id} was accepted`)
    expect(error.details.outcome).toBe('unknown')
    const again = { commandId }
    const events = (await store.readEvents(id, { limit: 1_000 })).items.length
    const scenes = processOn(store, 'second')
    expect(await scenes.reorderScenes(id, allOf(200).reverse(), again)).toEqual(allOf(200).reverse())
    expect(filmOf(await store.loadProject(id))).toEqual(after)
    expect((await store.readEvents(id, { limit: 1_000 })).items.length).toBeGreaterThan(events)
  })

  it('is not given up when a full step meets more conflicts than a commit has room for', async () => {
    const { after } = await undisturbed(ADD)
    const { store, id } = await storeWith(ADD.scenes)
    let conflicts = 0
    const contended: SceneStore = {
      ...store,
      commit: async (change) => {
        if (change.event?.type !== 'scenes-added' || conflicts >= 25) return store.commit(change)
        conflicts++
        return { ok: false, conflicts: [] }
      },
    }
    await ADD.run(processOn(contended, 'first'), id)
    expect(conflicts).toBe(25)
    expect(filmOf(await store.loadProject(id))).toEqual(after)
  })

  it('is left to others when nobody gets on for as long as the budget says', async () => {
    const { store, id } = await storeWith(REVERSE.scenes)
    const stuck: SceneStore = {
      ...store,
      commit: (change) =>
        change.event?.type === 'intent-advanced'
          ? Promise.resolve({ ok: false, conflicts: [] })
          : store.commit(change),
    }
    await expect(REVERSE.run(processOn(stuck, 'first'), id)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
    })
    const other = processOn(stuck, 'second').addScenes(id, newScenes(1), { commandId: 'theirs' })
    await expect(other).rejects.toMatchObject({ code: 'CONTENDED', details: { commandId: 'theirs' } })
  })
})

describe('beside an intent', () => {
  it.each([
    { command: REVERSE, sequences: [2, 77, 200] },
    { command: REMOVE_FIRST, sequences: [2, 77, 200] },
    { command: ADD, sequences: [1, 2, 3] },
  ])('$command.name, scenes are completed and keep their clips', async ({ command, sequences }) => {
    const { store, id } = await storeWith(command.scenes)
    const { accepted } = await undisturbed(command)
    const worker = processOn(store, 'worker')
    const jobs = await Promise.all(sequences.map((sequence) => worker.claim(id, sequence)))
    let completions = 0
    const busy = between(store, async (commit) => {
      const job = jobs[commit - accepted]
      if (job === undefined) return
      await worker.complete(job, { body: clipBytes(), durationSeconds: 7 })
      completions++
    })
    await command.run(processOn(busy, 'second'), id)
    expect(completions).toBe(3)
    await orderOf(store, id)
    const completed = (await store.loadProject(id))?.scenes.filter(
      ({ value }) => value.status === 'completed',
    )
    expect(
      completed?.map(({ value }) => [value.sequence, value.clips.original, value.durationSeconds]),
    ).toEqual(jobs.map(({ sequence, uploadKey }) => [sequence, uploadKey, 7]))
  })

  it.each([REVERSE, REMOVE_FIRST])(
    '$name, a scene that a foreign save puts back to its old place gets its place all the same',
    async (command) => {
      const { after, accepted, commits } = await undisturbed(command)
      for (let at = accepted; at < commits; at++) {
        const { store, id } = await storeWith(command.scenes)
        const stale = pythonRead(store, id, 'SCENE#150')
        const disturbed = between(store, (commit) => {
          if (commit === at) pythonSave(store, stale)
          return Promise.resolve()
        })
        await command.run(processOn(disturbed, 'second'), id)
        expect(filmOf(await store.loadProject(id)).film).toEqual(after.film)
        await processOn(store, 'second').repair(id)
        expect(filmOf(await store.loadProject(id))).toEqual(after)
      }
    },
  )

  it('a foreign save after the last step is put right by a repair', async () => {
    const { store, id } = await storeWith(200)
    const stale = pythonRead(store, id, 'SCENE#150')
    const scenes = processOn(store, 'second')
    await REVERSE.run(scenes, id)
    pythonSave(store, stale)
    await scenes.repair(id)
    expect(new Set(await orderOf(store, id))).toEqual(new Set(allOf(200)))
  })

  it('scenes that another system added under the reserved numbers keep them', async () => {
    const { accepted } = await undisturbed(ADD)
    const { store, id } = await storeWith(ADD.scenes)
    const foreign = pythonRead(store, id, 'SCENE#003')
    const disturbed = between(store, (commit) => {
      const theirs = {
        SK: { S: 'SCENE#004' },
        sequence: { N: '4' },
        displaySequence: { N: '4' },
        prompt: { S: 'theirs' },
      }
      if (commit === accepted) pythonSave(store, foreign, theirs)
      return Promise.resolve()
    })
    await ADD.run(processOn(disturbed, 'second'), id)
    await processOn(store, 'second').repair(id)
    expect(await orderOf(store, id)).toHaveLength(204)
    const prompts = (await store.loadProject(id))?.scenes.slice(3).map(({ value }) => value.prompt)
    expect(prompts?.[0]).toBe('theirs')
    expect(new Set(prompts?.slice(1))).toEqual(new Set(newScenes(200).map(({ prompt }) => prompt)))
  })

  it('a composition waits until the scenes are complete, and is refused if they have no videos then', async () => {
    const { accepted } = await undisturbed(ADD)
    const { store, id } = await storeWith(ADD.scenes)
    const scenes = processOn(store, 'second')
    for (const sequence of allOf(3)) await scenes.upload(id, sequence, { body: clipBytes() })
    const dying = mortalStore(store, { at: accepted, when: 'after' })
    await expect(ADD.run(processOn(dying, 'first'), id)).rejects.toThrow()
    await expect(scenes.startComposition(id)).rejects.toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'videos-missing' } },
    })
    expect(await orderOf(store, id)).toEqual(allOf(203))
  })

  it('scenes are not generated a second time while the first are only half there', async () => {
    const large = { ...ADD, scenes: 0 }
    const { accepted } = await undisturbed(large)
    const { store, id } = await interrupted(large, { at: accepted, when: 'after' })
    expect(
      await processOn(store, 'second')
        .startSceneGeneration(id)
        .catch((error: unknown) => error),
    ).toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'has-scenes', count: 200 } },
    })
  })

  it('nothing is decided on records that were read before it began', async () => {
    const { accepted } = await undisturbed(REVERSE)
    for (const act of ACTS) {
      const { store, id } = await storeWith(200)
      for (const sequence of allOf(200)) await upload(store, id, sequence)
      const dying = mortalStore(store, { at: accepted, when: 'after' })
      await expect(REVERSE.run(processOn(dying, 'first'), id)).rejects.toThrow()
      // The intent's place was read before the intent came, and the rest after.
      let reads = 0
      const torn: SceneStore = {
        ...store,
        loadProject: async (...args) => {
          const records = await store.loadProject(...args)
          if (records === undefined || ++reads > 1) return records
          const { intent, ...rest } = records
          return rest
        },
      }
      await act(processOn(torn, 'second'), id)
      expect((await store.loadProject(id))?.intent).toBeUndefined()
    }
  })
})

const ACTS: readonly ((scenes: Scenes, id: string) => Promise<unknown>)[] = [
  (scenes, id) => scenes.addScenes(id, newScenes(1)),
  (scenes, id) => scenes.removeScene(id, 200),
  (scenes, id) => scenes.reorderScenes(id, [2, 1, ...allOf(200).slice(2)]),
  (scenes, id) => scenes.startComposition(id),
  (scenes, id) => scenes.setProjectStatus(id, { status: 'composing' }),
]

/** Gives a scene a video as another system does, which is quicker. */
function upload(store: MemorySceneStore, id: string, sequence: number): Promise<void> {
  const sk = `SCENE#${String(sequence).padStart(3, '0')}`
  pythonSave(store, pythonRead(store, id, sk), {
    status: { S: 'completed' },
    originalVideoClipS3Key: { S: `mv/projects/${id}/scenes/${sk.slice(6)}/video.mp4` },
  })
  return Promise.resolve()
}
