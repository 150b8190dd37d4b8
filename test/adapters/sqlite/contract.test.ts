import type { DynamoJsonItem } from '@badapple/scenes'
import type { SceneStoreFactory, TableDoor } from '@badapple/scenes/testing'
import { sceneStoreContract } from '@badapple/scenes/testing'
import type { Database } from 'sql.js'
import initSqlJs from 'sql.js'
import { describe, it } from 'vitest'
import { createSqliteSceneStore } from './sqlite-scene-store.js'

const sqlite = await initSqlJs()

/** The rows as they are, without the store. */
function doorTo(database: Database): TableDoor {
  return {
    getItem: ({ PK, SK }) => {
      const [found] = database.exec('select json from items where pk = ? and sk = ?', [PK, SK])
      const json = found?.values[0]?.[0]
      return Promise.resolve(typeof json === 'string' ? (JSON.parse(json) as DynamoJsonItem) : undefined)
    },
    putItem: (item) => {
      const row = [String(item['PK']?.['S']), String(item['SK']?.['S']), JSON.stringify(item)]
      database.run('insert or replace into items (pk, sk, json) values (?, ?, ?)', row)
      return Promise.resolve()
    },
    deleteItem: ({ PK, SK }) => {
      database.run('delete from items where pk = ? and sk = ?', [PK, SK])
      return Promise.resolve()
    },
  }
}

const factory: SceneStoreFactory = () => {
  const database = new sqlite.Database()
  return {
    store: createSqliteSceneStore(database),
    another: () => createSqliteSceneStore(database),
    table: doorTo(database),
    close: () => {
      database.close()
    },
  }
}

describe('a scene store on SQLite', () => {
  for (const { name, run } of sceneStoreContract(factory)) it(name, run)
})
