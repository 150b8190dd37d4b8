import { fromEventItem } from '../../core/items/event-item.js'
import { keyOf } from '../../core/items/keys.js'
import { readEventPage, readListedPage } from '../../core/items/read-pages.js'
import { ProjectReader, readProjectItems, readSceneItems } from '../../core/items/read-records.js'
import { assertChange } from '../../core/model/assert-change.js'
import { SceneError } from '../../core/model/error.js'
import type { SceneStore } from '../../core/ports/scene-store.js'
import type { DynamoConnection } from './connection.js'
import { clientOf, documentClientOf } from './connection.js'
import { DynamoTable } from './dynamo-table.js'
import { isolatedItems } from './isolated-items.js'
import { itemsOf, oneMoreThan } from './item-pages.js'
import { cursorAfter, listedItems } from './listed-items.js'
import { eventQuery, eventsQuery, projectQuery, sceneGet } from './requests/reading-requests.js'
import type { SendingOptions } from './sender.js'
import { Sender } from './sender.js'

/** Options of {@link createDynamoSceneStore}. */
export type DynamoSceneStoreOptions = DynamoConnection &
  SendingOptions & {
    /** The table, usually `MVProjects`. */
    readonly tableName: string
  }

/**
 * A scene store on one DynamoDB table, the one that production has.
 * @throws SceneError `INVALID_INPUT`
 * @example
 * const store = createDynamoSceneStore({ config: { region: 'eu-central-1' }, tableName: 'MVProjects' })
 * typeof store.loadProject // 'function'
 */
export function createDynamoSceneStore(options: DynamoSceneStoreOptions): SceneStore {
  const { tableName } = options
  if (typeof tableName !== 'string' || tableName === '') {
    throw new SceneError('INVALID_INPUT', 'tableName must name a table, such as MVProjects', {
      input: 'tableName',
    })
  }
  const client = documentClientOf(clientOf(options))
  const table = new DynamoTable(tableName, client, new Sender(tableName, options))
  return {
    loadProject: async (projectId, { isolated = false, ...request } = {}) => {
      if (isolated) return readProjectItems(await isolatedItems(table, projectId, request))
      const reader = new ProjectReader()
      for await (const items of table.query(projectQuery(tableName, projectId), request)) reader.add(items)
      return reader.records()
    },

    loadScene: async (projectId, sequence, request = {}) => {
      const items = await table.batch(sceneGet(tableName, projectId, sequence), request)
      const at = (kind: 'project' | 'scene' | 'claim') => {
        const { SK } = keyOf({ kind, projectId, sequence })
        return items.find((item) => item['SK'] === SK)
      }
      return readSceneItems({ project: at('project'), scene: at('scene'), claim: at('claim') })
    },

    listProjects: async (listing = {}) => {
      const found = await itemsOf(listedItems(table, listing), oneMoreThan(listing.limit))
      return readListedPage(found, (last) => cursorAfter(last, listing), listing.limit)
    },

    readEvents: async (projectId, reading = {}) => {
      const events = table.query(eventsQuery(tableName, projectId, reading), reading)
      return readEventPage(await itemsOf(events, oneMoreThan(reading.limit)), reading.limit)
    },

    findEvent: async (projectId, commandId, request = {}) => {
      const [item] = await itemsOf(table.query(eventQuery(tableName, projectId, commandId), request), 1)
      return item === undefined ? undefined : fromEventItem(item)
    },

    commit: async (change, request = {}) => {
      assertChange(change)
      return table.commit(change, request)
    },
  }
}
