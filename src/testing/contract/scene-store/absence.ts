import { equal } from '../expectations.js'
import { newCommandId, openBench } from './bench.js'
import { aClaim, aProject, aScene } from './sample-records.js'
import type { SceneStoreCase } from './scene-store-case.js'
import { insertClaim, insertScene, seeded } from './seed.js'

/** What is not there. */
export const absence: readonly SceneStoreCase[] = [
  {
    promise: 'loadProject: a project that is not there is undefined, in a plain and in an isolated load',
    run: async ({ store }) => {
      const { projectId } = openBench(store)
      equal(await store.loadProject(projectId), undefined, 'the plain load')
      equal(await store.loadProject(projectId, { isolated: true }), undefined, 'the isolated load')
    },
  },
  {
    promise: 'loadScene: a scene of a project that is not there is undefined',
    run: async ({ store }) => {
      equal(await store.loadScene(openBench(store).projectId, 1), undefined)
    },
  },
  {
    promise: 'loadScene: a scene that is not there is undefined, although the project and a claim are',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {} }, claims: { 2: {} } })
      equal(await store.loadScene(bench.projectId, 2), undefined)
    },
  },
  {
    promise: 'loadProject and loadScene: scenes without their project are undefined',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      await bench.write(insertScene(bench, aScene(projectId, 1)), insertClaim(bench, aClaim(projectId, 1)))
      equal(await store.loadScene(projectId, 1), undefined, 'the scene')
      equal(await store.loadProject(projectId), undefined, 'the plain load')
      equal(await store.loadProject(projectId, { isolated: true }), undefined, 'the isolated load')
    },
  },
  {
    promise: 'loadProject: a project alone comes without scenes, claims, mark, intent and chunks',
    run: async ({ store }) => {
      const bench = openBench(store)
      const { projectId } = bench
      const change = bench.change({ op: 'insert', ref: bench.project, value: aProject(projectId) })
      const answer = await store.commit(change)
      const revision = answer.ok ? answer.revision : ''
      const project = { value: aProject(projectId), revision, lastCommit: change.id }
      const alone = { project, scenes: [], claims: new Map(), invalid: [] }
      equal(await bench.load(), alone, 'the plain load')
      equal(await bench.load({ isolated: true }), alone, 'the isolated load')
    },
  },
  {
    promise: 'loadScene: a scene that nobody has claimed comes without a claim',
    run: async ({ store }) => {
      const bench = await seeded(store, { scenes: { 1: {}, 2: {} }, claims: { 2: {} } })
      equal(Object.keys(await bench.loadScene(1)).sort(), ['project', 'scene'], 'what there is')
    },
  },
  {
    promise: 'readEvents: a project without events has an empty page and no cursor',
    run: async ({ store }) => {
      const { projectId } = openBench(store)
      equal(await store.readEvents(projectId), { items: [], invalid: [] }, 'oldest first')
      equal(
        await store.readEvents(projectId, { newestFirst: true }),
        { items: [], invalid: [] },
        'newest first',
      )
    },
  },
  {
    promise: 'findEvent: a command that committed nothing has no event',
    run: async ({ store }) => {
      const bench = await seeded(store)
      equal(await store.findEvent(bench.projectId, newCommandId()), undefined, 'in a project with events')
      equal(await store.findEvent(openBench(store).projectId, newCommandId()), undefined, 'in no project')
    },
  },
]
