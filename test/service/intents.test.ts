import { describe, expect, it } from 'vitest'
import type { Scenes, SceneStore } from '@badapple/scenes'
import { isSceneError, scenePrefix } from '@badapple/scenes'
import type { TestScenes } from '@badapple/scenes/testing'
import { CrashError } from '@badapple/scenes/testing'
import type { LargeCommand } from '../support/large-commands.js'
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
import { disorderOf, orderedStore } from '../support/ordered-store.js'
import { clipBytes, isOf } from '../support/test-scenes.js'

/** What befalls a process at one of its commits, from 1 on. */
interface Death {
  readonly at: number
  readonly fault: 'crash-before' | 'crash-after'
}

/** What a command does when nothing happens to it: the scenes before and after, and its commits. */
async function undisturbed(command: LargeCommand) {
  const { scenes, id, requests } = await testWith(command.scenes)
  const before = filmOf(await scenes.load(id))
  await command.run(scenes, id)
  const commits = requests().flatMap(({ change }) => change ?? [])
  const accepted = commits.findIndex(({ event }) => event?.type === 'intent-started')
  return {
    before,
    after: filmOf(await scenes.load(id)),
    commits: commits.length,
    accepted: accepted + 1,
  }
}

/** A test in which a process died in the middle of a command, and another one is there. */
async function interrupted(command: LargeCommand, { at, fault }: Death, commandId?: string) {
  const test = await testWith(command.scenes)
  const { store, scenes, id, startProcess } = test
  store.failNext('commit', fault, { after: at - 1 })
  await expect(command.run(scenes, id, commandId)).rejects.toThrow(CrashError)
  const second = startProcess('second')
  const records = await second.load(id)
  expect(disorderOf(records)).toEqual([])
  return { ...test, second, records }
}

function deaths(commits: number): readonly Death[] {
  return Array.from({ length: commits }, (_, at) => at + 1).flatMap((at) => [
    { at, fault: 'crash-before' as const },
    { at, fault: 'crash-after' as const },
  ])
}

/** Whether the command was accepted before the process died. */
function isAccepted({ at, fault }: Death, accepted: number): boolean {
  return fault === 'crash-after' ? at >= accepted : at > accepted
}

