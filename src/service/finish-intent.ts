import type { IntentProgress } from '../core/commands/advance-intent.js'
import { decideAdvanceIntent } from '../core/commands/advance-intent.js'
import { isSceneError, SceneError } from '../core/model/error.js'
import type { ProjectRecords } from '../core/model/records.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import type { Environment } from './environment.js'
import type { Command } from './execute.js'
import { execute } from './execute.js'
import { loadProject } from './load.js'

/** One step of the command that a project is in the middle of. */
function advance(projectId: string): Command<ProjectRecords, object, IntentProgress> {
  return {
    projectId,
    eventType: 'intent-advanced',
    load: (store) => loadProject(store, projectId, { isolated: true }),
    decide: decideAdvanceIntent,
    recover: ({ intent }) => ({ ok: true, result: { done: intent === undefined } }),
  }
}

/**
 * Does what is left of a command that is done in steps; whoever else is at it shares the work.
 * @returns Whether there was anything to do.
 */
export async function finishIntent(environment: Environment, projectId: string): Promise<boolean> {
  const { clock, policy } = environment
  let isWork = false
  for (let triedUntilMs = clock.now() + policy.commitBudgetMs; ;) {
    try {
      const { result, tookEffect } = await execute(environment, advance(projectId), {})
      isWork ||= tookEffect
      if (result.done) return isWork
      triedUntilMs = clock.now() + policy.commitBudgetMs
    } catch (error) {
      // A full commit has room for few conditions, and so for few tries; a step is decided anew as often as it takes.
      if (!isSceneError(error, 'CONTENDED') || clock.now() >= triedUntilMs) throw error
    }
  }
}

/** The command, decided when the project is in the middle of nothing: not on scenes that are only half there. */
export function afterIntent<Input, Result>(
  environment: Environment,
  command: Command<ProjectRecords, Input, Result>,
): Command<ProjectRecords, Input, Result> {
  return { ...command, load: (store) => loadInOrder(environment, store, command.projectId) }
}

/**
 * A project's records at one moment, when it is in the middle of nothing: a command that changes the order of the scenes
 * finishes the one before. The project's revision guards what is decided on all scenes, and that only holds where scenes
 * and project were read together.
 * @throws SceneError `PROJECT_NOT_FOUND`, `INVALID_ITEM`
 */
export async function loadInOrder(
  environment: Environment,
  store: SceneStore,
  projectId: string,
): Promise<ProjectRecords> {
  for (;;) {
    const records = await loadProject(store, projectId, { isolated: true })
    assertReadable(records)
    if (records.intent === undefined) return records
    await finishIntent(environment, projectId)
  }
}

/** Without these, nobody can say what the project is in the middle of, or which numbers were used. */
function assertReadable({ project, invalid }: ProjectRecords): void {
  const { projectId } = project.value
  for (const { kind, id, issues } of invalid) {
    if (kind !== 'intent' && kind !== 'sequence-mark') continue
    throw new SceneError(
      'INVALID_ITEM',
      `${id} of project ${projectId} cannot be read: ${issues.join('; ')}. Correct it by hand; until then scenes can be neither added nor removed nor reordered`,
      { record: `${projectId} ${id}`, issues },
    )
  }
}
