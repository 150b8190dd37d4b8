import { describe, expect, it } from 'vitest'
import { createMemorySceneStore } from '../../../src/adapters/memory/scene-store.js'
import type {
  ListProjectsOptions,
  ReadEventsOptions,
  SceneStore,
} from '../../../src/core/ports/scene-store.js'
import { toTimestamp } from '../../../src/core/model/time.js'
import { aClaim, aProject, aScene } from '../../core/support/builders.js'
import { rejected, thrown } from '../../core/support/thrown.js'
import { claimItem, eventItem, projectItem, sceneItem } from './support.js'

const projectId = '91cf'

/** Projects by age: the first is the oldest. */
function projectsOfAges(count: number, status: 'processing' | 'failed') {
  return Array.from({ length: count }, (_, at) =>
    projectItem({
      projectId: `${status}-${at}`,
      status,
      createdAt: toTimestamp(
        `2025-11-24T08:00:${String(at).padStart(2, '0')}.${at % 2 === 0 ? '000000' : '500000'}Z`,
      ),
    }),
  )
}

async function pagesOf(store: SceneStore, options: ListProjectsOptions): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | undefined
  do {
    const page = await store.listProjects({ ...options, ...(cursor !== undefined && { cursor }) })
    pages.push(page.items.map(({ value }) => value.projectId))
    cursor = page.cursor
  } while (cursor !== undefined && pages.length < 50)
  return pages
}

describe('loadProject and loadScene', () => {
  it('read what is there, and tell what is not', async () => {
    const store = createMemorySceneStore({
      items: [projectItem(), sceneItem(), claimItem(3), sceneItem({ sequence: 1000 }), eventItem('a.1')],
    })
    const records = await store.loadProject(projectId, { isolated: true })
    expect(records?.project.value).toEqual(aProject({ listedAs: 'processing' }))
    expect(records?.scenes.map(({ value }) => value.sequence)).toEqual([3, 1000])
    expect(records?.invalid).toEqual([])
    expect(await store.loadScene(projectId, 3)).toMatchObject({
      scene: { value: aScene() },
      claim: { value: aClaim() },
      project: { value: { projectId } },
    })
    expect(await store.loadScene(projectId, 1000)).not.toHaveProperty('claim')
    expect(await store.loadScene(projectId, 4)).toBeUndefined()
    expect(await store.loadScene('other', 3)).toBeUndefined()
    expect(await store.loadProject('other')).toBeUndefined()
  })

  it('report scenes that cannot be read, and throw for the one that was asked for', async () => {
    const flawed = { ...sceneItem({ sequence: 4 }), status: { S: 'archived' } }
    const store = createMemorySceneStore({ items: [projectItem(), sceneItem(), flawed] })
    const records = await store.loadProject(projectId)
    expect(records?.scenes).toHaveLength(1)
    expect(records?.invalid).toMatchObject([{ id: 'SCENE#004', raw: { status: 'archived' } }])
    expect((await rejected(store.loadScene(projectId, 4), 'INVALID_ITEM')).message).toContain('archived')
  })

  it('throw when the project itself cannot be read', async () => {
    const store = createMemorySceneStore({
      items: [{ ...projectItem(), status: { S: 'archived' } }, sceneItem()],
    })
    await rejected(store.loadProject(projectId), 'INVALID_ITEM')
    await rejected(store.loadScene(projectId, 3), 'INVALID_ITEM')
  })
})

describe('listProjects', () => {
  it('lists one status newest first, in pages', async () => {
    const store = createMemorySceneStore({
      items: [...projectsOfAges(5, 'processing'), ...projectsOfAges(2, 'failed')],
    })
    expect(await pagesOf(store, { status: 'processing', limit: 2 })).toEqual([
      ['processing-4', 'processing-3'],
      ['processing-2', 'processing-1'],
      ['processing-0'],
    ])
    expect(await pagesOf(store, { status: 'failed', limit: 2 })).toEqual([['failed-1', 'failed-0']])
    expect(await pagesOf(store, { status: 'pending' })).toEqual([[]])
  })

  it('goes by what the index lists, not by the status itself', async () => {
    const store = createMemorySceneStore({
      items: [projectItem({ status: 'failed', listedAs: 'processing' })],
    })
    expect(await pagesOf(store, { status: 'processing' })).toEqual([[projectId]])
    expect(await pagesOf(store, { status: 'failed' })).toEqual([[]])
  })

  it('lists all projects without a status, scenes not among them', async () => {
    const store = createMemorySceneStore({
      items: [...projectsOfAges(3, 'processing'), projectItem(), sceneItem()],
    })
    const listed = (await pagesOf(store, { limit: 3 })).flat()
    expect(listed.sort()).toEqual([projectId, 'processing-0', 'processing-1', 'processing-2'])
  })

  it.each(['processing', undefined] as const)(
    'puts each project in exactly one segment: %s',
    async (status) => {
      const store = createMemorySceneStore({ items: projectsOfAges(40, 'processing') })
      const shares: string[][] = []
      for (const index of [0, 1, 2]) {
        const pages = await pagesOf(store, {
          segment: { index, of: 3 },
          limit: 4,
          ...(status !== undefined && { status }),
        })
        shares.push(pages.flat())
      }
      expect(shares.flat().sort()).toEqual(
        projectsOfAges(40, 'processing')
          .map((_, at) => `processing-${at}`)
          .sort(),
      )
      for (const share of shares) expect(share.length).toBeGreaterThan(0)
    },
  )

  it('reports projects that cannot be read', async () => {
    const flawed = { ...projectItem({ projectId: 'flawed' }), conceptPrompt: { NULL: true } }
    const store = createMemorySceneStore({ items: [projectItem(), flawed] })
    const page = await store.listProjects({ status: 'processing' })
    expect(page.items).toHaveLength(1)
    expect(page.invalid).toMatchObject([{ id: 'METADATA', raw: { projectId: 'flawed' } }])
  })

  it.each(['processing', undefined] as const)(
    'goes on where it was when the last project of a page has gone: %s',
    async (status) => {
      const store = createMemorySceneStore({ items: projectsOfAges(4, 'processing') })
      const options = { limit: 2, ...(status !== undefined && { status }) }
      const first = await store.listProjects(options)
      const last = first.items.at(-1)?.value.projectId ?? ''
      store.deleteItem({ PK: `PROJECT#${last}`, SK: 'METADATA' })
      const second = await store.listProjects({ ...options, cursor: first.cursor ?? '' })
      const seen = [...first.items, ...second.items].map(({ value }) => value.projectId)
      expect(seen.sort()).toEqual(['processing-0', 'processing-1', 'processing-2', 'processing-3'])
    },
  )
})

