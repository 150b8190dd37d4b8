import { applyPatch, isSame } from '../model/patch.js'
import type { Project } from '../model/project.js'
import type { ProjectChanges } from '../model/project-changes.schema.js'
import type { ProjectRecords } from '../model/records.js'
import type { CommandContext, Decision } from './decision.js'
import { projectChange } from './project-change.js'

/** Edits what the scenes of a project share, in every status. */
export function decideEditProject(
  state: ProjectRecords,
  changes: ProjectChanges,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const edited = applyPatch(project, changes)
  if (isSame(project, edited)) return { ok: true, result: project }
  return projectChange(state.project, context, {
    project: edited,
    event: { type: 'project-edited' },
    result: (after) => after,
  })
}
