import type { ProjectRecords } from '../model/records.js'
import type { Refusal } from '../model/refusal.js'
import { changedPlaces, placesFor } from '../rules/display-places.js'
import { ROOM } from './commit-room.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { noIntent } from './no-intent.js'
import { placeWrites } from './place-writes.js'
import { projectChange } from './project-change.js'
import { startIntent } from './start-intent.js'

/** Input of {@link decideReorderScenes}. */
export interface ReorderScenesInput {
  /** Every scene of the project by its sequence, in the order of the film. */
  readonly order: readonly number[]
}

/**
 * Puts the scenes of a project into another order, all at once or, where that does not fit into one commit, in steps that
 * each leave every scene a place of its own. Nothing changes where they are in that order.
 */
export function decideReorderScenes(
  records: ProjectRecords,
  { order }: ReorderScenesInput,
  context: CommandContext,
): Decision<readonly number[]> {
  const fault = permutationFault(records, order)
  if (fault !== undefined) return refuse(fault)
  const places = changedPlaces(records, placesFor(order, records.invalid))
  if (places.size === 0) return { ok: true, result: order }
  // The project and the event are written too, and that there is no intent is a condition.
  if (places.size + 3 > ROOM) {
    return startIntent(records, context, { intent: { goal: 'scenes-reordered', order }, result: order })
  }
  return projectChange(records.project, context, {
    project: records.project.value,
    writes: [noIntent(records), ...placeWrites(records, places, context.now)],
    event: { type: 'scenes-reordered', sequences: order },
    result: () => order,
  })
}

function permutationFault({ scenes }: ProjectRecords, order: readonly number[]): Refusal | undefined {
  const existing = new Set(scenes.map(({ value }) => value.sequence))
  const named = new Set(order)
  const missing = [...existing].filter((sequence) => !named.has(sequence))
  const unknown = [...named].filter((sequence) => !existing.has(sequence))
  const seen = new Set<number>()
  const repeated = order.filter((sequence) => seen.size === seen.add(sequence).size)
  if (missing.length + unknown.length + repeated.length === 0) return undefined
  return { kind: 'not-a-permutation', missing, unknown, repeated }
}
