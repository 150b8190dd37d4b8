import { parseInput } from '../../core/model/issues.schema.js'
import type { NewProjectInput } from '../../core/model/new-project.schema.js'
import { newProjectSchema } from '../../core/model/new-project.schema.js'
import type { Project } from '../../core/model/project.js'
import type { CommandOptions } from '../command-options.js'
import * as commands from '../commands.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import { OPTIONS, parseOptions, parseProjectId } from '../input.schema.js'

/** Projects as a whole. */
export interface ProjectMethods {
  /**
   * Creates a project without scenes.
   * @throws SceneError `PROJECT_EXISTS`
   */
  createProject(project: NewProjectInput, options?: CommandOptions): Promise<Project>
  /** Moves a project to `processing`. Refused when it has nothing to generate. */
  startVideoGeneration(projectId: string, options?: CommandOptions): Promise<Project>
}

/** See {@link ProjectMethods}. */
export function projectMethods(environment: Environment): ProjectMethods {
  const run = runner(environment)
  const { clock, ids } = environment
  return {
    async createProject(project, given) {
      const checked = parseInput(newProjectSchema, project, 'project')
      const { actor, commandId: repeated } = parseOptions(OPTIONS.command, given)
      const commandId = repeated ?? ids.commandId(clock.now())
      const { projectId = ids.projectId(commandId), ...rest } = checked
      const options = { actor, commandId, isNew: repeated === undefined }
      return run(commands.createProject(projectId), { projectId, ...rest }, options)
    },

    async startVideoGeneration(projectId, given) {
      const command = commands.startVideoGeneration(parseProjectId(projectId))
      return run(command, {}, parseOptions(OPTIONS.command, given))
    },
  }
}
