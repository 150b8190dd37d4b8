import { decideRecount, isExact } from '../core/commands/recount.js'
import type { CountedSnapshot } from '../core/commands/recount.js'
import type { Project } from '../core/model/project.js'
import type { RequestOptions, SceneStore } from '../core/ports/scene-store.js'
import type { Command } from './execute.js'
import { loadProject } from './load.js'

/** Sets a project's counters to what its scenes say. */
export function recount(projectId: string): Command<CountedSnapshot, object, Project> {
  return {
    projectId,
    eventType: 'counters-recounted',
    load: (store) => loadCounted(store, projectId),
    decide: decideRecount,
    recover: ({ records }) => ({ ok: true, result: records.project.value }),
  }
}

/**
 * A project's records, read at one moment if there is anything to do: only to see that there is nothing, the cheap reading
 * will do.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export async function loadCounted(
  store: SceneStore,
  projectId: string,
  request: RequestOptions = {},
): Promise<CountedSnapshot> {
  const records = await loadProject(store, projectId, request)
  if (isExact(records)) return { records, isolated: false }
  return { records: await loadProject(store, projectId, { ...request, isolated: true }), isolated: true }
}
