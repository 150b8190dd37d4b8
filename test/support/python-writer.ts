import type { DynamoJsonItem } from '@badapple/scenes'
import type { MemorySceneStore } from '@badapple/scenes/memory'

/** The attributes that the backend's models know; whatever else an item has is gone after it saves. */
const KNOWN: ReadonlySet<string> = new Set([
  'PK',
  'SK',
  'GSI1PK',
  'GSI1SK',
  'entityType',
  'projectId',
  'status',
  'createdAt',
  'updatedAt',
  'conceptPrompt',
  'characterDescription',
  'characterImageS3Key',
  'productDescription',
  'productImageS3Key',
  'audioBackingTrackS3Key',
  'finalOutputS3Key',
  'directorConfig',
  'mode',
  'sceneCount',
  'completedScenes',
  'failedScenes',
  'sequence',
  'displaySequence',
  'prompt',
  'negativePrompt',
  'referenceImageS3Keys',
  'duration',
  'audioClipS3Key',
  'originalVideoClipS3Key',
  'workingVideoClipS3Key',
  'lipSyncedVideoClipS3Key',
  'trimPoints',
  'needsLipSync',
  'videoGenerationJobId',
  'lipsyncJobId',
  'retryCount',
  'errorMessage',
])

/** Reads an item, as the backend would before it saves it again. */
export function pythonRead(store: MemorySceneStore, projectId: string, sk: string): DynamoJsonItem {
  const found = store
    .exportItems()
    .find((item) => item['PK']?.['S'] === `PROJECT#${projectId}` && item['SK']?.['S'] === sk)
  if (found === undefined) throw new Error(`there is no item ${sk} in project ${projectId}`)
  return Object.fromEntries(Object.entries(found).filter(([name]) => KNOWN.has(name)))
}

/** Saves a whole item with some attributes changed, whatever happened to it since it was read. */
export function pythonSave(
  store: MemorySceneStore,
  item: DynamoJsonItem,
  changes: DynamoJsonItem = {},
): void {
  store.putItem({ ...item, ...changes })
}
