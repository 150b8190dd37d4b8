import * as z from 'zod'
import { parseInput } from '../../core/model/issues.schema.js'
import type { NewSceneInput } from '../../core/model/new-scene.schema.js'
import type { Scene } from '../../core/model/scene.js'
import type { CommandOptions } from '../command-options.js'
import type { Environment } from '../environment.js'
import { givenScenesUnder } from '../given-scenes.schema.js'
import { OPTIONS, parseOptions, parseProjectId, parseSceneRef } from '../input.schema.js'
import { addScenes, removeScene, reorderScenes } from '../order-commands.js'

const orderSchema = z.array(z.int().min(1)).min(1)

/**
 * Which scenes a project has, and in what order. What does not fit into one commit is done in steps: once such a call was
 * accepted it will be finished, if this process dies by the next call that changes the order, or by a repair.
 */
export interface OrderMethods {
  /**
   * Appends scenes, under numbers that were never used before. The project must be `processing` or `completed`, or have no
   * scenes yet.
   * @example
   * const { projectId } = await scenes.createProject({ conceptPrompt: 'A lighthouse keeper dances alone' })
   * await scenes.addScenes(projectId, [{ prompt: 'The lighthouse at dusk', durationSeconds: 8 }])
   */
  addScenes(
    projectId: string,
    scenes: readonly NewSceneInput[],
    options?: CommandOptions,
  ): Promise<readonly Scene[]>
  /**
   * Puts the scenes into another order.
   * @param order - Every scene of the project by its `sequence`, once, in the order of the film.
   * @returns The order.
   * @example
   * await scenes.reorderScenes('91cf', [1])
   */
  reorderScenes(
    projectId: string,
    order: readonly number[],
    options?: CommandOptions,
  ): Promise<readonly number[]>
  /**
   * Takes a scene out; those after it move up. Refused for the last one, and while the project is `pending` or
   * `composing`. Its clips stay in the bucket and are named in the history, its number is never used again, and a worker
   * that is generating it loses its claim.
   */
  removeScene(projectId: string, sequence: number, options?: CommandOptions): Promise<void>
}

/** See {@link OrderMethods}. */
export function orderMethods(environment: Environment): OrderMethods {
  return {
    async addScenes(projectId, scenes, given) {
      const checked = parseInput(givenScenesUnder(environment.policy).newScenes, scenes, 'scenes')
      const options = parseOptions(OPTIONS.command, given)
      return addScenes(environment, parseProjectId(projectId), { scenes: checked }, options)
    },

    async reorderScenes(projectId, order, given) {
      const checked = parseInput(orderSchema, order, 'order')
      const options = parseOptions(OPTIONS.command, given)
      return reorderScenes(environment, parseProjectId(projectId), { order: checked }, options)
    },

    async removeScene(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const options = parseOptions(OPTIONS.command, given)
      await removeScene(environment, ref.projectId, { sequence }, options)
    },
  }
}
