import type { ProjectRecords } from '../../core/model/records.js'
import type { Environment } from '../environment.js'
import { parseProjectId } from '../input.schema.js'
import { readProject } from '../load.js'

/** Reading without changing anything. */
export interface ReadingMethods {
  /** All records of a project. */
  load(projectId: string): Promise<ProjectRecords>
}

/** See {@link ReadingMethods}. */
export function readingMethods(environment: Environment): ReadingMethods {
  return {
    async load(projectId) {
      return readProject(environment, parseProjectId(projectId))
    },
  }
}
