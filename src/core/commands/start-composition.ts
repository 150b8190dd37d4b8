import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { PROJECT_STATUSES } from '../model/status.js'
import { checkProjectTransition, PROJECT_TRANSITIONS } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { noIntent } from './no-intent.js'
import { projectChange } from './project-change.js'
import { withStatus } from './project-status.js'
import { filmRefusal } from './workflow.js'

const COMPOSABLE = PROJECT_STATUSES.filter((status) => PROJECT_TRANSITIONS[status].includes('composing'))

/**
 * Moves a project whose scenes all have a video to `composing`. Refused, whatever the policy, when it is being composed
 * already: two composers would pay twice. The clips decide, not the counters.
 */
export function decideStartComposition(
  state: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { status } = project
  if (status === 'composing') {
    return refuse({ kind: 'project-status', status, command: 'starting a composition', allowed: COMPOSABLE })
  }
  const move = checkProjectTransition({ from: status, to: 'composing' }, context.policy.transitions)
  if (!move.ok) return move
  const refusal = filmRefusal(state)
  if (refusal !== undefined) return refuse(refusal)
  return projectChange(state.project, context, {
    project: withStatus(project, 'composing'),
    writes: [noIntent(state)],
    event: { type: 'composition-started' },
    result: (after) => after,
  })
}
