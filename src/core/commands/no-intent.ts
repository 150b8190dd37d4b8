import type { Write } from '../model/change.js'
import type { ProjectRecords } from '../model/records.js'

/**
 * The condition that nobody has begun to change the scenes of a project in steps. The project's revision alone does not
 * tell: records are read one after the other, and an intent may come between its own reading and the project's.
 */
export function noIntent({ project }: Pick<ProjectRecords, 'project'>): Write {
  return { op: 'check-absent', ref: { kind: 'intent', projectId: project.value.projectId } }
}
