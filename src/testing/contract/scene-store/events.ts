import type { SceneEvent } from '../../../core/model/event.js'
import { toStoredKey } from '../../../core/model/object-key.js'
import { equal } from '../expectations.js'
import { accepted, newCommandId, refused } from './bench.js'
import { anEvent, aScene, keyNamed, LATER } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertScene, seeded } from './seed.js'

/** Every field that an event may have. */
const EVERY_FIELD: Partial<SceneEvent> = {
  type: 'scene-completed',
  time: LATER,
  order: 1_763_972_130_123,
  actor: 'Zoë 🎬',
  sequence: 7,
  sequences: [7, 1000],
  attempt: 0,
  from: 'processing',
  to: 'completed',
  project: { from: 'processing', to: 'completed', order: 12 },
  clips: {
    original: keyNamed('a.mp4'),
    working: keyNamed('b.mp4'),
    lipSynced: toStoredKey('https://media.example/c.mp4?X-Amz-Signature=0'),
  },
  clipsSuperseded: [
    { clip: 'original', key: keyNamed('old.mp4') },
    { clip: 'lipSynced', key: keyNamed('older.mp4') },
  ],
  jobId: 'job-1',
  durationSeconds: 8.04,
  reason: '',
  intent: 'scenes-reordered',
  findings: ['stalled', 'silent-success'],
  finalOutput: keyNamed('final.mp4'),
  finalOutputSuperseded: keyNamed('old-final.mp4'),
}

/** Events as the record of what was committed. */
export const events: readonly SceneStoreCase[] = [
  ...(
    [
      ['with every field that it may have', EVERY_FIELD],
      ['with no field but those that it must have', {}],
      ['with empty lists and no clips', { sequences: [], clips: {}, clipsSuperseded: [], findings: [] }],
    ] as const
  ).map(([what, given]): SceneStoreCase => ({
    promise: `readEvents and findEvent: an event ${what} comes as it was committed`,
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      const commandId = newCommandId()
      const event = anEvent(projectId, `${commandId}.1`, given)
      accepted(await store.commit({ id: event.id, projectId, writes: [bench.marker()], event }))
      equal(await store.findEvent(projectId, commandId), event, 'the event that was found')
      const { items, invalid } = await store.readEvents(projectId)
      equal(
        items.filter(({ id }) => id === event.id),
        [event],
        'the event that was read',
      )
      equal(invalid, [], 'what cannot be read')
    },
  })),
  {
    promise: 'readEvents and findEvent: an event is there as soon as its commit is answered, every time',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      for (let round = 0; round < 10; round++) {
        const change = bench.change(bench.marker())
        accepted(await store.commit(change))
        equal(
          await store.findEvent(projectId, change.id.slice(0, -2)),
          change.event,
          'the event that was found',
        )
        const { items } = await store.readEvents(projectId)
        equal(
          items.filter(({ id }) => id === change.id),
          [change.event],
          'the event that was read',
        )
      }
    },
  },
  {
    promise: 'readEvents and findEvent: a commit that was refused has no event',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const before = await store.readEvents(bench.projectId)
      const change = bench.change(insertScene(bench, aScene(bench.projectId, 1)), bench.marker())
      refused(await store.commit(change))
      equal(await store.findEvent(bench.projectId, change.id.slice(0, -2)), undefined, 'the event')
      equal(await store.readEvents(bench.projectId), before, 'the events')
      await bench.write(
        { op: 'check-no-event', projectId: bench.projectId, commitId: change.id },
        bench.marker(),
      )
    },
  },
  {
    promise: 'readEvents and findEvent: events of another project are not among them',
    run: async ({ store }) => {
      const [one, other] = [await seeded(store), await seeded(store)]
      const change = other.change(other.marker())
      accepted(await store.commit(change))
      const { items } = await store.readEvents(one.projectId)
      equal(
        items.map(({ projectId }) => projectId),
        [one.projectId],
        'the projects of the events',
      )
      equal(await store.findEvent(one.projectId, change.id.slice(0, -2)), undefined, 'the event')
    },
  },
  {
    promise: 'readEvents: events stay when the records that they are about, and the project, are gone',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} } })
      const { projectId } = bench
      await bench.write(
        { op: 'delete', ref: bench.scene(1), guard: {} },
        { op: 'delete', ref: bench.project, guard: {} },
      )
      equal((await store.readEvents(projectId)).items.length, 2, 'the number of events')
    },
  },
  {
    promise: 'findEvent: any commit of a command is found by the command, and by no beginning of its name',
    run: async ({ store }) => {
      const bench = await seeded(store)
      const { projectId } = bench
      const commandId = newCommandId()
      const [first, longer] = [`${commandId}-a`, `${commandId}-ab`]
      const commit = async (id: string) => {
        const event = anEvent(projectId, id)
        accepted(await store.commit({ id, projectId, writes: [bench.marker()], event }))
      }
      await commit(`${longer}.1`)
      equal(await store.findEvent(projectId, first), undefined, 'the event of the shorter name')
      await commit(`${first}.17`)
      equal((await store.findEvent(projectId, first))?.id, `${first}.17`, 'the event of the shorter name')
      equal((await store.findEvent(projectId, longer))?.id, `${longer}.1`, 'the event of the longer name')
      // In patterns of SQL `_` is any letter, and some databases do not tell `a` from `A`.
      const alike = [`${commandId}_a`, `${commandId}-A`]
      for (const other of [commandId, `${commandId}-`, `${longer}c`, `${first}.1`, `${first}.17`, ...alike]) {
        equal(await store.findEvent(projectId, other), undefined, `the event of ${other}`)
      }
    },
  },
]
