import type { Write } from '../model/change.js'
import type { SceneEvent } from '../model/event.js'
import type { ProjectRecords, SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { countersDelta } from '../rules/counters.js'
import { changedPlaces, displayedSequences, placesFor } from '../rules/display-places.js'
import { countersOf } from '../rules/recount.js'
import { sceneRecordsOf } from '../rules/scene-records.js'
import { clipChanges } from './clip-changes.js'
import { ROOM } from './commit-room.js'
import { countedWrite } from './counting.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { nextOrder } from './next-order.js'
import { noIntent } from './no-intent.js'
import { placeWrites } from './place-writes.js'
import { statusRefusal } from './project-status.js'
import { markHighest } from './sequence-mark.js'
import { startIntent } from './start-intent.js'

/** Input of {@link decideRemoveScene}. */
export interface RemoveSceneInput {
  readonly sequence: number
}

/**
 * Takes a scene out of its project; those after it move up. Its clips stay in the bucket and are named in the history, its
 * number is never used again, and whoever is generating it loses the claim. The last scene stays.
 */
export function decideRemoveScene(
  records: ProjectRecords,
  { sequence }: RemoveSceneInput,
  context: CommandContext,
): Decision<Scene> {
  const state = sceneRecordsOf(records, sequence)
  if (state === undefined) return refuse({ kind: 'no-such-scene', sequence })
  const refusal = statusRefusal(records.project.value, 'removing a scene', context.policy.removeScenesIn)
  if (refusal !== undefined) return refuse(refusal)
  if (countersOf(records).sceneCount <= 1) return refuse({ kind: 'last-scene', sequence })
  const removal = removalOf(records, state, context, noIntent(records))
  if (fits(removal)) return removal
  return startIntent(records, context, {
    intent: {
      goal: 'scene-removed',
      sequence,
      order: [...othersOf(records, sequence), sequence],
    },
    sequences: [sequence],
    result: state.scene.value,
  })
}

/** The removal in one commit, however large that is, with what else it writes. */
export function removalOf(
  records: ProjectRecords,
  state: SceneRecords,
  { now, commitId, actor }: CommandContext,
  other: Write,
): Extract<Decision<Scene>, { ok: true }> {
  const scene = state.scene.value
  const { projectId, sequence, status, clips } = scene
  const places = changedPlaces(records, placesFor(othersOf(records, sequence), records.invalid))
  const counted = countedWrite(records.project, {
    now,
    delta: countersDelta(scene, undefined),
    changes: 1,
    retired: (scene.ledger ?? 0) + 1,
    guard: { revision: records.project.revision },
  })
  const before = records.project.value
  const event: SceneEvent = {
    version: 1,
    id: commitId,
    type: 'scene-removed',
    time: now,
    order: nextOrder(scene.order, now),
    projectId,
    actor,
    sequence,
    from: status,
    ...(counted.after.status !== before.status && {
      project: { from: before.status, to: counted.after.status, order: counted.after.order ?? 0 },
    }),
    ...clipChanges(clips, {}),
  }
  const writes: readonly Write[] = [
    counted.write,
    {
      op: 'delete',
      ref: { kind: 'scene', projectId, sequence },
      guard: {
        revision: state.scene.revision,
        equals: { status, clips: { original: clips.original ?? null } },
      },
    },
    ...leaseWrites(state),
    ...markHighest(records, sequence),
    ...placeWrites(records, places, now),
    other,
  ]
  return {
    ok: true,
    change: { id: commitId, projectId, writes, event },
    result: scene,
    ...(counted.isUnsealed && { isUnsealed: true }),
  }
}

function fits({ change }: Extract<Decision<Scene>, { ok: true }>): boolean {
  return change === undefined || change.writes.length + 1 <= ROOM
}

function othersOf(records: ProjectRecords, sequence: number): readonly number[] {
  return displayedSequences(records).filter((other) => other !== sequence)
}

/** The lease goes with its scene; a heartbeat under way leaves its revision alone. */
function leaseWrites({ scene, claim }: SceneRecords): readonly Write[] {
  const { projectId, sequence } = scene.value
  const ref = { kind: 'claim', projectId, sequence } as const
  return claim === undefined
    ? [{ op: 'check-absent', ref }]
    : [{ op: 'delete', ref, guard: { revision: claim.revision } }]
}
