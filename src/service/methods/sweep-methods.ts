import type { Environment } from '../environment.js'
import type { SweepOptions } from '../sweep/sweep-options.js'
import { parseSweepOptions } from '../sweep/sweep-options.schema.js'
import type { SweepSummary } from '../sweep/sweep-summary.js'
import { sweepProjects } from '../sweep/sweep-projects.js'

/** Finding and putting right what is wrong in a whole table. */
export interface SweepMethods {
  /**
   * Audits every project, or those of some statuses, and with `repair` puts right what can be. It asks for one load and one
   * listing of each project that is in order, keeps nothing in memory that grows with the table, and deletes no object.
   * Safe beside workers, and beside another sweep. A project that cannot be looked at is reported, and does not end it.
   *
   * A sweep that ends early, or is killed, goes on where it was with `cursor`; projects under way are looked at again then, so
   * a listener may hear of a finding twice.
   * @returns What was found and done in this call. It does not throw for a budget, an abort, or the safety stop: see `ended`.
   * @throws SceneError `INVALID_INPUT`, also for a `cursor` that belongs to other options; `STORE_UNAVAILABLE` and
   * `STORE_REFUSED` when the projects cannot be listed: the `cursor` of the last progress goes on from there. What a listener
   * throws ends the sweep and is thrown as it is.
   * @example
   * const { ended, findings } = await scenes.sweep({ onFinding: ({ message }) => console.log(message) })
   * ended // 'complete'
   * findings['stalled'] // 0
   */
  sweep(options?: SweepOptions): Promise<SweepSummary>
}

/** See {@link SweepMethods}. */
export function sweepMethods(environment: Environment): SweepMethods {
  return {
    async sweep(given) {
      return sweepProjects(environment, parseSweepOptions(given))
    },
  }
}
