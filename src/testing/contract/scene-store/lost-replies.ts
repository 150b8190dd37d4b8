import type { Change, Write } from '../../../core/model/change.js'
import { equal, present } from '../expectations.js'
import { accepted, newCommandId, refused } from './bench.js'
import { anEvent } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { addOne, seeded } from './seed.js'

/** How whoever got no answer finds out what happened, and does not do it again. */
export const lostReplies: readonly SceneStoreCase[] = [
  {
    promise:
      'findEvent: a commit whose reply was lost is found by its command, after others wrote on top too',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const commandId = newCommandId()
      const id = `${commandId}.1`
      const event = anEvent(bench.projectId, id, { sequence: 1, reason: 'edited' })
      const { revision } = (await bench.loadScene(1)).scene
      const update: Write = { op: 'update', ref: bench.scene(1), set: { retryCount: 1 }, guard: { revision } }
      await store.commit({ id, projectId: bench.projectId, writes: [update], event })
      equal(await store.findEvent(bench.projectId, commandId), event, 'the event')
      equal((await bench.loadScene(1)).scene.lastCommit, id, 'the last commit of the scene')
      await bench.write({ op: 'delete', ref: bench.scene(1), guard: {} })
      equal(await store.findEvent(bench.projectId, commandId), event, 'the event when the scene is gone')
    },
  },
  {
    promise: 'commit: a change decided anew is refused when an earlier commit of its command has happened',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { sceneCount: 0 } })
      const { projectId } = bench
      const commandId = newCommandId()
      const change = (n: number, ...more: readonly Write[]): Change => {
        const id = `${commandId}.${n}`
        return {
          id,
          projectId,
          writes: [addOne(bench), bench.marker(), ...more],
          event: anEvent(projectId, id),
        }
      }
      const unhappened = (n: number): Write => ({
        op: 'check-no-event',
        projectId,
        commitId: `${commandId}.${n}`,
      })
      accepted(await store.commit(change(1)))
      const before = await bench.everything()
      equal(
        refused(await store.commit(change(2, unhappened(1)))),
        [{ write: 2 }],
        'the conflicts of the second try',
      )
      const third = change(3, unhappened(1), unhappened(2))
      equal(refused(await store.commit(third)), [{ write: 2 }], 'the conflicts of the third try')
      equal(await bench.everything(), before, 'the project')
      equal((await store.findEvent(projectId, commandId))?.id, `${commandId}.1`, 'the commit that happened')
    },
  },
  {
    promise: 'commit: of a change and the same decided anew, sent at once, one takes effect',
    run: async ({ store }) => {
      const bench = await seeded(store, { project: { sceneCount: 0 }, scenes: { 1: {} } })
      const { projectId } = bench
      const { revision } = (await bench.loadScene(1)).scene
      const commandId = newCommandId()
      const claim: Write = { op: 'update', ref: bench.scene(1), set: { retryCount: 1 }, guard: { revision } }
      const change = (n: number, ...more: readonly Write[]): Change => {
        const id = `${commandId}.${n}`
        return { id, projectId, writes: [claim, addOne(bench), ...more], event: anEvent(projectId, id) }
      }
      const answers = await Promise.all([
        store.commit(change(1)),
        store.commit(change(2, { op: 'check-no-event', projectId, commitId: `${commandId}.1` })),
      ])
      equal(answers.filter(({ ok }) => ok).length, 1, 'the commits that were accepted')
      equal((await bench.load()).project.value.sceneCount, 1, 'the number that was added to')
      const event = present(await store.findEvent(projectId, commandId), 'the event')
      equal((await bench.loadScene(1)).scene.lastCommit, event.id, 'the last commit of the scene')
    },
  },
]