describe('readEvents', () => {
  const ids = ['a.1', 'a.10', 'a.2', 'b.1', 'c.1']
  const store = createMemorySceneStore({ items: [projectItem(), sceneItem(), ...ids.map(eventItem)] })

  async function pages(options: ReadEventsOptions): Promise<string[][]> {
    const all: string[][] = []
    let after = options.after
    do {
      const page = await store.readEvents(projectId, { ...options, ...(after !== undefined && { after }) })
      all.push(page.items.map(({ id }) => id))
      after = page.cursor
    } while (after !== undefined && all.length < 50)
    return all
  }

  it('pages from the oldest', async () => {
    expect(await pages({ limit: 2 })).toEqual([['a.1', 'a.10'], ['a.2', 'b.1'], ['c.1']])
    expect(await pages({})).toEqual([ids])
  })

  it('pages from the newest', async () => {
    expect(await pages({ limit: 2, newestFirst: true })).toEqual([['c.1', 'b.1'], ['a.2', 'a.10'], ['a.1']])
  })

  it('begins after a commit, or before it, whether that exists or not', async () => {
    expect(await pages({ after: 'a.2' })).toEqual([['b.1', 'c.1']])
    expect(await pages({ after: 'a.3' })).toEqual([['b.1', 'c.1']])
    expect(await pages({ after: 'a.2', newestFirst: true })).toEqual([['a.10', 'a.1']])
    expect(await pages({ after: 'a.3', newestFirst: true })).toEqual([['a.2', 'a.10', 'a.1']])
    expect(await pages({ after: 'c.1' })).toEqual([[]])
  })

  it('reports events that cannot be read or lie elsewhere than they say, each on its page', async () => {
    const items = [
      projectItem(),
      eventItem('a.1'),
      { ...eventItem('a.2'), type: { S: 'scene-vanished' } },
      { ...eventItem('a.3'), id: { S: 'z.9' } },
      eventItem('a.4'),
    ]
    const flawed = createMemorySceneStore({ items })
    const first = await flawed.readEvents(projectId, { limit: 3 })
    expect(first.items.map(({ id }) => id)).toEqual(['a.1'])
    expect(first.invalid).toMatchObject([
      { id: 'a.2', issues: [expect.stringContaining('type')], raw: { type: 'scene-vanished' } },
      { id: 'a.3', issues: [expect.stringContaining('EVENT#z.9')] },
    ])
    expect(first.cursor).toBe('a.3')
    const last = await flawed.readEvents(projectId, { after: 'a.3' })
    expect(last).toMatchObject({ items: [{ id: 'a.4' }], invalid: [] })
    const newest = await flawed.readEvents(projectId, { limit: 2, newestFirst: true })
    expect(newest).toMatchObject({ items: [{ id: 'a.4' }], invalid: [{ id: 'a.3' }], cursor: 'a.3' })
  })

  it('has none for a project that is not there', async () => {
    expect(await store.readEvents('other')).toEqual({ items: [], invalid: [] })
  })
})

describe('findEvent', () => {
  it('finds the event of any commit of a command, and of no other command', async () => {
    const store = createMemorySceneStore({
      items: [projectItem(), eventItem('command-1.7'), eventItem('command-22.1')],
    })
    expect(await store.findEvent(projectId, 'command-1')).toMatchObject({ id: 'command-1.7' })
    expect(await store.findEvent(projectId, 'command-22')).toMatchObject({ id: 'command-22.1' })
    expect(await store.findEvent(projectId, 'command-2')).toBeUndefined()
    expect(await store.findEvent(projectId, 'command')).toBeUndefined()
    expect(await store.findEvent('other', 'command-1')).toBeUndefined()
  })
})

describe('items that are none', () => {
  it('are refused', () => {
    const make = (item: Record<string, Record<string, unknown>>) => () =>
      createMemorySceneStore({ items: [item] })
    expect(thrown(make({ PK: { S: 'P' } }), 'INVALID_INPUT').details.input).toBe('item')
    expect(thrown(make({ PK: { S: 'P' }, SK: { T: 'x' } }), 'INVALID_INPUT').details.input).toBe('SK')
  })
})
