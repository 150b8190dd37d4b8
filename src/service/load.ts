import { SceneError } from '../core/model/error.js'
import type { ProjectRecords, SceneRecords } from '../core/model/records.js'
import type { SceneStore } from '../core/ports/scene-store.js'

/** @throws SceneError `PROJECT_NOT_FOUND` */
export async function loadProject(store: SceneStore, projectId: string): Promise<ProjectRecords> {
  const records = await store.loadProject(projectId)
  if (records !== undefined) return records
  throw new SceneError('PROJECT_NOT_FOUND', `there is no project ${projectId}`, { projectId })
}

/** @throws SceneError `SCENE_NOT_FOUND` */
export async function loadScene(
  store: SceneStore,
  { projectId, sequence }: { readonly projectId: string; readonly sequence: number },
): Promise<SceneRecords> {
  const records = await store.loadScene(projectId, sequence)
  if (records !== undefined) return records
  throw new SceneError('SCENE_NOT_FOUND', `there is no scene ${sequence} in project ${projectId}`, {
    projectId,
    sequence,
  })
}
