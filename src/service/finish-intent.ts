import type { IntentProgress } from '../core/commands/advance-intent.js'
import { decideAdvanceIntent } from '../core/commands/advance-intent.js'
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
    load: (store) => loadProject(store, projectId),
    decide: decideAdvanceIntent,
    recover: ({ intent }) => ({ ok: true, result: { done: intent === undefined } }),
  }
}

/**
 * Does what is left of a command that is done in steps; whoever else is at it shares the work.
 * @returns Whether there was anything to do.
 */
export async function finishIntent(environment: Environment, projectId: string): Promise<boolean> {
  for (let isWork = false; ;) {
    const { result, tookEffect } = await execute(environment, advance(projectId), {})
    isWork ||= tookEffect
    if (result.done) return isWork
  }
}

/**
 * A project's records when it is in the middle of nothing: a command that changes the order of the scenes finishes the one
 * before.
 * @throws SceneError `PROJECT_NOT_FOUND`
 */
export async function loadInOrder(
  environment: Environment,
  store: SceneStore,
  projectId: string,
): Promise<ProjectRecords> {
  for (;;) {
    const records = await loadProject(store, projectId)
    if (records.intent === undefined) return records
    await finishIntent(environment, projectId)
  }
}
