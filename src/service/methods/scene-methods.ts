import * as z from 'zod'
import { parseInput } from '../../core/model/issues.schema.js'
import type { NewSceneInput } from '../../core/model/new-scene.schema.js'
import { newSceneSchema } from '../../core/model/new-scene.schema.js'
import { toObjectKey } from '../../core/model/object-key.js'
import type { Scene } from '../../core/model/scene.js'
import type { CommandOptions, ReasonOptions } from '../command-options.js'
import * as commands from '../commands.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import { findAdoptable } from '../find-adoptable.js'
import { OPTIONS, parseOptions, parseProjectId, parseSceneRef } from '../input.schema.js'

/** The scenes of a project, and what people do with one. */
export interface SceneMethods {
  /**
   * Appends scenes, under numbers that were never used before; at most 87 at once. The project must be `processing` or
   * `completed`, or have no scenes yet.
   */
  addScenes(
    projectId: string,
    scenes: readonly NewSceneInput[],
    options?: CommandOptions,
  ): Promise<readonly Scene[]>
  /** Takes a scene back to `pending` to be generated again; its clips go to history, and a worker at it is shut out. */
  reset(projectId: string, sequence: number, options?: ReasonOptions): Promise<Scene>
  /** Takes a failed scene back to `pending`. */
  retry(projectId: string, sequence: number, options?: CommandOptions): Promise<Scene>
  /**
   * Records a finished clip that nobody recorded: the one whose making is beyond doubt or, on request, the one at `key`.
   */
  adopt(
    projectId: string,
    sequence: number,
    options?: CommandOptions & { readonly key?: string },
  ): Promise<Scene>
}

/** See {@link SceneMethods}. */
export function sceneMethods(environment: Environment): SceneMethods {
  const run = runner(environment)
  const { policy } = environment
  return {
    async addScenes(projectId, scenes, given) {
      const checked = parseInput(z.array(newSceneSchema(policy)).min(1), scenes, 'scenes')
      const command = commands.addScenes(parseProjectId(projectId))
      return run(command, { scenes: checked }, parseOptions(OPTIONS.command, given))
    },

    async reset(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { reason, ...options } = parseOptions(OPTIONS.reason, given)
      return run(commands.reset(ref), { ...(reason !== undefined && { reason }) }, options)
    },

    async retry(projectId, sequence, given) {
      const command = commands.retry(parseSceneRef(projectId, sequence))
      return run(command, {}, parseOptions(OPTIONS.command, given))
    },

    async adopt(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { key, ...options } = parseOptions(OPTIONS.adopt, given)
      const requested = key === undefined ? undefined : toObjectKey(key)
      return run(commands.adopt(ref), await findAdoptable(environment, ref, requested), options)
    },
  }
}
