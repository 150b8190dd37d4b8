import { decideAddScenes } from '../core/commands/add-scenes.js'
import type { AddScenesInput } from '../core/commands/add-scenes.js'
import type { CommandContext, Decision } from '../core/commands/decision.js'
import { decideRemoveScene } from '../core/commands/remove-scene.js'
import type { RemoveSceneInput } from '../core/commands/remove-scene.js'
import { decideReorderScenes } from '../core/commands/reorder-scenes.js'
import type { ReorderScenesInput } from '../core/commands/reorder-scenes.js'
import { SceneError } from '../core/model/error.js'
import type { EventType } from '../core/model/event.js'
import type { ProjectRecords } from '../core/model/records.js'
import type { Scene } from '../core/model/scene.js'
import { displayedSequences } from '../core/rules/display-places.js'
import type { Environment } from './environment.js'
import type { Earlier, Executed, ExecuteOptions } from './execute.js'
import { execute } from './execute.js'
import { afterIntent, finishIntent } from './finish-intent.js'
import { loadProject, readProject } from './load.js'
import { isRetryable } from './retry.js'

/** A command that changes which scenes a project has, or their order. */
interface OrderCommand<Input, Result> {
  readonly eventType: EventType
  readonly sequence?: number
  readonly decide: (state: ProjectRecords, input: Input, context: CommandContext) => Decision<Result>
  readonly recover: (state: ProjectRecords, earlier: Earlier<Result>, input: Input) => Result
}

const ADD: OrderCommand<AddScenesInput, readonly Scene[]> = {
  eventType: 'scenes-added',
  decide: decideAddScenes,
  recover: ({ scenes }, { event, result }) => {
    const sequences = new Set(event?.sequences ?? result?.map(({ sequence }) => sequence))
    return scenes.map(({ value }) => value).filter(({ sequence }) => sequences.has(sequence))
  },
}

const REORDER: OrderCommand<ReorderScenesInput, readonly number[]> = {
  eventType: 'scenes-reordered',
  decide: decideReorderScenes,
  recover: (_, __, { order }) => order,
}

/** Appends scenes. */
export function addScenes(
  environment: Environment,
  projectId: string,
  input: AddScenesInput,
  options: ExecuteOptions<ProjectRecords>,
): Promise<readonly Scene[]> {
  return inOrder(environment, projectId, ADD, input, options)
}

/** Puts the scenes into another order. */
export function reorderScenes(
  environment: Environment,
  projectId: string,
  input: ReorderScenesInput,
  options: ExecuteOptions<ProjectRecords>,
): Promise<readonly number[]> {
  return inOrder(environment, projectId, REORDER, input, options)
}

/**
 * Gives every scene a place of its own, in the order in which they are displayed.
 * @returns Whether any had to move.
 */
export async function renumberScenes(
  environment: Environment,
  projectId: string,
  options: ExecuteOptions<ProjectRecords>,
): Promise<boolean> {
  const renumber: OrderCommand<object, readonly number[]> = {
    eventType: 'scenes-reordered',
    decide: (state, _, context) => decideReorderScenes(state, { order: displayedSequences(state) }, context),
    recover: displayedSequences,
  }
  return (await executeInOrder(environment, projectId, renumber, {}, options)).tookEffect
}

/** Takes a scene out. */
export async function removeScene(
  environment: Environment,
  projectId: string,
  input: RemoveSceneInput,
  options: ExecuteOptions<ProjectRecords>,
): Promise<void> {
  const { sequence } = input
  const command: OrderCommand<RemoveSceneInput, Scene | undefined> = {
    eventType: 'scene-removed',
    sequence,
    decide: decideRemoveScene,
    recover: (_, { result }) => result,
  }
  await inOrder(environment, projectId, command, input, options)
}

async function inOrder<Input, Result>(
  environment: Environment,
  projectId: string,
  command: OrderCommand<Input, Result>,
  input: Input,
  options: ExecuteOptions<ProjectRecords>,
): Promise<Result> {
  return (await executeInOrder(environment, projectId, command, input, options)).result
}

/** Runs the command after the one before it, and to its end: one that is done in steps returns when all are done. */
async function executeInOrder<Input, Result>(
  environment: Environment,
  projectId: string,
  { decide, recover, ...kind }: OrderCommand<Input, Result>,
  input: Input,
  options: ExecuteOptions<ProjectRecords>,
): Promise<Executed<ProjectRecords, Result>> {
  const command = afterIntent<Input, Result>(environment, {
    projectId,
    ...kind,
    load: (store) => loadProject(store, projectId),
    decide,
    recover: (state, earlier) => ({ ok: true, result: recover(state, earlier, input) }),
  })
  const commandId = options.commandId ?? environment.ids.commandId(environment.clock.now())
  const isNew = options.commandId === undefined || options.isNew === true
  const executed = await execute(environment, command, input, { ...options, commandId, isNew })
  if (executed.committed?.change.event?.type !== 'intent-started') return executed
  try {
    await finishIntent(environment, projectId)
    const state = await readProject(environment, projectId)
    return { ...executed, result: recover(state, { commandId, result: executed.result }, input) }
  } catch (error) {
    throw isRetryable(error) ? underWay(error, projectId, commandId) : error
  }
}

function underWay(cause: unknown, projectId: string, commandId: string): SceneError {
  return new SceneError(
    'STORE_UNAVAILABLE',
    `command ${commandId} on project ${projectId} was accepted and is done in steps, of which some are left. Repeat it with this commandId; any other call that changes the scenes of the project finishes it too`,
    { commandId, outcome: 'unknown' },
    { cause, retryable: true },
  )
}
