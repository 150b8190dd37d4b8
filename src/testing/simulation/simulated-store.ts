import { EVENT_PREFIX, FIRST_RECORD_SK, keyOf, LAST_RECORD_SK, partitionKey } from '../../core/items/keys.js'
import { fromEventItem } from '../../core/items/event-item.js'
import { readProjectItems, readSceneItems } from '../../core/items/read-records.js'
import type { Item } from '../../core/items/item.js'
import type { Change } from '../../core/model/change.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import { conflictOn, noAnswer, throttled } from '../faults/store-faults.js'
import type { Asked, SettlingTable } from './settling-table.js'
import type { SimulatedProcess } from './simulated-process.js'
import type { Way } from './way.js'
import { WAYS } from './way.js'

/** The store as one process of a simulation sees it. */
export function simulatedStore(
  table: SettlingTable,
  process: SimulatedProcess,
  commit: (change: Change) => ReturnType<SettlingTable['commit']>,
): SceneStore {
  const { store } = table
  const refusals = { throttled: () => Promise.reject(throttled()) }
  const ask = <T>(
    what: string,
    about: string,
    ways: readonly Way[],
    arrive: (way: Way) => Promise<T>,
  ): Promise<T> => process.request({ what, about, ways, arrive, unanswered: noAnswer, refusals })

  /** A reading of one moment sees every commit as a whole. */
  const snapshot = <T>(what: string, about: string, read: () => Promise<T>): Promise<T> =>
    ask(what, about, WAYS.snapshot, () => {
      table.settle()
      return read()
    })

  /** A reading of several records; a torn one takes some time, in which others may come. */
  const reading = <T>(
    what: string,
    about: string,
    asked: readonly Asked[],
    from: (items: readonly Item[]) => T,
  ): Promise<T> =>
    ask(what, about, WAYS.reading, async (way) => {
      if (way !== 'torn') {
        table.settle()
        return from(asked.flatMap((one) => table.find(one)))
      }
      const begin = asked.map((one) => table.find(one))
      await process.think(`in the middle of ${what}`)
      const isSeen = () => process.chance(0.5)
      return from(asked.flatMap((one, at) => table.findTorn(one, begin[at] ?? [], isSeen)))
    })

  return {
    loadProject: (projectId, options) => {
      if (options?.isolated === true) {
        return snapshot('load isolated', projectId, () => store.loadProject(projectId))
      }
      const asked = { PK: partitionKey(projectId), first: FIRST_RECORD_SK, last: LAST_RECORD_SK }
      return reading('load project', projectId, [asked], readProjectItems)
    },
    loadScene: (projectId, sequence) => {
      const place = (kind: 'project' | 'scene' | 'claim'): Asked => {
        const { PK, SK } = keyOf({ kind, projectId, sequence })
        return { PK, first: SK, last: SK }
      }
      const places = [place('project'), place('scene'), place('claim')]
      return reading('load scene', `${projectId} ${sequence}`, places, (items) => {
        const at = (index: number) => items.find(({ SK }) => SK === places[index]?.first)
        return readSceneItems({ project: at(0), scene: at(1), claim: at(2) })
      })
    },
    findEvent: (projectId, commandId) => {
      const first = `${EVENT_PREFIX}${commandId}.`
      const asked = { PK: partitionKey(projectId), first, last: `${first}\uffff` }
      return reading('find event', `${projectId} ${commandId}`, [asked], ([item]) =>
        item === undefined ? undefined : fromEventItem(item),
      )
    },
    listProjects: (options) => snapshot('list projects', '', () => store.listProjects(options)),
    readEvents: (projectId, options) =>
      snapshot('read events', projectId, () => store.readEvents(projectId, options)),
    commit: (change) => {
      let over = () => undefined as unknown
      return process.request({
        what: `commit ${nameOf(change)}`,
        about: [change.projectId, change.event?.sequence ?? ''].join(' '),
        ways: WAYS.commit,
        arrive: (way) => {
          const { answer, settle } = commit(change)
          // Nobody waits for the answer to what arrives late.
          if (way === 'late') settle()
          else over = settle
          return answer
        },
        over: () => over(),
        unanswered: noAnswer,
        refusals: { ...refusals, conflict: () => conflictOn(store, change) },
      })
    },
  }
}

/** What a change does, in a word. */
function nameOf({ event, writes }: Change): string {
  if (event !== undefined) return event.type
  return writes.some((write) => 'ref' in write && write.ref.kind === 'claim') ? 'heartbeat' : 'intent-chunk'
}
