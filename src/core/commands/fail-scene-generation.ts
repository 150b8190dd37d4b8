import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import type { CommandContext, Decision } from './decision.js'
import type { WorkflowFailure } from './workflow.js'
import { failWorkflow } from './workflow.js'

/** Ends the generation of scenes without a result: the project becomes `failed`. Nothing changes when it is so already. */
export function decideFailSceneGeneration(
  state: ProjectRecords,
  input: WorkflowFailure,
  context: CommandContext,
): Decision<Project> {
  return failWorkflow(state, input, context, {
    status: 'generating_scenes',
    command: 'failing the generation of scenes',
    event: 'scene-generation-failed',
  })
}
