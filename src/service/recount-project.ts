import { decideRecount, isExact } from '../core/commands/recount.js'
import type { CountedSnapshot } from '../core/commands/recount.js'
import type { Project } from '../core/model/project.js'
import { isSameCount, storedCounters } from '../core/rules/counters.js'
import { recountOf } from '../core/rules/recount.js'
import type { RequestOptions, SceneStore } from '../core/ports/scene-store.js'
import type { Environment } from './environment.js'
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

/** Tells of counters that were not what the scenes say, and were set to that. */
export function tellOfMismatch({ tell }: Environment, { records }: CountedSnapshot): void {
  const { value: project } = records.project
  const [stored, counted] = [storedCounters(project), recountOf(records)]
  if (isSameCount(stored, counted)) return
  tell({ type: 'recount-mismatch', projectId: project.projectId, stored, counted })
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
