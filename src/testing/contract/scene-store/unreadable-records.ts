import type { DynamoJson } from '../../../core/items/item.js'
import { equal, holds, rejectsWith } from '../expectations.js'
import { newCommandId, openBench, refused } from './bench.js'
import { eventually } from './eventually.js'
import { withProjects } from './listed-projects.js'
import { spoil, tableOf, UNKNOWN_STATUS } from './production-table.js'
import { anEvent, aScene } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { seeded } from './seed.js'
import { walkProjects } from './walk-projects.js'

/** Ways in which others make a scene unreadable. */
const FLAWS: readonly (readonly [what: string, changes: Readonly<Record<string, DynamoJson | undefined>>])[] =
  [
    ['with an unknown status', UNKNOWN_STATUS],
    ['without a prompt', { prompt: undefined }],
    ['with a time that is none', { createdAt: { S: 'yesterday' } }],
    ['with another sequence than its place', { sequence: { N: '7' } }],
  ]

/** Ways in which others make an event unreadable. */
const EVENT_FLAWS: readonly (readonly [what: string, changes: Readonly<Record<string, DynamoJson>>])[] = [
  ['of an unknown type', { type: { S: 'scene-vanished' } }],
  ['that lies elsewhere than it says', { id: { S: 'z.9' } }],
]

/** What is stored in a form that cannot be read: reported, never left out in silence, never touched. */
export const unreadableRecords: readonly SceneStoreCase[] = [
  ...FLAWS.map(([what, changes]): SceneStoreCase => ({
    promise: `unreadable records: a scene ${what} comes in \`invalid\`, raw, beside the others, and is INVALID_ITEM alone`,
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {}, 2: {}, 3: {} } })
      await spoil(subject, bench.scene(2), changes)
      for (const isolated of [false, true]) {
        const { scenes, invalid } = await bench.load({ isolated })
        equal(
          scenes.map(({ value }) => value.sequence),
          [1, 3],
          'the scenes that can be read',
        )
        equal(
          invalid.map(({ kind, id }) => ({ kind, id })),
          [{ kind: 'scene', id: 'SCENE#002' }],
          'the others',
        )
        const [record] = invalid
        holds((record?.issues.length ?? 0) > 0, 'it is not said what is wrong with it')
        const status = 'status' in changes ? 'archived' : 'pending'
        equal(record?.raw['status'], status, 'its status as it is stored')
      }
      await rejectsWith(subject.store.loadScene(bench.projectId, 2), 'INVALID_ITEM')
      equal((await bench.loadScene(1)).scene.value, aScene(bench.projectId, 1), 'another scene alone')
    },
  })),
  {
    promise: 'unreadable records: a claim comes in `invalid`, and is never taken for none with its scene',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} }, claims: { 1: {} } })
      await spoil(subject, bench.claim(1), { expiry: { S: 'soon' } })
      const { claims, invalid } = await bench.load()
      equal(claims.size, 0, 'the number of claims that can be read')
      equal(
        invalid.map(({ kind, id }) => ({ kind, id })),
        [{ kind: 'claim', id: 'LEASE#001' }],
        'the others',
      )
      await rejectsWith(subject.store.loadScene(bench.projectId, 1), 'INVALID_ITEM')
    },
  },
  {
    promise: 'unreadable records: a project is INVALID_ITEM, in loads of it and of its scenes',
    needs: 'production-items',
    run: async (subject) => {
      const bench = await seeded(subject.store, { scenes: { 1: {} } })
      const { store } = subject
      await spoil(subject, bench.project, UNKNOWN_STATUS)
      await rejectsWith(store.loadProject(bench.projectId), 'INVALID_ITEM')
      await rejectsWith(store.loadProject(bench.projectId, { isolated: true }), 'INVALID_ITEM')
      await rejectsWith(store.loadScene(bench.projectId, 1), 'INVALID_ITEM')
    },
  },
  {
    promise: 'unreadable records: a project is listed in `invalid`, on the page where it belongs',
    needs: 'production-items',
    run: (subject) =>
      withProjects(subject.store, 3, async ([newest, flawed, oldest]) => {
        if (newest === undefined || flawed === undefined || oldest === undefined) return
        await spoil(subject, flawed.project, UNKNOWN_STATUS)
        const own = [newest, flawed, oldest].map(({ projectId }) => projectId)
        for (const options of [{ status: 'queued', limit: 1 }, { status: 'queued' }, {}] as const) {
          await eventually(async () => {
            const [readable, invalid]: [string[], unknown[]] = [[], []]
            for await (const page of walkProjects(subject.store, options)) {
              readable.push(...page.items.map(({ value }) => value.projectId))
              invalid.push(...page.invalid.map(({ raw }) => raw['projectId']))
            }
            const expected = [newest.projectId, oldest.projectId].sort()
            equal(readable.filter((id) => own.includes(id)).sort(), expected, 'the projects that can be read')
            equal(
              invalid.filter((id) => id === flawed.projectId).length,
              1,
              'the number of times it is reported',
            )
          })
        }
      }),
  },
  ...EVENT_FLAWS.map(([what, changes]): SceneStoreCase => ({
    promise: `unreadable records: an event ${what} comes in \`invalid\` where it belongs, and is never taken for none`,
    needs: 'production-items',
    run: async (subject) => {
      const { store } = subject
      const bench = openBench(store)
      const { projectId } = bench
      const commandId = newCommandId()
      const [first, second, third] = [`${commandId}-a.1`, `${commandId}-b.1`, `${commandId}-c.1`] as const
      for (const id of [first, second, third]) {
        await store.commit({ id, projectId, writes: [bench.marker()], event: anEvent(projectId, id) })
      }
      const table = tableOf(subject)
      await table.save(await table.eventItem(projectId, second), changes)
      const after = commandId
      const page = await store.readEvents(projectId, { after })
      equal(
        page.items.map(({ id }) => id),
        [first, third],
        'the events that can be read',
      )
      equal(
        page.invalid.map(({ id }) => id),
        [second],
        'the others',
      )
      for (const [name, { S }] of Object.entries(changes))
        equal(page.invalid[0]?.raw[name], S, `its ${name} as it is stored`)
      holds((page.invalid[0]?.issues.length ?? 0) > 0, 'it is not said what is wrong with it')
      const one = await store.readEvents(projectId, { after: first, limit: 1 })
      equal([one.items.length, one.invalid.map(({ id }) => id)], [0, [second]], 'its page')
      const rest = await store.readEvents(projectId, { after: one.cursor ?? 'no cursor' })
      equal(
        rest.items.map(({ id }) => id),
        [third],
        'the page behind it',
      )
      await rejectsWith(store.findEvent(projectId, `${commandId}-b`), 'INVALID_ITEM')
      const check = { op: 'check-no-event', projectId, commitId: second } as const
      equal(refused(await bench.commit(check, bench.marker())), [{ write: 0 }], 'the conflicts')
    },
  })),
]
