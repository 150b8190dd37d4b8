import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryOptions, SceneEvent, Scenes, SceneStore } from '@badapple/scenes'
import { rejected } from '../core/support/thrown.js'
import { anEvent, aProject } from '../core/support/builders.js'
import { eventItem, projectItem } from '../adapters/memory/support.js'
import { toDynamoJson } from '../../src/core/items/dynamo-json.js'
import { toEventItem } from '../../src/core/items/event-item.js'
import { projectWith, testScenes } from '../support/test-scenes.js'

const { projectId } = aProject()
const idOf = (at: number) => `c-${String(at).padStart(5, '0')}.1`

/** A project with these events. */
function withEvents(events: readonly Partial<SceneEvent>[], wrapStore?: (store: SceneStore) => SceneStore) {
  const items = events.map((event, at) => toDynamoJson(toEventItem(anEvent({ id: idOf(at), ...event }))))
  return testScenes({ items: [projectItem(), ...items], objects: [] }, wrapStore && { wrapStore })
}

/** All pages of a history, by the numbers of the events. */
async function pagesOf(scenes: Scenes, options: HistoryOptions): Promise<string[][]> {
  const pages: string[][] = []
  let after: string | undefined
  do {
    const page = await scenes.history(projectId, { ...options, ...(after !== undefined && { after }) })
    pages.push(page.items.map(({ id }) => id))
    after = page.cursor
  } while (after !== undefined && pages.length < 100)
  return pages
}