function allOf(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

/** The order of the film by sequence. */
async function orderOf(scenes: Scenes, id: string): Promise<readonly number[]> {
  const records = await scenes.load(id)
  expect(disorderOf(records)).toEqual([])
  expect(records.intent).toBeUndefined()
  return records.scenes
    .map(({ value }) => value)
    .sort((a, b) => (a.displaySequence ?? 0) - (b.displaySequence ?? 0))
    .map(({ sequence }) => sequence)
}

/** Processes after whose commits the project is looked at. */
function watched({ startProcess }: Pick<TestScenes, 'startProcess'>) {
  const disorders: string[] = []
  const wrapStore = (store: SceneStore) => orderedStore(store, (disorder) => disorders.push(disorder))
  return { disorders, processOf: (name: string) => startProcess(name, { wrapStore }) }
}

/** Long prompts make more commits, but none of another kind. */
const COMMANDS = LARGE_COMMANDS.filter((command) => command !== ADD_LONG)

describe.each(COMMANDS)('$name, when the process dies at any of its commits', (command) => {
  it('is finished by a repair, or was never asked for', async () => {
    const { before, after, commits, accepted } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const test = await interrupted(command, death)
      const { disorders, processOf } = watched(test)
      await processOf('third').repair(test.id)
      const expected = isAccepted(death, accepted) ? after : before
      expect(filmOf(await test.second.load(test.id)), JSON.stringify(death)).toEqual(expected)
      expect(disorders).toEqual([])
    }
  })

  it('is finished by the next command on the order, or was never asked for', async () => {
    const { before, after, commits, accepted } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const { second, id } = await interrupted(command, death)
      const [added] = await second.addScenes(id, newScenes(1)).catch(onlyPending(command))
      const expected = isAccepted(death, accepted) ? after : before
      const { film, isUnderWay } = filmOf(await second.load(id))
      expect(film.slice(0, expected.film.length), JSON.stringify(death)).toEqual(expected.film)
      expect(isUnderWay).toBe(false)
      if (added !== undefined) expect(added.sequence).toBe(expected.highest + 1)
    }
  })

  it('is done once when the call is repeated', async () => {
    const { after, commits } = await undisturbed(command)
    for (const death of deaths(commits)) {
      const { second, id } = await interrupted(command, death, 'mine')
      await command.run(second, id, 'mine')
      expect(filmOf(await second.load(id)), JSON.stringify(death)).toEqual(after)
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
    const { second, id, records, clock } = await interrupted(ADD, { at: 4, fault: 'crash-before' })
    expect(records.intentChunks).toHaveLength(3)
    const fresh = await second.repair(id)
    expect(fresh.audit.findings).toEqual([])
    await ADD.run(second, id)
    expect(await orderOf(second, id)).toEqual(allOf(203))
    expect((await second.load(id)).intentChunks).toHaveLength(3)
    await clock.advance(3_600_000)
    expect((await second.repair(id)).audit.findings).toMatchObject([{ kind: 'unfinished-intent' }])
    expect((await second.load(id)).intentChunks).toBeUndefined()
    expect(await orderOf(second, id)).toEqual(allOf(203))
  })

  it('is not taken for the data of the same command, repeated with other scenes', async () => {
    const { second, id, clock } = await interrupted(ADD, { at: 4, fault: 'crash-before' }, 'mine')
    await clock.advance(1)
    await second.addScenes(id, newScenes(100, 50), { commandId: 'mine' })
    const added = (await second.load(id)).scenes.slice(3).map(({ value }) => value.prompt.length)
    expect(added).toEqual(allOf(100).map(() => 50))
  })
})

describe('two workers', () => {
  it('finish one intent at the same time', async () => {
    for (const command of COMMANDS) {
      const { after, accepted } = await undisturbed(command)
      const { second, id, startProcess } = await interrupted(command, { at: accepted, fault: 'crash-after' })
      const { disorders, processOf } = watched({ startProcess })
      await Promise.all(['third', 'fourth', 'fifth'].map((name) => processOf(name).repair(id)))
      expect(filmOf(await second.load(id))).toEqual(after)
      expect(disorders).toEqual([])
      const { items } = await second.history(id, { limit: 1_000 })
      expect(
        items.filter(({ type }) => type === 'scenes-added').flatMap(({ sequences }) => sequences ?? [])
          .length,
      ).toBe(after.film.length + (command === REMOVE_FIRST ? 1 : 0))
    }
  })

  it('reorder at the same time: one order, then the other', async () => {
    const { scenes, id, startProcess } = await testWith(200)
    const rotated = [...allOf(200).slice(1), 1]
    await Promise.all([REVERSE.run(scenes, id), startProcess('second').reorderScenes(id, rotated)])
    expect([rotated, allOf(200).reverse()]).toContainEqual(await orderOf(scenes, id))
  })

  it('add, remove and reorder at the same time', async () => {
    const test = await testWith(200)
    const { scenes, id } = test
    const { disorders, processOf } = watched(test)
    const [, added] = await Promise.all([
      REMOVE_FIRST.run(processOf('second'), id),
      processOf('third').addScenes(id, newScenes(120)),
      processOf('fourth').removeScene(id, 100),
      // The scenes that it names are gone or new when it comes to it, or it is the first.
      REVERSE.run(processOf('fifth'), id).catch((error: unknown) => {
        expect(error).toMatchObject({ details: { refusal: { kind: 'not-a-permutation' } } })
      }),
    ])
    const order = await orderOf(scenes, id)
    expect(new Set(order)).toEqual(
      new Set(allOf(320).filter((sequence) => sequence !== 1 && sequence !== 100)),
    )
    expect(order.slice(-120)).toEqual(added.map(({ sequence }) => sequence))
    expect(disorders).toEqual([])
  })
})

