import type { CountedSnapshot } from '../../core/commands/recount.js'
import { isSameCount, storedCounters } from '../../core/rules/counters.js'
import { recountOf } from '../../core/rules/recount.js'
import type { Environment } from '../environment.js'

/** Tells of counters that were not what the scenes say, and were set to that. */
export function tellOfMismatch({ tell }: Environment, { records }: CountedSnapshot): void {
  const { value: project } = records.project
  const [stored, counted] = [storedCounters(project), recountOf(records)]
  if (isSameCount(stored, counted)) return
  tell({ type: 'recount-mismatch', projectId: project.projectId, stored, counted })
}
