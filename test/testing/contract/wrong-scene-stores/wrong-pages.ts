import type { MemorySceneStore } from '../../../../src/adapters/memory/scene-store.js'
import type { ProjectRecords } from '../../../../src/core/model/records.js'
import type { EventPage, ListProjectsOptions, ProjectPage } from '../../../../src/core/ports/scene-store.js'
import type { WrongSceneStore } from './wrong-scene-store.js'
import { replacing } from './wrong-scene-store.js'

/** A store that shows another page of events than the true one. */
function reading(instead: (page: EventPage) => EventPage): WrongSceneStore['open'] {
  return replacing((memory) => ({
    readEvents: async (projectId, options) => instead(await memory.readEvents(projectId, options)),
  }))
}

/** A store that shows another page of projects than the true one. */
function listing(
  instead: (page: ProjectPage, options: ListProjectsOptions) => ProjectPage,
): WrongSceneStore['open'] {
  return replacing((memory) => ({
    listProjects: async (options = {}) => instead(await memory.listProjects(options), options),
  }))
}

/** Every project, as a listing shows them. */
async function allListed(
  memory: MemorySceneStore,
  options: ListProjectsOptions,
): Promise<ProjectRecords['project'][]> {
  const { cursor: _, ...rest } = options
  return [...(await memory.listProjects({ ...rest, limit: 10_000 })).items]
}

const IN_ORDER =
  'readEvents: events come in the order of their ids as bytes, whatever the order of their commits'
const EVENT_PAGES =
  'readEvents: pages of any size neither lose nor repeat nor reorder an event, in both directions'
const MANY_EVENTS = 'readEvents: more than 100 events come in more than one page, and all of them'
const AFTER =
  'readEvents: `after` is where the reading begins, itself left out, whether there is such a commit or not'
const FIND = 'findEvent: any commit of a command is found by the command, and by no beginning of its name'
const NEWEST_FIRST = 'listProjects: of one status newest first, each project once, in pages of any size'
const MANY_PROJECTS =
  'listProjects: more than 100 projects of one status come in pages of at most 100, and all of them'
const SEGMENTS = 'listProjects: the segments of one status have every project, and each in one of them alone'
const CURSOR_GOOD =
  'listProjects: a cursor of one status stays good when the last project of its page is deleted'

