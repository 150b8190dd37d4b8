import type { Project } from '../../core/model/project.js'
import type { CommandOptions } from '../command-options.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import { OPTIONS, parseOptions, parseProjectId } from '../input.schema.js'
import { recount } from '../recount-project.js'

/** Finding what is wrong, and putting it right. */
export interface RepairMethods {
  /**
   * Counts the scenes of a project by their status and sets its counters, status and place in the status index to that.
   * Safe beside running writers, and a project whose counters are right is not written.
   * @example
   * const { completedScenes } = await scenes.recount('91cf')
   */
  recount(projectId: string, options?: CommandOptions): Promise<Project>
}

/** See {@link RepairMethods}. */
export function repairMethods(environment: Environment): RepairMethods {
  const run = runner(environment)
  return {
    async recount(projectId, given) {
      return run(recount(parseProjectId(projectId)), {}, parseOptions(OPTIONS.command, given))
    },
  }
}