describe('history', () => {
  it('of a project without events asks again whether there is the project', async () => {
    const { scenes, store } = testScenes()
    const { projectId: empty } = await scenes.createProject({ conceptPrompt: 'A choir of radiators' })
    store.failNext('loadProject', 'unavailable')
    const { items, cursor } = await scenes.history(empty, { after: '~' })
    expect([items, cursor, store.plannedFaults()]).toEqual([[], undefined, []])
  })

  it('is what happened in a project, in pages, from either end', async () => {
    const { scenes } = withEvents([{}, {}, {}])
    expect(await pagesOf(scenes, {})).toEqual([[idOf(0), idOf(1), idOf(2)]])
    expect(await pagesOf(scenes, { limit: 2 })).toEqual([[idOf(0), idOf(1)], [idOf(2)]])
    expect(await pagesOf(scenes, { limit: 2, newestFirst: true })).toEqual([[idOf(2), idOf(1)], [idOf(0)]])
    expect(await scenes.history(projectId, { after: idOf(1) })).toMatchObject({ items: [{ id: idOf(2) }] })
  })

  it('of a scene has its events and those of several scenes that name it', async () => {
    const { scenes } = testScenes()
    const id = await projectWith(scenes, 2)
    await scenes.fail(await scenes.claim(id, 2), 'out of film')
    await scenes.claim(id, 1)
    const types = async (sequence: number) =>
      (await scenes.history(id, { sequence })).items.map(({ type }) => type)
    expect(await types(1)).toEqual(['scenes-added', 'scene-claimed'])
    expect(await types(2)).toEqual(['scenes-added', 'scene-claimed', 'scene-failed'])
    expect(await types(3)).toEqual([])
  })

  it('of a scene is complete, in order and without repetition, whatever the pages', async () => {
    const about = fc.record(
      { sequence: fc.integer({ min: 1, max: 3 }), sequences: fc.array(fc.integer({ min: 1, max: 3 })) },
      { requiredKeys: [], noNullPrototype: true },
    )
    const flaws = fc.array(fc.boolean(), { maxLength: 30 })
    const limits = fc.integer({ min: 1, max: 7 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(about, { maxLength: 30 }),
        flaws,
        limits,
        fc.boolean(),
        fc.constantFrom(1, undefined),
        async (events, flawed, limit, newestFirst, sequence) => {
          const items = events.map((event, at) => ({
            ...toDynamoJson(toEventItem(anEvent({ id: idOf(at), ...event }))),
            ...(flawed[at] === true && { type: { S: 'scene-vanished' } }),
          }))
          const { scenes } = testScenes({ items: [projectItem(), ...items], objects: [] })
          const read: string[] = []
          const invalid: string[] = []
          let after: string | undefined
          do {
            const page = await scenes.history(projectId, {
              limit,
              newestFirst,
              ...(sequence !== undefined && { sequence }),
              ...(after !== undefined && { after }),
            })
            expect(page.items.length).toBeLessThanOrEqual(limit)
            read.push(...page.items.map(({ id }) => id))
            invalid.push(...page.invalid.map(({ id }) => id))
            after = page.cursor
          } while (after !== undefined)
          const inOrder = (ids: string[]) => (newestFirst ? ids.reverse() : ids)
          const ids = (has: (event: Partial<SceneEvent>, at: number) => boolean) =>
            inOrder(events.flatMap((event, at) => (has(event, at) ? [idOf(at)] : [])))
          const isAsked = ({ sequence: one, sequences }: Partial<SceneEvent>) =>
            sequence === undefined || one === sequence || sequences?.includes(sequence) === true
          expect(read).toEqual(ids((event, at) => flawed[at] !== true && isAsked(event)))
          expect(invalid).toEqual(ids((_, at) => flawed[at] === true))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('of a scene ends a page when enough was looked at, and goes on from there', async () => {
    const events = Array.from({ length: 4_501 }, (_, at) => ({ sequence: at === 4_500 ? 1 : 2 }))
    const { scenes, requests } = withEvents(events)
    const page = await scenes.history(projectId, { sequence: 1 })
    expect(page).toEqual({ items: [], invalid: [], cursor: idOf(1_999) })
    expect(requests().filter(({ operation }) => operation === 'readEvents')).toHaveLength(8)
    expect(await pagesOf(scenes, { sequence: 1 })).toEqual([[], [], [idOf(4_500)]])
  })

  it('fills a page from a store that answers in small parts', async () => {
    const { scenes } = withEvents([{}, {}, {}, {}, {}], (store) => ({
      ...store,
      readEvents: (id, options) =>
        store.readEvents(id, { ...options, limit: Math.min(2, options?.limit ?? 2) }),
    }))
    expect(await pagesOf(scenes, { limit: 3 })).toEqual([
      [idOf(0), idOf(1), idOf(2)],
      [idOf(3), idOf(4)],
    ])
  })

  it('is empty for an old project, and refused for one that is not there', async () => {
    const { scenes } = withEvents([])
    expect(await scenes.history(projectId)).toEqual({ items: [], invalid: [] })
    await rejected(scenes.history('nowhere'), 'PROJECT_NOT_FOUND')
    await rejected(scenes.history('nowhere', { sequence: 1, newestFirst: true }), 'PROJECT_NOT_FOUND')
  })

  it('tries again while the store does not answer', async () => {
    const { scenes, store } = withEvents([{}])
    store.failNext('readEvents', 'unavailable', 2)
    expect((await scenes.history(projectId)).items).toHaveLength(1)
  })
})

describe('listProjects', () => {
  const items = [1, 2, 3].map((day) =>
    projectItem({ projectId: `p${day}`, status: day === 2 ? 'failed' : 'processing' }),
  )
  const unreadable = { ...projectItem({ projectId: 'p4' }), conceptPrompt: { NULL: true } }
  const { scenes } = testScenes({ items: [...items, unreadable, eventItem('a.1')], objects: [] })

  it('gives projects in pages, and those that cannot be read', async () => {
    const first = await scenes.listProjects({ limit: 2 })
    expect(first.items.map((project) => project.projectId)).toEqual(['p1', 'p2'])
    expect(first.invalid).toEqual([])
    const { cursor } = first
    if (cursor === undefined) throw new Error('there is no second page')
    const second = await scenes.listProjects({ limit: 2, cursor })
    expect(second.items.map((project) => project.projectId)).toEqual(['p3'])
    expect(second.invalid).toMatchObject([{ kind: 'project', raw: { projectId: 'p4' } }])
    expect(second).not.toHaveProperty('cursor')
  })

  it('gives those of one status', async () => {
    const failed = await scenes.listProjects({ status: 'failed' })
    expect(failed.items).toMatchObject([{ projectId: 'p2', status: 'failed' }])
    expect((await scenes.listProjects({ status: 'pending' })).items).toEqual([])
  })
})
