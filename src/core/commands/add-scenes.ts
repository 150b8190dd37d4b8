import type { Write } from '../model/change.js'
import { MAX_ACTIONS } from '../model/change.js'
import type { NewScene } from '../model/new-scene.schema.js'
import type { ProjectRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { countedWrite } from './counting.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { statusRefusal } from './project-status.js'
import { nextOrder } from './order.js'

/** A commit's actions, less ten that are kept for the conditions of a change decided anew. */
const LIMIT = MAX_ACTIONS - 10

/** Input of {@link decideAddScenes}. */
export interface AddScenesInput {
  readonly scenes: readonly NewScene[]
}

/** Appends scenes, under numbers that were never used before, at the end of the display order. */
export function decideAddScenes(
  state: ProjectRecords,
  input: AddScenesInput,
  context: CommandContext,
): Decision<readonly Scene[]> {
  const { now, policy, commitId } = context
  const project = state.project.value
  const { projectId } = project
  const isFirst = state.scenes.length === 0
  const allowed = isFirst ? [...policy.addScenesIn, ...policy.addFirstScenesIn] : policy.addScenesIn
  const refusal = statusRefusal(project, 'adding scenes', allowed)
  if (refusal !== undefined) return refuse(refusal)

  const order = nextOrder(project.order, now)
  const first = highestSequence(state) + 1
  const place = 1 + Math.max(0, ...state.scenes.map(({ value }) => value.displaySequence ?? value.sequence))
  const scenes = input.scenes.map((scene, index) =>
    newScene(scene, { projectId, sequence: first + index, displaySequence: place + index, order }, context),
  )
  const highest = first + scenes.length - 1
  const counted = countedWrite(state.project, {
    now,
    delta: { sceneCount: scenes.length, completedScenes: 0, failedScenes: 0 },
    changes: scenes.length,
    project: { ...project, order },
    guard: { revision: state.project.revision },
  })
  const writes: Write[] = [
    counted.write,
    markWrite(state, highest),
    ...scenes.map((value): Write => ({
      op: 'insert',
      ref: { kind: 'scene', projectId, sequence: value.sequence },
      value,
    })),
  ]
  const actions = writes.length + 1
  if (actions > LIMIT) return refuse({ kind: 'too-many-writes', actions, limit: LIMIT })
  return {
    ok: true,
    change: {
      id: commitId,
      projectId,
      writes,
      event: {
        version: 1,
        id: commitId,
        type: 'scenes-added',
        time: now,
        order,
        projectId,
        actor: context.actor,
        sequences: scenes.map((scene) => scene.sequence),
        ...(counted.after.status !== project.status && { from: project.status, to: counted.after.status }),
      },
    },
    result: scenes,
    ...(counted.isUnsealed && { isUnsealed: true }),
  }
}

/** The highest sequence that was ever used; numbers of scenes that cannot be read count too. */
function highestSequence({ scenes, sequenceMark, claims, invalid }: ProjectRecords): number {
  const unreadable = invalid.map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0))
  return Math.max(
    sequenceMark?.value.highest ?? 0,
    ...scenes.map(({ value }) => value.sequence),
    ...claims.keys(),
    ...unreadable,
  )
}

function markWrite({ project, sequenceMark }: ProjectRecords, highest: number): Write {
  const { projectId } = project.value
  const ref = { kind: 'sequence-mark', projectId } as const
  return sequenceMark === undefined
    ? { op: 'insert', ref, value: { projectId, highest } }
    : { op: 'update', ref, set: { highest }, guard: { revision: sequenceMark.revision } }
}

function newScene(
  scene: NewScene,
  place: Pick<Scene, 'projectId' | 'sequence'> & { displaySequence: number; order: number },
  { now }: CommandContext,
): Scene {
  const { prompt, negativePrompt, durationSeconds, referenceImageKeys, audioClipKey, needsLipSync } = scene
  return {
    ...place,
    status: 'pending',
    prompt,
    ...(negativePrompt !== undefined && { negativePrompt }),
    referenceImageKeys,
    durationSeconds,
    ...(audioClipKey !== undefined && { audioClipKey }),
    clips: {},
    needsLipSync,
    retryCount: 0,
    ledger: 1,
    createdAt: now,
    updatedAt: now,
  }
}
