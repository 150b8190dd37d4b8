import type { CountedSnapshot } from '../core/commands/recount.js'
import { isExact } from '../core/commands/recount.js'
import { SceneError } from '../core/model/error.js'
import type { ProjectRecords, SceneRecords } from '../core/model/records.js'
import type { LoadOptions, SceneStore } from '../core/ports/scene-store.js'
import type { Environment } from './environment.js'
import { persistently } from './retry.js'
import type { SceneRef } from './scene-ref.js'

/** @throws SceneError `PROJECT_NOT_FOUND` */
export async function loadProject(
  store: SceneStore,
  projectId: string,
  options: LoadOptions = {},
): Promise<ProjectRecords> {
  const records = await store.loadProject(projectId, options)
  if (records !== undefined) return records
  throw new SceneError('PROJECT_NOT_FOUND', `there is no project ${projectId}`, { projectId })
}

/** @throws SceneError `PROJECT_NOT_FOUND`, `SCENE_NOT_FOUND` */
export async function loadScene(store: SceneStore, { projectId, sequence }: SceneRef): Promise<SceneRecords> {
  const records = await store.loadScene(projectId, sequence)
  if (records !== undefined) return records
  await loadProject(store, projectId)
  throw noScene({ projectId, sequence })
}

/** The error for a scene that a project does not have. */
export function noScene({ projectId, sequence }: SceneRef): SceneError {
  const message = `there is no scene ${sequence} in project ${projectId}`
  return new SceneError('SCENE_NOT_FOUND', message, { projectId, sequence })
}

/**
 * A project's records, read at one moment if there is anything to do: only to see that there is nothing, the cheap reading
 * will do.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export async function loadCounted(store: SceneStore, projectId: string): Promise<CountedSnapshot> {
  const records = await loadProject(store, projectId)
  if (isExact(records)) return { records, isolated: false }
  return { records: await loadProject(store, projectId, { isolated: true }), isolated: true }
}

/**
 * As {@link loadProject}, again while the store does not answer.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export function readProject(environment: Environment, projectId: string): Promise<ProjectRecords> {
  return persistently(environment, () => loadProject(environment.store, projectId))
}

/**
 * As {@link loadScene}, again while the store does not answer.
 * @throws SceneError `SCENE_NOT_FOUND`
 */
export function readScene(environment: Environment, ref: SceneRef): Promise<SceneRecords> {
  return persistently(environment, () => loadScene(environment.store, ref))
}
