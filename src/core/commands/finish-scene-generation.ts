import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { deriveProjectStatus } from '../rules/counters.js'
import { countersOf } from '../rules/recount.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import { statusRefusal, withStatus } from './project-status.js'

/**
 * Ends the generation of scenes: the project becomes `pending`, ready for videos, or what its scenes make of that. Nothing
 * changes when it is `pending` already.
 */
export function decideFinishSceneGeneration(
  state: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  // Providers deliver their callbacks more than once.
  if (project.status === 'pending') return { ok: true, result: project }
  const refusal = statusRefusal(project, 'finishing the generation of scenes', ['generating_scenes'])
  if (refusal !== undefined) return refuse(refusal)
  return projectChange(state.project, context, {
    project: withStatus(project, deriveProjectStatus('pending', countersOf(state))),
    event: { type: 'scene-generation-finished' },
    result: (after) => after,
  })
}
