import type { DynamoJsonItem } from '../core/items/dynamo-json.js'
import { toDynamoJson } from '../core/items/dynamo-json.js'
import type { Item, ItemValue } from '../core/items/item.js'
import { toItemTime } from '../core/items/item-time.js'
import type { ItemKey } from '../core/items/keys.js'
import { keyOf } from '../core/items/keys.js'
import { SceneError } from '../core/model/error.js'
import { toTimestamp } from '../core/model/time.js'

/** The attributes that the Python backend's models know. Source: its PynamoDB models. */
export const PYTHON_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['PK', 'SK', 'GSI1PK', 'GSI1SK', 'entityType', 'projectId', 'status', 'createdAt', 'updatedAt'],
  ...['conceptPrompt', 'characterDescription', 'characterImageS3Key'],
  ...['productDescription', 'productImageS3Key', 'audioBackingTrackS3Key', 'finalOutputS3Key'],
  ...['directorConfig', 'mode', 'sceneCount', 'completedScenes', 'failedScenes'],
  ...['sequence', 'displaySequence', 'prompt', 'negativePrompt', 'referenceImageS3Keys', 'duration'],
  ...['audioClipS3Key', 'originalVideoClipS3Key', 'workingVideoClipS3Key', 'lipSyncedVideoClipS3Key'],
  ...['trimPoints', 'needsLipSync', 'videoGenerationJobId', 'lipsyncJobId', 'retryCount', 'errorMessage'],
])

/** An item with nothing but what the Python backend knows of it: as it is after that saved it. */
export function asPythonSaves(item: DynamoJsonItem): DynamoJsonItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => PYTHON_ATTRIBUTES.has(name)))
}

/** An item as the Python backend read it; it saves it whole, whatever happened to it since. */
export interface PythonCopy {
  readonly item: DynamoJsonItem
  /**
   * Saves the copy.
   * @param changes - Attributes to set, in plain form (`{ status: 'failed' }`); `null` removes one. `updatedAt` becomes
   * the present unless it is named.
   */
  save(changes?: Readonly<Record<string, ItemValue>>): void
}

/** The Python backend beside this library. */
export interface PythonBackend {
  /**
   * Reads a project's own item, or that of a scene.
   * @throws SceneError `INVALID_INPUT` when there is none.
   */
  read(projectId: string, sequence?: number): PythonCopy
}

/** What the backend needs of a table. */
export interface PythonTable {
  exportItems(): readonly DynamoJsonItem[]
  putItem(item: DynamoJsonItem): void
}

/** Plays the Python backend on a table: it reads items, and later saves them whole with the attributes that it knows. */
export function pythonBackend(table: PythonTable, now: () => number): PythonBackend {
  return {
    read: (projectId, sequence) => {
      const key = keyOf(
        sequence === undefined ? { kind: 'project', projectId } : { kind: 'scene', projectId, sequence },
      )
      const item = asPythonSaves(itemAt(table, key))
      return {
        item,
        save: (changes = {}) => {
          const set: Item = { updatedAt: toItemTime(toTimestamp(now())), ...changes }
          const kept = Object.entries({ ...item, ...toDynamoJson(set) }).filter(
            ([name]) => set[name] !== null,
          )
          table.putItem(Object.fromEntries(kept))
        },
      }
    },
  }
}

function itemAt(table: PythonTable, { PK, SK }: ItemKey): DynamoJsonItem {
  const found = table.exportItems().find((item) => item['PK']?.['S'] === PK && item['SK']?.['S'] === SK)
  if (found !== undefined) return found
  throw new SceneError('INVALID_INPUT', `there is no item ${PK} ${SK} that the backend could read`, {
    input: 'item',
    value: `${PK} ${SK}`,
  })
}
