import fc from 'fast-check'
import { decideAddScenes } from '../../../src/core/commands/add-scenes.js'
import type { CommandContext, Decision } from '../../../src/core/commands/decision.js'
import { decideRemoveScene } from '../../../src/core/commands/remove-scene.js'
import type { Change } from '../../../src/core/model/change.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import { sceneRecordsOf } from '../../../src/core/rules/scene-records.js'
import { applyToProject } from './apply-change.js'
import { contexts, sceneCommands } from './every-command.js'

/** A step of a project's history: a command on one of its scenes, or scenes that come or go. */
export interface HistoryStep {
  readonly name: string
  readonly decide: (records: ProjectRecords) => Decision<unknown>
}

const PLAIN = { prompt: 'a lighthouse', durationSeconds: 8, referenceImageKeys: [], needsLipSync: false }

const onScene: fc.Arbitrary<HistoryStep> = fc
  .tuple(sceneCommands, fc.nat(5), contexts)
  .map(([command, at, context]) => ({
    name: command.name,
    decide: (records) => {
      const state = sceneRecordsOf(records, sequenceAt(records, at))
      return state === undefined ? NOTHING : command.decide(state, context)
    },
  }))

const comes: fc.Arbitrary<HistoryStep> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), contexts)
  .map(([count, context]) => ({
    name: 'addScenes',
    decide: (records) =>
      decideAddScenes(
        records,
        { scenes: Array.from({ length: count }, () => PLAIN) },
        anywhere(context, records),
      ),
  }))

const goes: fc.Arbitrary<HistoryStep> = fc.tuple(fc.nat(5), contexts).map(([at, context]) => ({
  name: 'removeScene',
  decide: (records) =>
    decideRemoveScene(records, { sequence: sequenceAt(records, at) }, anywhere(context, records)),
}))

/** Every step that there is, with arbitrary input; many are refused. */
export const historySteps: fc.Arbitrary<HistoryStep> = fc.oneof(
  { arbitrary: onScene, weight: 8 },
  { arbitrary: comes, weight: 1 },
  { arbitrary: goes, weight: 2 },
)

/** Every state of a project that its history goes through, from the start on. */
export function statesOf(start: ProjectRecords, history: readonly HistoryStep[]): readonly ProjectRecords[] {
  const states = [start]
  let records = start
  history.forEach(({ decide }, at) => {
    const decision = decide(records)
    if (!decision.ok || decision.change === undefined) return
    const after = applyToProject(records, named(decision.change, `history-${at}.1`))
    if (after === undefined) throw new Error(`its own guard refuses ${JSON.stringify(decision.change)}`)
    records = after
    states.push(records)
  })
  return states
}

/** The same change as a commit of its own: revisions are made of its id. */
function named(change: Change, id: string): Change {
  return { ...change, id, ...(change.event !== undefined && { event: { ...change.event, id } }) }
}

const NOTHING: Decision<unknown> = { ok: true, result: undefined }

function sequenceAt({ scenes }: ProjectRecords, at: number): number {
  return scenes[at % Math.max(1, scenes.length)]?.value.sequence ?? 0
}

/** The surroundings under which scenes come and go whatever the project's status. */
function anywhere(context: CommandContext, { project }: ProjectRecords): CommandContext {
  const statuses = [project.value.status]
  const policy = { ...context.policy, addScenesIn: statuses, addFirstScenesIn: statuses }
  return { ...context, policy: { ...policy, removeScenesIn: statuses } }
}
