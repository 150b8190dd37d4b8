import type { Write } from '../model/change.js'
import type { Intent, IntentChunk } from '../model/intent.js'
import type { ProjectRecords, Stored } from '../model/records.js'
import { displayedSequences, placesFor, swapsTowards } from '../rules/display-places.js'
import { leftOverChunks } from '../rules/left-over-chunks.js'
import { countersOf } from '../rules/recount.js'
import { sceneRecordsOf } from '../rules/scene-records.js'
import { additionOf } from './add-scenes.js'
import { ROOM } from './commit-room.js'
import type { CommandContext, Decision } from './decision.js'
import { placeWrites } from './place-writes.js'
import { projectChange } from './project-change.js'
import { removalOf } from './remove-scene.js'
import { areFree, highestSequence } from './sequence-mark.js'

/** The project, the intent and the event are written beside the scenes of a step. */
const SCENES_PER_STEP = ROOM - 3

/** Whether an intent is done. */
export interface IntentProgress {
  readonly done: boolean
}

/**
 * The next step of a command that is done in steps, conditional on the step before; the last one removes the intent. What
 * is left of a command that never began is removed too, once nobody can be about to begin it.
 */
export function decideAdvanceIntent(
  records: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<IntentProgress> {
  const { intent } = records
  if (intent === undefined) return clearAway(records, context)
  const asked = { ...context, actor: intent.value.actor }
  switch (intent.value.goal) {
    case 'scenes-added':
      return addChunk(records, intent, asked)
    case 'scenes-reordered':
      return reorder(records, intent, asked)
    case 'scene-removed':
      return remove(records, intent, asked)
  }
}

function addChunk(
  records: ProjectRecords,
  intent: Stored<Intent>,
  context: CommandContext,
): Decision<IntentProgress> {
  const { id, step, firstSequence = 1, chunks = 0 } = intent.value
  const chunk = records.intentChunks?.find(({ value }) => value.intentId === id && value.index === step)
  const done = step + 1 >= chunks
  if (chunk === undefined) {
    const reason = `the scenes of part ${step + 1} are lost: their record is gone`
    return skipStep(records, intent, { done, reason, writes: noChunk(records, intent) }, context)
  }
  const { scenes, offset } = chunk.value
  const reserved = firstSequence + offset
  // Other systems count on from the highest number that exists.
  const isFree = areFree(records, { first: reserved, count: scenes.length })
  const addition = { scenes, firstSequence: isFree ? reserved : highestSequence(records) + 1 }
  const decision = additionOf(records, addition, context, [stepWrite(intent, done), chunkRemoval(chunk)])
  return { ...decision, result: { done } }
}

function reorder(
  records: ProjectRecords,
  intent: Stored<Intent>,
  context: CommandContext,
): Decision<IntentProgress> {
  const moves = movesOf(records, intent)
  const done = moves.isLast
  return projectChange(records.project, context, {
    project: records.project.value,
    writes: [stepWrite(intent, done), ...placeWrites(records, moves.places, context.now)],
    event: done
      ? { type: 'scenes-reordered', sequences: moves.order }
      : { type: 'intent-advanced', intent: intent.value.goal, sequences: [...moves.places.keys()] },
    result: () => ({ done }),
  })
}

/** The scene goes to the end of the film first, so that nobody has to move up when it goes. */
function remove(
  records: ProjectRecords,
  intent: Stored<Intent>,
  context: CommandContext,
): Decision<IntentProgress> {
  const { sequence = 0, goal } = intent.value
  const state = sceneRecordsOf(records, sequence)
  if (state === undefined || countersOf(records).sceneCount <= 1) {
    return skipStep(records, intent, { done: true, reason: 'there was nothing left to remove' }, context)
  }
  const moves = movesOf(records, intent)
  if (moves.places.size === 0) {
    return { ...removalOf(records, state, context, stepWrite(intent, true)), result: { done: true } }
  }
  return projectChange(records.project, context, {
    project: records.project.value,
    writes: [stepWrite(intent, false), ...placeWrites(records, moves.places, context.now)],
    event: { type: 'intent-advanced', intent: goal, sequences: [...moves.places.keys()] },
    result: () => ({ done: false }),
  })
}

interface Moves {
  readonly order: readonly number[]
  readonly places: ReadonlyMap<number, number>
  /** Afterwards every scene is in its place. */
  readonly isLast: boolean
}

/** The scenes to move in this step. Those that came after the intent was made stay at the end, those that are gone are left out. */
function movesOf(records: ProjectRecords, { value: { order = [], sequence } }: Stored<Intent>): Moves {
  const displayed = displayedSequences(records)
  const existing = new Set(displayed)
  const planned = new Set(order)
  const others = displayed.filter((other) => !planned.has(other))
  const kept = order.filter((wanted) => existing.has(wanted) && wanted !== sequence)
  const last = sequence !== undefined && existing.has(sequence) ? [sequence] : []
  const wanted = [...kept, ...others, ...last]
  const places = placesFor(wanted, records.invalid)
  const next = swapsTowards(records, places, SCENES_PER_STEP)
  const isLast = records.scenes.every(({ value }) => {
    const place = next.get(value.sequence) ?? value.displaySequence
    return place === places.get(value.sequence)
  })
  return { order: wanted, places: next, isLast }
}

/** A step that finds nothing to do, because somebody else did it or took its data away. */
function skipStep(
  records: ProjectRecords,
  intent: Stored<Intent>,
  {
    done,
    reason,
    writes = [],
  }: IntentProgress & { readonly reason: string; readonly writes?: readonly Write[] },
  context: CommandContext,
): Decision<IntentProgress> {
  return projectChange(records.project, context, {
    project: records.project.value,
    writes: [stepWrite(intent, done), ...writes],
    event: { type: 'intent-advanced', intent: intent.value.goal, reason },
    result: () => ({ done }),
  })
}

function stepWrite({ value, revision }: Stored<Intent>, done: boolean): Write {
  const { projectId, id, step } = value
  const ref = { kind: 'intent', projectId } as const
  const guard = { revision, equals: { id, step } }
  return done ? { op: 'delete', ref, guard } : { op: 'update', ref, set: { step: step + 1 }, guard }
}

/**
 * The condition that the chunk of a step is gone. Not to see it is no proof: a reading may name the intent and have passed the
 * place of its chunks before they came. One that is there and cannot be read stays there.
 */
function noChunk({ invalid }: ProjectRecords, { value }: Stored<Intent>): readonly Write[] {
  const { projectId, id, step } = value
  const isIts = (name: string) => name.includes(`#${id}#`) && Number(/\d+$/.exec(name)?.[0]) === step
  if (invalid.some((record) => record.kind === 'intent-chunk' && isIts(record.id))) return []
  return [{ op: 'check-absent', ref: { kind: 'intent-chunk', projectId, intentId: id, index: step } }]
}

function chunkRemoval({ value, revision }: Stored<IntentChunk>): Write {
  const { projectId, intentId, index } = value
  return { op: 'delete', ref: { kind: 'intent-chunk', projectId, intentId, index }, guard: { revision } }
}

function clearAway(records: ProjectRecords, context: CommandContext): Decision<IntentProgress> {
  const left = leftOverChunks(records, context).slice(0, SCENES_PER_STEP)
  if (left.length === 0) return { ok: true, result: { done: true } }
  const { projectId } = records.project.value
  return {
    ok: true,
    change: { id: context.commitId, projectId, writes: left.map(chunkRemoval) },
    result: { done: left.length < SCENES_PER_STEP },
  }
}
