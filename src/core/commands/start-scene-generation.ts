import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { countersOf } from '../rules/recount.js'
import { checkProjectTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { noIntent } from './no-intent.js'
import { projectChange } from './project-change.js'
import { withStatus } from './project-status.js'

/**
 * Moves a project without scenes to `generating_scenes`, because somebody writes them now. Refused when somebody does
 * already, so that nobody pays for two sets of scenes.
 */
export function decideStartSceneGeneration(
  state: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { sceneCount: count } = countersOf(state)
  if (count > 0) return refuse({ kind: 'has-scenes', count })
  const move = checkProjectTransition(
    { from: project.status, to: 'generating_scenes' },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return projectChange(state.project, context, {
    project: withStatus(project, 'generating_scenes'),
    writes: [noIntent(state)],
    event: { type: 'scene-generation-started' },
    result: (after) => after,
  })
}