/** Stores that lose, repeat or reorder what comes in pages, or find what is not meant. */
export const WRONG_PAGES: readonly WrongSceneStore[] = [
  {
    it: 'loses what is beyond a page of events',
    breaks: [MANY_EVENTS, EVENT_PAGES],
    open: reading(({ cursor: _, ...page }) => page),
  },
  {
    it: 'shows the last event of a page again on the next',
    breaks: [EVENT_PAGES],
    open: reading((page) => {
      const last = page.items.at(-2)
      return page.cursor === undefined || last === undefined ? page : { ...page, cursor: last.id }
    }),
  },
  {
    it: 'skips the first event of the next page',
    breaks: [EVENT_PAGES, MANY_EVENTS],
    open: reading((page) => (page.cursor === undefined ? page : { ...page, items: page.items.slice(0, -1) })),
  },
  {
    it: 'orders events as a dictionary does',
    breaks: [IN_ORDER, EVENT_PAGES],
    open: reading((page) => ({ ...page, items: [...page.items].sort((a, b) => a.id.localeCompare(b.id)) })),
  },
  {
    it: 'has events in the order of their commits',
    breaks: [IN_ORDER],
    open: replacing((memory) => {
      const order: string[] = []
      return {
        commit: (change) => {
          order.push(change.id)
          return memory.commit(change)
        },
        readEvents: async (projectId, options) => {
          const page = await memory.readEvents(projectId, options)
          return { ...page, items: [...page.items].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) }
        },
      }
    }),
  },
  {
    it: 'ignores where the reading begins when it is newest first',
    breaks: [AFTER],
    open: replacing((memory) => ({
      readEvents: (projectId, { after, ...options } = {}) =>
        memory.readEvents(projectId, {
          ...options,
          ...(after !== undefined && options.newestFirst !== true && { after }),
        }),
    })),
  },
  {
    it: 'shows an event only the second time that it is looked for',
    breaks: ['readEvents and findEvent: an event is there as soon as its commit is answered, every time'],
    open: replacing((memory) => {
      const looked = new Set<string>()
      return {
        findEvent: (projectId, commandId) => {
          if (looked.has(commandId)) return memory.findEvent(projectId, commandId)
          looked.add(commandId)
          return Promise.resolve(undefined)
        },
      }
    }),
  },
  {
    it: 'finds an event by any beginning of its id',
    breaks: [FIND],
    open: replacing((memory) => ({
      findEvent: async (projectId, commandId) =>
        (await memory.readEvents(projectId)).items.find(({ id }) => id.startsWith(commandId)),
    })),
  },
  {
    it: 'finds an event by a pattern, as `like` does',
    breaks: [FIND],
    open: replacing((memory) => ({
      findEvent: async (projectId, commandId) => {
        const pattern = new RegExp(`^${commandId.replaceAll('_', '.')}\\.`)
        return (await memory.readEvents(projectId)).items.find(({ id }) => pattern.test(id))
      },
    })),
  },
  {
    it: 'finds the first commit of a command alone',
    breaks: [FIND],
    open: replacing((memory) => ({
      findEvent: async (projectId, commandId) =>
        (await memory.readEvents(projectId)).items.find(({ id }) => id === `${commandId}.1`),
    })),
  },
  {
    it: 'leaves out events that it cannot read',
    breaks: [
      'unreadable records: an event of an unknown type comes in `invalid` where it belongs, and is never taken for none',
    ],
    open: reading((page) => ({ ...page, invalid: [] })),
  },
  {
    it: 'loses what is beyond a page of projects',
    breaks: [MANY_PROJECTS, NEWEST_FIRST],
    open: listing(({ cursor: _, ...page }) => page),
  },
  {
    it: 'keeps to no limit',
    breaks: [MANY_PROJECTS, NEWEST_FIRST],
    open: replacing((memory) => ({
      listProjects: (options = {}) => memory.listProjects({ ...options, limit: 10_000 }),
    })),
  },
  {
    it: 'lists the oldest first',
    breaks: [NEWEST_FIRST],
    open: listing((page) => ({ ...page, items: [...page.items].reverse() })),
  },
  {
    it: 'takes no notice of segments',
    breaks: [SEGMENTS],
    open: replacing((memory) => ({
      listProjects: ({ segment: _, ...options } = {}) => memory.listProjects(options),
    })),
  },
  {
    it: 'leaves the last segment out',
    breaks: [SEGMENTS],
    open: listing((page, { segment }) =>
      segment !== undefined && segment.of > 1 && segment.index === segment.of - 1
        ? { ...page, items: [] }
        : page,
    ),
  },
  {
    it: 'takes the number of projects seen for a cursor',
    breaks: [
      CURSOR_GOOD,
      'listProjects: a cursor stays good when the last project of its page has moved to another status',
    ],
    open: replacing((memory) => ({
      listProjects: async (options = {}) => {
        const from = Number(options.cursor ?? 0)
        const to = from + (options.limit ?? 100)
        const all = await allListed(memory, options)
        const cursor = to < all.length ? { cursor: String(to) } : {}
        return { items: all.slice(from, to), invalid: [], ...cursor }
      },
    })),
  },
  {
    it: 'takes the project itself for a cursor',
    breaks: [CURSOR_GOOD],
    open: replacing((memory) => ({
      listProjects: async (options = {}) => {
        const all = await allListed(memory, options)
        const from = all.findIndex(({ value }) => value.projectId === options.cursor) + 1
        const items = all.slice(from, from + (options.limit ?? 100))
        const last = items.at(-1)?.value.projectId
        const hasMore = from + items.length < all.length
        return { items, invalid: [], ...(hasMore && last !== undefined && { cursor: last }) }
      },
    })),
  },
  {
    it: 'lists by the status, not by the index',
    breaks: ['listProjects: a project is listed where `listedAs` says, not where its status says'],
    open: replacing((memory) => ({
      listProjects: async ({ status, ...options } = {}) => {
        const page = await memory.listProjects(options)
        return {
          ...page,
          items: page.items.filter(({ value }) => status === undefined || value.status === status),
        }
      },
    })),
  },
  {
    it: 'lists projects without their last commit',
    breaks: ['listProjects: a project is listed as it is loaded, with its revision and last commit'],
    open: listing((page) => ({
      ...page,
      items: page.items.map(({ value, revision }) => ({ value, revision })),
    })),
  },
  {
    it: 'gives cursors that only it can read',
    breaks: [
      'several stores: a project made through one is listed by another, and a cursor of one leads on in another',
    ],
    open: replacing((memory) => {
      const cursors: string[] = []
      return {
        listProjects: async ({ cursor: given, ...options } = {}) => {
          const from = given === undefined ? undefined : (cursors[Number(given)] ?? '')
          const { cursor, ...page } = await memory.listProjects({
            ...options,
            ...(from !== undefined && { cursor: from }),
          })
          return cursor === undefined ? page : { ...page, cursor: String(cursors.push(cursor) - 1) }
        },
      }
    }),
  },
]