/** Lets somebody act between the steps of what a process does. */
function between(act: (commit: number) => unknown) {
  let commits = 0
  const wrapStore = (store: SceneStore): SceneStore => ({
    ...store,
    commit: async (change) => {
      const answer = await store.commit(change)
      await act(++commits)
      return answer
    },
  })
  return { wrapStore }
}

describe('a command that was accepted', () => {
  it('says how to wait for its end when the store stops answering, and is finished so', async () => {
    const { accepted, after } = await undisturbed(REVERSE)
    const { scenes, store, id, startProcess } = await testWith(REVERSE.scenes)
    store.failNext('commit', 'unavailable', { after: accepted, times: Infinity })
    const error: unknown = await REVERSE.run(scenes, id).catch((thrown: unknown) => thrown)
    if (!isSceneError(error, 'STORE_UNAVAILABLE')) throw error
    const { commandId = '' } = error.details
    expect(error.message).toContain(`command ${commandId} on project ${id} was accepted`)
    expect(error.details.outcome).toBe('unknown')
    const events = (await store.readEvents(id, { limit: 1_000 })).items.length
    store.heal()
    const again = await startProcess('second').reorderScenes(id, allOf(200).reverse(), { commandId })
    expect(again).toEqual(allOf(200).reverse())
    expect(filmOf(await store.loadProject(id))).toEqual(after)
    expect((await store.readEvents(id, { limit: 1_000 })).items.length).toBeGreaterThan(events)
  })

  it('is not given up when a full step meets more conflicts than a commit has room for', async () => {
    const { after } = await undisturbed(ADD)
    const { scenes, store, id } = await testWith(ADD.scenes)
    store.failNext('commit', 'conflict', { times: 25, when: isOf('scenes-added') })
    await ADD.run(scenes, id)
    expect(store.plannedFaults()).toEqual([])
    expect(filmOf(await store.loadProject(id))).toEqual(after)
  })

  it('is left to others when nobody gets on for as long as the budget says', async () => {
    const { scenes, store, id, startProcess } = await testWith(REVERSE.scenes)
    store.failNext('commit', 'conflict', { times: Infinity, when: isOf('intent-advanced') })
    await expect(REVERSE.run(scenes, id)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      retryable: true,
    })
    const other = startProcess('second').addScenes(id, newScenes(1), { commandId: 'theirs' })
    await expect(other).rejects.toMatchObject({ code: 'CONTENDED', details: { commandId: 'theirs' } })
  })
})

