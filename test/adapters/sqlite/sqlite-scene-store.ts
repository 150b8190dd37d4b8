import type { Cursor, Item, ItemKey, ProjectStatus, SceneStore } from '@badapple/scenes'
import {
  EVENT_PREFIX,
  executeChange,
  FIRST_RECORD_SK,
  fromDynamoJson,
  fromEventItem,
  isSceneError,
  keyOf,
  LAST_RECORD_SK,
  partitionKey,
  placeOf,
  PROJECT_SK,
  readEventPage,
  readListedPage,
  readProjectItems,
  readSceneItems,
  SceneError,
  segmentOf,
  toDynamoJson,
} from '@badapple/scenes'
import type { Database, SqlValue } from 'sql.js'

const STATUS = `json ->> '$.GSI1PK.S'`
const CREATED = `coalesce(json ->> '$.GSI1SK.S', '')`

/** Keys are compared byte by byte, as SQLite does unless it is told otherwise. */
const SCHEMA = `
  create table if not exists items (pk text, sk text, json text not null, primary key (pk, sk)) without rowid;
  create index if not exists projects_by_status on items (${STATUS}, ${CREATED}, pk) where sk = '${PROJECT_SK}'`

/** Behind everything that a key may go on with. */
const END = '\uffff'

/** A scene store in a SQLite database, beside any number of others. */
export function createSqliteSceneStore(database: Database): SceneStore {
  database.run(SCHEMA)

  function* items(where: string, params: SqlValue[]): Generator<Item, void> {
    const statement = database.prepare(`select json from items where ${where}`, params)
    try {
      while (statement.step()) yield fromDynamoJson(JSON.parse(String(statement.get()[0])))
    } finally {
      statement.free()
    }
  }

  function itemAt({ PK, SK }: ItemKey): Item | undefined {
    const [item] = items('pk = ? and sk = ?', [PK, SK])
    return item
  }

  /** The work does not wait for anything, so nobody else comes in between on this connection either. */
  function transaction<T>(work: () => T): T {
    database.run('begin immediate')
    try {
      const result = work()
      database.run('commit')
      return result
    } catch (error) {
      database.run('rollback')
      throw error
    }
  }

  return {
    loadProject: (projectId) =>
      answered(() => {
        const range = [partitionKey(projectId), FIRST_RECORD_SK, LAST_RECORD_SK]
        return readProjectItems(items('pk = ? and sk between ? and ?', range))
      }),

    loadScene: (projectId, sequence) =>
      answered(() =>
        transaction(() =>
          readSceneItems({
            project: itemAt(keyOf({ kind: 'project', projectId })),
            scene: itemAt(keyOf({ kind: 'scene', projectId, sequence })),
            claim: itemAt(keyOf({ kind: 'claim', projectId, sequence })),
          }),
        ),
      ),

    listProjects: ({ status, cursor, limit = 100, segment } = {}) =>
      answered(() => {
        const created = status === undefined ? `''` : CREATED
        const inStatus = status === undefined ? '' : `and ${STATUS} = ?`
        const listed = items(
          `sk = '${PROJECT_SK}' and (${created}, pk) < (?, ?) ${inStatus} order by ${created} desc, pk desc`,
          [...placeAt(cursor), ...(status === undefined ? [] : [status])],
        )
        const found: Item[] = []
        for (const item of listed) {
          if (segment !== undefined && segmentOf(placeOf(item).PK, segment.of) !== segment.index) continue
          found.push(item)
          if (found.length > limit) break
        }
        return readListedPage(found, (last) => cursorAt(last, status), limit)
      }),

    readEvents: (projectId, { after, limit = 100, newestFirst = false } = {}) =>
      answered(() => {
        const [above, below] = newestFirst ? ['', after ?? END] : [after ?? '', END]
        const found = items(
          `pk = ? and sk > ? and sk < ? order by sk ${newestFirst ? 'desc' : 'asc'} limit ?`,
          [partitionKey(projectId), `${EVENT_PREFIX}${above}`, `${EVENT_PREFIX}${below}`, limit + 1],
        )
        return readEventPage([...found], limit)
      }),

    findEvent: (projectId, commandId) =>
      answered(() => {
        const first = `${EVENT_PREFIX}${commandId}.`
        const range = [partitionKey(projectId), first, `${first}${END}`]
        const [item] = items('pk = ? and sk between ? and ? limit 1', range)
        return item && fromEventItem(item)
      }),

    commit: (change) =>
      answered(() =>
        transaction(() => {
          const { answer, put, remove } = executeChange(change, itemAt)
          for (const item of put) {
            const { PK, SK } = placeOf(item)
            database.run('replace into items values (?, ?, ?)', [PK, SK, JSON.stringify(toDynamoJson(item))])
          }
          for (const { PK, SK } of remove) {
            database.run('delete from items where pk = ? and sk = ?', [PK, SK])
          }
          return answer
        }),
      ),
  }
}

/** Promises what the work gives, or the error that the port promises instead of the database's own. */
function answered<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    try {
      resolve(work())
    } catch (error) {
      if (isSceneError(error)) throw error
      const details = { problem: 'rejected', table: 'items' } as const
      throw new SceneError('STORE_REFUSED', 'the database does not do it', details, { cause: error })
    }
  })
}

/** A listing goes on below a place in its order: when the project was created, within a status, and its key. */
function cursorAt(item: Item, status: ProjectStatus | undefined): Cursor {
  const { GSI1SK } = item
  const created = status !== undefined && typeof GSI1SK === 'string' ? GSI1SK : ''
  return `${created} ${placeOf(item).PK}`
}

function placeAt(cursor: Cursor = `${END} `): [created: string, pk: string] {
  const [created, pk] = cursor.split(' ')
  if (created !== undefined && pk !== undefined) return [created, pk]
  const details = { input: 'cursor', value: cursor }
  throw new SceneError('INVALID_INPUT', 'cursor must be one that a listing gave', details)
}
