import { equal, holds } from '../expectations.js'
import { accepted, openBench, refused } from './bench.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { aFullChunk, aFullClaim, aFullProject, aFullScene } from './full-records.js'
import { anEvent, aScene, keyNamed } from './sample-records.js'
import { insertClaim, insertScene, seeded } from './seed.js'

/** What is passed and returned belongs to the caller. */
export const sharing: readonly SceneStoreCase[] = [
  {
    promise: 'commit: what the caller does with a change afterwards changes nothing that is stored',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const inserts = bench.change(
        { op: 'insert', ref: bench.project, value: aFullProject(projectId) },
        insertScene(bench, aFullScene(projectId, 1)),
        insertScene(bench, aScene(projectId, 2)),
        insertClaim(bench, aFullClaim(projectId, 1)),
        {
          op: 'insert',
          ref: { kind: 'intent-chunk', projectId, intentId: 'intent-1', index: 0 },
          value: aFullChunk(projectId, 'intent-1', 0),
        },
      )
      const event = anEvent(projectId, inserts.id, {
        sequences: [1],
        clips: { original: keyNamed('a.mp4') },
        clipsSuperseded: [{ clip: 'original', key: keyNamed('b.mp4') }],
      })
      const first = structuredClone({ ...inserts, event })
      const revision = accepted(await store.commit(first))
      const { referenceImageKeys = [], trimPoints = null } = aFullScene(projectId, 2)
      const second = structuredClone(
        bench.change({
          op: 'update',
          ref: bench.scene(2),
          set: { referenceImageKeys, trimPoints, clips: { original: keyNamed('a.mp4') } },
          guard: { revision },
        }),
      )
      accepted(await store.commit(second))
      const before = structuredClone(await bench.everything())
      spoil(first)
      spoil(second)
      equal(await bench.everything(), before, 'the project')
    },
  },
  {
    promise:
      'load, list, read and commit: what the caller does with an answer changes nothing that is stored',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const change = bench.change(
        { op: 'insert', ref: bench.project, value: aFullProject(projectId) },
        insertScene(bench, aFullScene(projectId, 1)),
        insertClaim(bench, aFullClaim(projectId, 1)),
      )
      const answer = await store.commit({
        ...change,
        event: anEvent(projectId, change.id, { sequences: [1] }),
      })
      const before = structuredClone(await bench.everything())
      const reads: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['a commit', () => Promise.resolve(answer)],
        ['a plain load', () => store.loadProject(projectId)],
        ['an isolated load', () => store.loadProject(projectId, { isolated: true })],
        ['a load of a scene', () => store.loadScene(projectId, 1)],
        ['a page of events', () => store.readEvents(projectId)],
        ['an event that was found', () => store.findEvent(projectId, change.id.slice(0, -2))],
        ['a page of projects', () => store.listProjects({ status: 'processing', limit: 5 })],
        ['conflicts', async () => refused(await bench.commit(insertScene(bench, aScene(projectId, 1))))],
      ]
      for (const [what, read] of reads) {
        spoil(await read())
        equal(await bench.everything(), before, `the project after ${what} was spoiled`)
      }
    },
  },
  {
    promise: 'loadProject: two loads share nothing with each other',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: { referenceImageKeys: [keyNamed('a.png')] } } })
      const [one, other] = [await bench.load(), await bench.load()]
      holds(one.scenes !== other.scenes && one.project !== other.project, 'they have records in common')
      const before = structuredClone(other)
      spoil(one)
      equal(other, before, 'the other load')
    },
  },
]

/** Changes everything inside a value that can be changed. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const inner: readonly unknown[] = value instanceof Map ? [...value.values()] : Object.values(value)
  inner.forEach(spoil)
  if (value instanceof Map) value.clear()
  if (Object.isFrozen(value)) return
  if (Array.isArray(value)) value.push('spoiled')
  else for (const name of Object.keys(value)) Reflect.set(value, name, 'spoiled')
}