describe('beside an intent', () => {
  it.each([
    { command: REVERSE, sequences: [2, 77, 200] },
    { command: REMOVE_FIRST, sequences: [2, 77, 200] },
    { command: ADD, sequences: [1, 2, 3] },
  ])('$command.name, scenes are completed and keep their clips', async ({ command, sequences }) => {
    const { scenes: worker, id, startProcess } = await testWith(command.scenes)
    const { accepted } = await undisturbed(command)
    const jobs = await Promise.all(sequences.map((sequence) => worker.claim(id, sequence)))
    let completions = 0
    const busy = between(async (commit) => {
      const job = jobs[commit - accepted]
      if (job === undefined) return
      await worker.complete(job, { body: clipBytes(), durationSeconds: 7 })
      completions++
    })
    await command.run(startProcess('second', busy), id)
    expect(completions).toBe(3)
    await orderOf(worker, id)
    const completed = (await worker.load(id)).scenes.filter(({ value }) => value.status === 'completed')
    expect(
      completed.map(({ value }) => [value.sequence, value.clips.original, value.durationSeconds]),
    ).toEqual(jobs.map(({ sequence, uploadKey }) => [sequence, uploadKey, 7]))
  })

  it.each([REVERSE, REMOVE_FIRST])(
    '$name, a scene that a foreign save puts back to its old place gets its place all the same',
    async (command) => {
      const { after, accepted, commits } = await undisturbed(command)
      for (let at = accepted; at < commits; at++) {
        const { scenes, python, id, startProcess } = await testWith(command.scenes)
        const stale = python.read(id, 150)
        const disturbed = between((commit) => {
          if (commit === at) stale.save()
        })
        await command.run(startProcess('second', disturbed), id)
        expect(filmOf(await scenes.load(id)).film).toEqual(after.film)
        await scenes.repair(id)
        expect(filmOf(await scenes.load(id))).toEqual(after)
      }
    },
  )

  it('a foreign save after the last step is put right by a repair', async () => {
    const { scenes, python, id } = await testWith(200)
    const stale = python.read(id, 150)
    await REVERSE.run(scenes, id)
    stale.save()
    await scenes.repair(id)
    expect(new Set(await orderOf(scenes, id))).toEqual(new Set(allOf(200)))
  })

  it('scenes that another system added under the reserved numbers keep them', async () => {
    const { accepted } = await undisturbed(ADD)
    const { scenes, python, id, startProcess } = await testWith(ADD.scenes)
    const foreign = python.read(id, 3)
    const disturbed = between((commit) => {
      const theirs = { SK: 'SCENE#004', sequence: 4, displaySequence: 4, prompt: 'theirs' }
      if (commit === accepted) foreign.save(theirs)
    })
    await ADD.run(startProcess('second', disturbed), id)
    await scenes.repair(id)
    expect(await orderOf(scenes, id)).toHaveLength(204)
    const prompts = (await scenes.load(id)).scenes.slice(3).map(({ value }) => value.prompt)
    expect(prompts[0]).toBe('theirs')
    expect(new Set(prompts.slice(1))).toEqual(new Set(newScenes(200).map(({ prompt }) => prompt)))
  })

  it('a composition waits until the scenes are complete, and is refused if they have no videos then', async () => {
    const { accepted } = await undisturbed(ADD)
    const { scenes, store, id, startProcess } = await testWith(ADD.scenes)
    for (const sequence of allOf(3)) await scenes.upload(id, sequence, { body: clipBytes() })
    store.failNext('commit', 'crash-after', { after: accepted - 1 })
    await expect(ADD.run(scenes, id)).rejects.toThrow(CrashError)
    const second = startProcess('second')
    await expect(second.startComposition(id)).rejects.toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'videos-missing' } },
    })
    expect(await orderOf(second, id)).toEqual(allOf(203))
  })

  it('scenes are not generated a second time while the first are only half there', async () => {
    const large = { ...ADD, scenes: 0 }
    const { accepted } = await undisturbed(large)
    const { second, id } = await interrupted(large, { at: accepted, fault: 'crash-after' })
    await expect(second.startSceneGeneration(id)).rejects.toMatchObject({
      code: 'REFUSED',
      details: { refusal: { kind: 'has-scenes', count: 200 } },
    })
  })

  it('nothing is decided on records that were read before it began', async () => {
    const { accepted } = await undisturbed(REVERSE)
    for (const act of ACTS) {
      const test = await testWith(200)
      const { scenes, store, id, startProcess } = test
      for (const sequence of allOf(200)) upload(test, sequence)
      store.failNext('commit', 'crash-after', { after: accepted - 1 })
      await expect(REVERSE.run(scenes, id)).rejects.toThrow(CrashError)
      // The intent's place was read before the intent came, and the rest after.
      let reads = 0
      const torn = (second: SceneStore): SceneStore => ({
        ...second,
        loadProject: async (...args) => {
          const records = await second.loadProject(...args)
          if (records === undefined || ++reads > 1) return records
          const { intent, ...rest } = records
          return rest
        },
      })
      await act(startProcess('second', { wrapStore: torn }), id)
      expect((await startProcess('third').load(id)).intent).toBeUndefined()
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
function upload({ python, id }: Awaited<ReturnType<typeof testWith>>, sequence: number): void {
  python
    .read(id, sequence)
    .save({ status: 'completed', originalVideoClipS3Key: `${scenePrefix(id, sequence)}video.mp4` })
}
