import { givenFields } from '../../core/model/given-fields.js'
import { parseInput } from '../../core/model/issues.schema.js'
import type { NewProjectInput } from '../../core/model/new-project.schema.js'
import { newProjectSchema } from '../../core/model/new-project.schema.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { finalKey } from '../../core/model/object-key-layout.js'
import type { Project } from '../../core/model/project.js'
import type { ProjectChangesInput } from '../../core/model/project-changes.schema.js'
import { projectChangesSchema } from '../../core/model/project-changes.schema.js'
import type { ProjectStatus } from '../../core/model/status.js'
import type { ClipSource } from '../clip-to-set.schema.js'
import type { CommandOptions, ReasonOptions } from '../command-options.js'
import * as commands from '../commands.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import { afterIntent } from '../finish-intent.js'
import { executeWithObject } from '../execute-with-object.js'
import { generatedClipSchema } from '../generated-clip.schema.js'
import { OPTIONS, parseFailure, parseOptions, parseProjectId } from '../input.schema.js'

/** Options of {@link ProjectMethods.setProjectStatus}. */
export interface SetProjectStatusOptions extends ReasonOptions {
  /** `queued` occurs on old projects and is never entered. */
  readonly status: Exclude<ProjectStatus, 'queued'>
  /** The status that the caller saw. */
  readonly expected?: ProjectStatus
}

/** Projects as a whole. */
export interface ProjectMethods {
  /**
   * Creates a project without scenes.
   * @throws SceneError `PROJECT_EXISTS`
   */
  createProject(project: NewProjectInput, options?: CommandOptions): Promise<Project>
  /** Edits what the scenes of a project share, whatever its status; `null` removes, and what is not named stays. */
  editProject(projectId: string, changes: ProjectChangesInput, options?: CommandOptions): Promise<Project>
  /**
   * Moves a project to `generating_scenes`: somebody writes its scenes now. Refused when it has scenes (`has-scenes`) or
   * somebody does so already.
   */
  startSceneGeneration(projectId: string, options?: CommandOptions): Promise<Project>
  /**
   * Ends the generation of scenes: the project becomes `pending`, ready for videos. Calling it again changes nothing.
   * Refused in any other status than these two.
   */
  finishSceneGeneration(projectId: string, options?: CommandOptions): Promise<Project>
  /** Ends the generation of scenes without a result: `failed`. Calling it again changes nothing. */
  failSceneGeneration(projectId: string, reason: string, options?: CommandOptions): Promise<Project>
  /** Moves a project to `processing`. Refused when it has nothing to generate. */
  startVideoGeneration(projectId: string, options?: CommandOptions): Promise<Project>
  /**
   * Moves a project to `composing`. Refused when a scene has no video (`videos-missing`), and when it is being composed
   * already, so that nobody pays for two films; repeat a call with its `commandId`.
   */
  startComposition(projectId: string, options?: CommandOptions): Promise<Project>
  /**
   * Records the film, from bytes or from an object that is in the bucket already, and ends the composition: `completed`. An
   * earlier film goes to history. Calling it again with the same key changes nothing; give each film a key of its own.
   * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`, `BODY_STALLED`; `REFUSED` when the project is not being
   * composed, and for the key of something else (`unfit-key`).
   * @example
   * const { projectId } = await scenes.createProject({ conceptPrompt: 'The sea' })
   * await scenes.addScenes(projectId, [{ prompt: 'Waves', durationSeconds: 8 }])
   * await scenes.startVideoGeneration(projectId)
   * await scenes.upload(projectId, 1, { body: new Uint8Array(8) })
   * await scenes.startComposition(projectId)
   * const done = await scenes.finishComposition(projectId, { body: new Uint8Array(8) })
   * done.status // 'completed'
   */
  finishComposition(projectId: string, film: ClipSource, options?: CommandOptions): Promise<Project>
  /** Ends the composition without a film: `failed`; an earlier film stays. Calling it again changes nothing. */
  failComposition(projectId: string, reason: string, options?: CommandOptions): Promise<Project>
  /**
   * Sets the status of a project by hand, for operators, along `PROJECT_TRANSITIONS` (to any under the permissive policy).
   * Refused when the status is another than `expected` (`status-changed`); `composing` needs a video in every scene.
   */
  setProjectStatus(projectId: string, options: SetProjectStatusOptions): Promise<Project>
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
      return run(afterIntent(environment, command), {}, parseOptions(OPTIONS.command, given))
    },

    async editProject(projectId, changes, given) {
      const command = commands.editProject(parseProjectId(projectId))
      const checked = parseInput(projectChangesSchema, changes, 'changes')
      return run(command, checked, parseOptions(OPTIONS.command, given))
    },

    async startSceneGeneration(projectId, given) {
      const command = commands.startSceneGeneration(parseProjectId(projectId))
      return run(afterIntent(environment, command), {}, parseOptions(OPTIONS.command, given))
    },

    async finishSceneGeneration(projectId, given) {
      const command = commands.finishSceneGeneration(parseProjectId(projectId))
      return run(afterIntent(environment, command), {}, parseOptions(OPTIONS.command, given))
    },

    async failSceneGeneration(projectId, reason, given) {
      const command = commands.failSceneGeneration(parseProjectId(projectId))
      const options = parseOptions(OPTIONS.command, given)
      return run(command, { reason: parseFailure(reason) }, options)
    },

    async startComposition(projectId, given) {
      const command = commands.startComposition(parseProjectId(projectId))
      return run(afterIntent(environment, command), {}, parseOptions(OPTIONS.command, given))
    },

    async finishComposition(projectId, film, given) {
      const command = commands.finishComposition(parseProjectId(projectId))
      const clip = parseInput(generatedClipSchema, film, 'film')
      const uploadKey = (commandId: string) => finalKey(projectId, commandId)
      const recorded = { clip, uploadKey, input: (key: ObjectKey) => ({ key }) }
      return executeWithObject(environment, command, recorded, parseOptions(OPTIONS.command, given))
    },

    async failComposition(projectId, reason, given) {
      const command = commands.failComposition(parseProjectId(projectId))
      const options = parseOptions(OPTIONS.command, given)
      return run(command, { reason: parseFailure(reason) }, options)
    },

    async setProjectStatus(projectId, given) {
      const command = commands.setProjectStatus(parseProjectId(projectId))
      const { status, expected, reason, ...options } = parseOptions(OPTIONS.setProjectStatus, given)
      const input = { status, ...givenFields({ expected, reason }) }
      return run(afterIntent(environment, command), input, options)
    },
  }
}
