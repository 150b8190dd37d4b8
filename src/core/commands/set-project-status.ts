import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import type { ProjectStatus } from '../model/status.js'
import { deriveProjectStatus } from '../rules/counters.js'
import { countersOf } from '../rules/recount.js'
import { checkProjectTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { noIntent } from './no-intent.js'
import { projectChange } from './project-change.js'
import { withStatus } from './project-status.js'
import { filmRefusal } from './workflow.js'

/** Input of {@link decideSetProjectStatus}. */
export interface SetProjectStatusInput {
  readonly status: Exclude<ProjectStatus, 'queued'>
  /** The status that the caller saw; refused when it is another by now. */
  readonly expected?: ProjectStatus
  /** Why, in words, for the history. */
  readonly reason?: string
}

/**
 * Sets a project's status by hand, along the table of moves and to nothing that its counts contradict; under the permissive
 * policy to any status. `processing` becomes what the scenes make of it: `completed` where every one is. `composing` needs a
 * video in every scene under either policy.
 */
export function decideSetProjectStatus(
  state: ProjectRecords,
  { status, expected, reason }: SetProjectStatusInput,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { status: actual } = project
  if (expected !== undefined && expected !== actual) {
    return refuse({ kind: 'status-changed', expected, actual })
  }
  if (status === actual) return { ok: true, result: project }
  const move = checkProjectTransition({ from: actual, to: status }, context.policy.transitions)
  if (!move.ok) return move
  const refusal = status === 'composing' ? filmRefusal(state) : undefined
  if (refusal !== undefined) return refuse(refusal)
  const counters = countersOf(state)
  const derived = deriveProjectStatus(status, counters)
  const isStrict = context.policy.transitions === 'strict'
  // Whoever wants work to go on gets what the scenes make of that; another status may not contradict them.
  if (isStrict && derived !== status && status !== 'processing' && status !== 'failed') {
    return refuse({ kind: 'counts-disagree', status, derived, ...counters })
  }
  const next = isStrict && status === 'processing' ? derived : status
  if (next === actual) return { ok: true, result: project }
  return projectChange(state.project, context, {
    project: withStatus(project, next),
    ...(status === 'composing' && { writes: [noIntent(state)] }),
    event: { type: 'project-status-set', ...(reason !== undefined && { reason }) },
    result: (after) => after,
  })
}
