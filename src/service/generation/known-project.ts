import type { ProjectRecords, SceneRecords } from '../../core/model/records.js'
import { sceneRecordsOf } from '../../core/rules/scene-records.js'

/**
 * A project's records as loaded once for a run, with its own record as the run's commits leave it: the first claim
 * moves the project and every clip counts, and the commits after need no load to know.
 */
export class KnownProject {
  readonly #records: ProjectRecords
  #project: SceneRecords['project']

  constructor(records: ProjectRecords) {
    this.#records = records
    this.#project = records.project
  }

  scene(sequence: number): SceneRecords | undefined {
    const known = sceneRecordsOf(this.#records, sequence)
    return known === undefined ? undefined : { ...known, project: this.#project }
  }

  note({ project }: SceneRecords): void {
    this.#project = project
  }
}
