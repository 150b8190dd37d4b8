import { givenFields } from '../../core/model/given-fields.js'
import type { Project } from '../../core/model/project.js'
import type { Audit } from '../audit/audit-project.js'
import { observeProject } from '../audit/audit-project.js'
import type { RepairOptions, RepairSummary } from '../audit/repair-project.js'
import { repairProject } from '../audit/repair-project.js'
import type { CommandOptions } from '../command-options.js'
import { recount } from '../commands.js'
import type { Environment } from '../environment.js'
import { execute } from '../execute.js'
import { OPTIONS, parseOptions, parseProjectId } from '../input.schema.js'
import { tellOfMismatch } from '../signals/tell-of-mismatch.js'

/** Finding what is wrong, and putting it right. */
export interface RepairMethods {
  /**
   * Compares a project's records with each other and with the bucket. Nothing is written.
   * @returns The findings, each with a message for a person, and the plan of the repair that would put them right.
   * @throws SceneError `ABORTED`
   * @example
   * const { findings } = await scenes.audit('91cf')
   * for (const finding of findings) console.log(finding.message)
   */
  audit(projectId: string, options?: { readonly signal?: AbortSignal }): Promise<Audit>
  /**
   * Audits a project and puts right what can be: object before URL before status before counters. Nothing is written to a
   * scene that somebody is generating, and no object is ever deleted. Every step judges the records as they are then, so it
   * is safe beside workers, and two repairs at once do no more than one.
   * @throws SceneError `REFUSED` with `too-many-demotions` when so many videos are said to be gone that a wrong bucket is
   * more likely (nothing is changed then; `force` overrides it), `ABORTED`
   * @example
   * const { repaired, left } = await scenes.repair('91cf')
   */
  repair(projectId: string, options?: RepairOptions): Promise<RepairSummary>
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
  return {
    async audit(projectId, given) {
      const { signal } = parseOptions(OPTIONS.audit, given)
      return (await observeProject(environment, parseProjectId(projectId), signal)).audit
    },

    async repair(projectId, given) {
      const options = parseOptions(OPTIONS.repair, given)
      return repairProject(environment, parseProjectId(projectId), givenFields(options))
    },

    async recount(projectId, given) {
      const options = parseOptions(OPTIONS.command, given)
      const { result, state, committed } = await execute(
        environment,
        recount(parseProjectId(projectId)),
        {},
        options,
      )
      if (committed !== undefined) tellOfMismatch(environment, state)
      return result
    },
  }
}
