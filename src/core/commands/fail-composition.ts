import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import type { CommandContext, Decision } from './decision.js'
import type { WorkflowFailure } from './workflow.js'
import { failWorkflow } from './workflow.js'

/**
 * Ends the composition without a film: the project becomes `failed` and keeps the film it had. Nothing changes when it is
 * so already.
 */
export function decideFailComposition(
  state: ProjectRecords,
  input: WorkflowFailure,
  context: CommandContext,
): Decision<Project> {
  return failWorkflow(state, input, context, {
    status: 'composing',
    command: 'failing the composition',
    event: 'composition-failed',
  })
}
