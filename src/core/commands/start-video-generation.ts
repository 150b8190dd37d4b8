import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { checkProjectTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import { withStatus } from './project-status.js'

/** Moves a project to `processing` because scenes are to be generated. Nothing changes when it is there already. */
export function decideStartVideoGeneration(
  state: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { status } = project
  if (state.scenes.length === 0) return refuse({ kind: 'no-scenes' })
  if (state.scenes.every(({ value }) => hasVideo(value))) return refuse({ kind: 'nothing-to-generate' })
  if (status === 'processing') return { ok: true, result: project }
  const move = checkProjectTransition({ from: status, to: 'processing' }, context.policy.transitions)
  if (!move.ok) return move
  return projectChange(state.project, context, {
    project: withStatus(project, 'processing'),
    event: { type: 'video-generation-started' },
    result: (after) => after,
  })
}
