import type { Change, Write } from '../model/change.js'
import type { IntentChunk } from '../model/intent.js'
import type { NewScene } from '../model/new-scene.schema.js'
import type { ProjectRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { nextPlace } from '../rules/display-places.js'
import { ROOM } from './commit-room.js'
import { countedWrite } from './counting.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { noIntent } from './no-intent.js'
import { nextOrder } from './next-order.js'
import { statusRefusal } from './project-status.js'
import { highestSequence, markHighest } from './sequence-mark.js'
import { startIntent } from './start-intent.js'

/** The project, the mark or a chunk, the intent (or that there is none) and the event take part beside the scenes. */
const SCENES_PER_COMMIT = ROOM - 4

/** Most UTF-16 units of JSON per commit, which takes 4 MB. */
const COMMIT_LENGTH = 1_000_000

/** Most UTF-16 units of JSON per chunk; a stored record takes 400 kB. */
const CHUNK_LENGTH = 100_000

/** Input of {@link decideAddScenes}. */
export interface AddScenesInput {
  readonly scenes: readonly NewScene[]
}

/**
 * Appends scenes, under numbers that were never used before, at the end of the display order; all at once or, where they
 * do not fit into one commit, in steps.
 */
export function decideAddScenes(
  state: ProjectRecords,
  { scenes }: AddScenesInput,
  context: CommandContext,
): Decision<readonly Scene[]> {
  const { policy } = context
  const isFirst = state.scenes.length === 0
  const allowed = isFirst ? [...policy.addScenesIn, ...policy.addFirstScenesIn] : policy.addScenesIn
  const refusal = statusRefusal(state.project.value, 'adding scenes', allowed)
  if (refusal !== undefined) return refuse(refusal)
  const firstSequence = highestSequence(state) + 1
  if (fitIntoOne(scenes)) return additionOf(state, { scenes, firstSequence }, context, [noIntent(state)])
  const chunks = chunksOf(scenes)
  const added = newScenes(state, { scenes, firstSequence }, context)
  return startIntent(state, context, {
    intent: { goal: 'scenes-added', firstSequence, chunks: chunks.length },
    chunks,
    sequences: added.map(({ sequence }) => sequence),
    writes: markHighest(state, lastOf({ scenes, firstSequence })),
    result: added,
  })
}

/** Scenes that go into one commit, and the number of the first. */
export interface Addition {
  readonly scenes: readonly NewScene[]
  readonly firstSequence: number
}

/** The addition in one commit, with what else it writes. */
export function additionOf(
  state: ProjectRecords,
  addition: Addition,
  context: CommandContext,
  others: readonly Write[],
): Extract<Decision<readonly Scene[]>, { ok: true }> {
  const { now, commitId, actor } = context
  const project = state.project.value
  const { projectId } = project
  const scenes = newScenes(state, addition, context)
  const order = nextOrder(project.order, now)
  const counted = countedWrite(state.project, {
    now,
    delta: { sceneCount: scenes.length, completedScenes: 0, failedScenes: 0 },
    changes: scenes.length,
    project: { ...project, order },
    guard: { revision: state.project.revision },
  })
  const change: Change = {
    id: commitId,
    projectId,
    writes: [
      counted.write,
      ...markHighest(state, lastOf(addition)),
      ...scenes.map((value): Write => ({
        op: 'insert',
        ref: { kind: 'scene', projectId, sequence: value.sequence },
        value,
      })),
      ...others,
    ],
    event: {
      version: 1,
      id: commitId,
      type: 'scenes-added',
      time: now,
      order,
      projectId,
      actor,
      sequences: scenes.map(({ sequence }) => sequence),
      ...(counted.after.status !== project.status && { from: project.status, to: counted.after.status }),
    },
  }
  return { ok: true, change, result: scenes, ...(counted.isUnsealed && { isUnsealed: true }) }
}

/** The number of the last scene of an addition. */
function lastOf({ scenes, firstSequence }: Addition): number {
  return firstSequence + scenes.length - 1
}

function fitIntoOne(scenes: readonly NewScene[]): boolean {
  return scenes.length <= SCENES_PER_COMMIT && JSON.stringify(scenes).length <= COMMIT_LENGTH
}

/** Shares of the scenes that each fit into one commit and, as a record, into the store. */
function chunksOf(scenes: readonly NewScene[]): readonly Pick<IntentChunk, 'index' | 'offset' | 'scenes'>[] {
  const chunks: NewScene[][] = [[]]
  let length = 0
  for (const scene of scenes) {
    const size = JSON.stringify(scene).length
    const last = chunks.at(-1) ?? []
    if (last.length > 0 && (last.length === SCENES_PER_COMMIT || length + size > CHUNK_LENGTH)) {
      chunks.push([scene])
      length = size
    } else {
      last.push(scene)
      length += size
    }
  }
  let offset = 0
  return chunks.map((chunk, index) => ({
    index,
    offset: (offset += chunk.length) - chunk.length,
    scenes: chunk,
  }))
}

function newScenes(
  state: ProjectRecords,
  { scenes, firstSequence }: Addition,
  { now }: CommandContext,
): readonly Scene[] {
  const { projectId, order: last } = state.project.value
  const place = nextPlace(state)
  const order = nextOrder(last, now)
  return scenes.map(({ prompt, negativePrompt, durationSeconds, audioClipKey, ...rest }, index) => ({
    projectId,
    sequence: firstSequence + index,
    displaySequence: place + index,
    order,
    status: 'pending',
    prompt,
    ...(negativePrompt !== undefined && { negativePrompt }),
    referenceImageKeys: rest.referenceImageKeys,
    durationSeconds,
    ...(audioClipKey !== undefined && { audioClipKey }),
    clips: {},
    needsLipSync: rest.needsLipSync,
    retryCount: 0,
    ledger: 1,
    createdAt: now,
    updatedAt: now,
  }))
}
