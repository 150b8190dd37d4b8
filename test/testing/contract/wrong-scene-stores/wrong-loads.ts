import { isSceneError, SceneError } from '../../../../src/core/model/error.js'
import type { ProjectRecords, SceneRecords } from '../../../../src/core/model/records.js'
import type { WrongSceneStore } from './wrong-scene-store.js'
import { replacing } from './wrong-scene-store.js'

/** A store whose loads show something else than what is there. */
function showing(
  instead: (records: ProjectRecords, isolated: boolean) => ProjectRecords,
): WrongSceneStore['open'] {
  return replacing((memory) => ({
    loadProject: async (projectId, { isolated = false } = {}) => {
      const records = await memory.loadProject(projectId, { isolated })
      return records === undefined ? undefined : instead(records, isolated)
    },
  }))
}

const WHOLE_PROJECT =
  'loadProject: a project of more than 1 MB comes whole, in a plain and in an isolated load'

/** Stores that load something else than what is there. */
export const WRONG_LOADS: readonly WrongSceneStore[] = [
  {
    it: 'loses what is beyond a page of a project',
    breaks: [WHOLE_PROJECT],
    open: showing((records) => ({ ...records, scenes: records.scenes.slice(0, 200) })),
  },
  {
    it: 'loads no more than one transaction takes when it is to be isolated',
    breaks: [
      WHOLE_PROJECT,
      'loadProject: an isolated load of more than 100 records beside commits shows each of them whole or not at all',
    ],
    open: showing((records, isolated) => ({
      ...records,
      scenes: isolated ? records.scenes.slice(0, 99) : records.scenes,
    })),
  },
  {
    it: 'loses what sorts behind the scenes',
    breaks: [WHOLE_PROJECT, 'commit: an insert stores a record of every kind'],
    open: showing(({ sequenceMark: _, ...records }) => records),
  },
  {
    it: 'reads an isolated load in two moments',
    breaks: [
      'loadProject: an isolated load beside commits shows each of them whole or not at all',
      'loadProject: an isolated load of more than 100 records beside commits shows each of them whole or not at all',
    ],
    open: replacing((memory) => ({
      loadProject: async (projectId) => {
        const first = await memory.loadProject(projectId)
        const second = await memory.loadProject(projectId)
        if (first === undefined || second === undefined) return undefined
        const half = first.scenes.length / 2
        return { ...first, scenes: [...first.scenes.slice(0, half), ...second.scenes.slice(half)] }
      },
    })),
  },
  {
    it: 'orders scenes by the digits of their numbers',
    breaks: ['loadProject: scenes come ascending by their number, not by its digits, 1000 after 101'],
    open: showing((records) => ({
      ...records,
      scenes: [...records.scenes].sort((a, b) =>
        String(a.value.sequence) < String(b.value.sequence) ? -1 : 1,
      ),
    })),
  },
  {
    it: 'shows what was there before the last commit, once',
    breaks: [
      'commit: an update changes the fields that it names and leaves the others',
      'loadProject and loadScene: a plain load beside commits shows each record as some commit left it, never an older one later',
    ],
    open: replacing((memory) => {
      const old = new Map<string, ProjectRecords | undefined>()
      return {
        commit: async (change) => {
          old.set(change.projectId, await memory.loadProject(change.projectId))
          return memory.commit(change)
        },
        loadProject: (projectId) => {
          const before = old.get(projectId)
          old.delete(projectId)
          return before === undefined ? memory.loadProject(projectId) : Promise.resolve(before)
        },
      }
    }),
  },
  {
    it: 'keeps what it has loaded until it writes itself',
    breaks: [
      'several stores: an update through one is at once seen through another that had read before',
      'several stores: a heartbeat through one is at once seen through another that had read before',
      'several stores: a conflict shows the record as another store wrote it, and its revision holds in both',
    ],
    open: replacing((memory) => {
      const kept = new Map<string, SceneRecords | undefined>()
      return {
        commit: (change) => {
          kept.clear()
          return memory.commit(change)
        },
        loadScene: async (projectId, sequence) => {
          const key = `${projectId} ${sequence}`
          if (!kept.has(key)) kept.set(key, await memory.loadScene(projectId, sequence))
          return structuredClone(kept.get(key))
        },
      }
    }),
  },
  {
    it: 'hands out what it keeps',
    breaks: [
      'load, list, read and commit: what the caller does with an answer changes nothing that is stored',
    ],
    open: replacing((memory) => {
      const kept = new Map<string, ProjectRecords | undefined>()
      return {
        commit: (change) => {
          kept.delete(change.projectId)
          return memory.commit(change)
        },
        loadProject: async (projectId) => {
          if (!kept.has(projectId)) kept.set(projectId, await memory.loadProject(projectId))
          return kept.get(projectId)
        },
      }
    }),
  },
  {
    it: 'keeps what it is passed',
    breaks: ['commit: what the caller does with a change afterwards changes nothing that is stored'],
    open: replacing((memory) => {
      const passed = new Map<string, object>()
      return {
        commit: async (change) => {
          const answer = await memory.commit(change)
          if (answer.ok && change.event !== undefined) passed.set(change.id, change.event)
          return answer
        },
        readEvents: async (projectId, options) => {
          const page = await memory.readEvents(projectId, options)
          return { ...page, items: page.items.map((event) => Object.assign(event, passed.get(event.id))) }
        },
      }
    }),
  },
  {
    it: 'throws for a project that is not there',
    breaks: ['loadProject: a project that is not there is undefined, in a plain and in an isolated load'],
    open: replacing((memory) => ({
      loadProject: async (projectId) => {
        const records = await memory.loadProject(projectId)
        if (records !== undefined) return records
        throw new SceneError('PROJECT_NOT_FOUND', `no project ${projectId}`, { projectId })
      },
    })),
  },
  {
    it: 'loads a scene without its claim',
    breaks: ['commit: an insert stores a record of every kind'],
    open: replacing((memory) => ({
      loadScene: async (projectId, sequence) => {
        const records = await memory.loadScene(projectId, sequence)
        return records && { project: records.project, scene: records.scene }
      },
    })),
  },
  {
    it: 'shows fields that are absent as undefined',
    breaks: ['loadScene: a scene that nobody has claimed comes without a claim'],
    open: replacing((memory) => ({
      loadScene: async (projectId, sequence) => {
        const records = await memory.loadScene(projectId, sequence)
        if (records !== undefined && records.claim === undefined) Reflect.set(records, 'claim', undefined)
        return records
      },
    })),
  },
  {
    it: 'leaves out in silence what it cannot read',
    breaks: [
      'unreadable records: a scene with an unknown status comes in `invalid`, raw, beside the others, and is INVALID_ITEM alone',
      'unreadable records: a claim comes in `invalid`, and is never taken for none with its scene',
    ],
    open: showing((records) => ({ ...records, invalid: [] })),
  },
  {
    it: 'takes a project that it cannot read for none',
    breaks: ['unreadable records: a project is INVALID_ITEM, in loads of it and of its scenes'],
    open: replacing((memory) => ({
      loadProject: async (projectId) => {
        try {
          return await memory.loadProject(projectId)
        } catch (error) {
          if (isSceneError(error, 'INVALID_ITEM')) return undefined
          throw error
        }
      },
    })),
  },
]
