import type { MemorySceneStore } from '../../../../src/adapters/memory/scene-store.js'
import type { DynamoJsonItem } from '../../../../src/core/items/dynamo-json.js'
import { fromDynamoJson, toDynamoJson } from '../../../../src/core/items/dynamo-json.js'
import { keyOf } from '../../../../src/core/items/keys.js'
import { isReadable, newItem, readRecord } from '../../../../src/core/items/stored-item.js'
import type { WrongSceneStore } from './wrong-scene-store.js'
import { forced, forgiving, replacing } from './wrong-scene-store.js'

/** A store that saves scenes in another form when it has committed them. */
function saving(instead: (item: DynamoJsonItem) => DynamoJsonItem): WrongSceneStore['open'] {
  return replacing((memory) => ({
    commit: async (change) => {
      const answer = await memory.commit(change)
      for (const write of answer.ok ? change.writes : []) {
        if ((write.op !== 'insert' && write.op !== 'update') || write.ref.kind !== 'scene') continue
        const item = itemAt(memory, keyOf(write.ref).PK, keyOf(write.ref).SK)
        if (item !== undefined) memory.putItem(instead(item))
      }
      return answer
    },
  }))
}

function itemAt(memory: MemorySceneStore, PK: string, SK: string): DynamoJsonItem | undefined {
  return memory.exportItems().find((item) => item['PK']?.['S'] === PK && item['SK']?.['S'] === SK)
}

const SCENE_FORM = 'production items: a scene is stored under SCENE# and its number, with trim points as JSON'
const UPDATE_FORM =
  'production items: an update writes the attributes that it names, removes with no NULL, and leaves the rest'

/** Stores that harm the table which others use too. */
export const WRONG_ITEMS: readonly WrongSceneStore[] = [
  {
    it: 'drops attributes that it does not know',
    breaks: [
      'foreign saves: attributes that the library does not know survive an update, whatever their type',
    ],
    open: saving((item) => {
      const record = readRecord('scene', fromDynamoJson(item))
      if (!isReadable(record)) return item
      const { projectId, sequence } = record.value
      const ref = { kind: 'scene', projectId, sequence } as const
      return toDynamoJson(newItem({ op: 'insert', ref, value: record.value }, record.lastCommit))
    }),
  },
  {
    it: 'drops sets, which JSON does not have',
    breaks: [
      'foreign saves: attributes that the library does not know survive an update, whatever their type',
    ],
    open: saving((item) => Object.fromEntries(Object.entries(item).filter(([, value]) => !('SS' in value)))),
  },
  {
    it: 'writes times as ISO 8601 has them',
    breaks: [SCENE_FORM],
    open: saving((item) => ({
      ...item,
      updatedAt: { S: String(item['updatedAt']?.['S']).replace('+0000', 'Z') },
    })),
  },
  {
    it: 'writes NULL where nothing is',
    breaks: [SCENE_FORM, UPDATE_FORM],
    open: saving((item) => ({ ttl: { NULL: true }, errorMessage: { NULL: true }, ...item })),
  },
  {
    it: 'writes trim points as a map',
    breaks: [SCENE_FORM],
    open: saving((item) => ('trimPoints' in item ? { ...item, trimPoints: { M: {} } } : item)),
  },
  {
    it: 'does not notice that somebody else saved',
    breaks: [
      'foreign saves: a whole-item save changes the revision and takes the last commit away',
      'foreign saves: a guard on the revision of a foreign save holds until the item is saved again',
    ],
    open: forgiving((write, conflict) =>
      conflict.current !== undefined && !('lastCommit' in conflict.current)
        ? forced(write, conflict)
        : [write],
    ),
  },
  {
    it: 'does not bring the last commit back',
    breaks: [
      'foreign saves: an update after one brings the last commit back, and the next save is noticed again',
    ],
    open: saving(({ lastCommit: _, ...item }) => item),
  },
  {
    it: 'overwrites what it cannot read',
    breaks: [
      'unreadable records: an insert in its place is a conflict without `current`, and so is a check of absence',
    ],
    open: forgiving((write, { current }, memory) => {
      if (write.op === 'insert' && current === undefined) memory.deleteItem(keyOf(write.ref))
      return [write]
    }),
  },
  {
    it: 'deletes what it cannot read',
    breaks: [
      'unreadable records: writes guarded by no more than its existence are conflicts without `current`, and never touch it',
      'unreadable records: writes guarded by the revision that the record had are conflicts without `current`, and never touch it',
    ],
    open: forgiving((write, { current }, memory) => {
      if (write.op !== 'delete' || current !== undefined) return [write]
      memory.deleteItem(keyOf(write.ref))
      return []
    }),
  },
]
