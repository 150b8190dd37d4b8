import type { SceneEvent } from '../../../core/model/event.js'
import type { FindingKind } from '../../../core/model/finding.js'
import { scenePrefix } from '../../../core/model/object-key-layout.js'
import { toObjectKey, toStoredKey } from '../../../core/model/object-key.js'
import type { Timestamp } from '../../../core/model/time.js'
import { addMs } from '../../../core/model/time.js'
import type { SceneRow } from './scene-row.js'
import { firstKey, inState, leaseOf, objectAt, oneClip, savedByBackend } from './scene-row.js'

const HOUR_MS = 3_600_000
const SHARED_KEY = toObjectKey('clips/shared.mp4')

/** Makes of a scene one about which an audit finds just this. */
type SceneFault = (row: SceneRow, now: Timestamp) => SceneRow

/** The faults that a single scene can have. */
export const SCENE_FAULTS = {
  'invalid-item': (row) => ({ ...inState(row, 'pending'), spoiled: { status: 'archived' } }),

  'invalid-key': (row) => {
    const { projectId, sequence, updatedAt } = row.scene
    const key = toObjectKey(`${scenePrefix(projectId, sequence)}video.mp4`)
    const url = toStoredKey(`https://bucket.example/${key}?X-Amz-Signature=0`)
    return { ...inState(row, 'completed', oneClip(url)), objects: [objectAt(key, updatedAt)] }
  },

  'foreign-key': (row) => {
    const key = toObjectKey(`${scenePrefix('elsewhere', row.scene.sequence)}video.mp4`)
    return { ...inState(row, 'completed', oneClip(key)), objects: [objectAt(key, row.scene.updatedAt)] }
  },

  'shared-key': (row) => {
    const objects = [objectAt(SHARED_KEY, row.scene.createdAt)]
    return { ...inState(row, 'completed', oneClip(SHARED_KEY)), objects }
  },

  'stale-clip': (row, now) => {
    const key = firstKey(row.scene)
    const { projectId, sequence, createdAt, updatedAt } = row.scene
    const { scene } = savedByBackend(inState(row, 'completed', oneClip(key)))
    const reset: SceneEvent = {
      version: 1,
      id: `reset-${sequence}.1`,
      type: 'scene-reset',
      time: createdAt,
      order: 1,
      projectId,
      actor: 'tester',
      sequence,
      from: 'completed',
      to: 'pending',
      clipsSuperseded: [
        { clip: 'original', key },
        { clip: 'working', key },
      ],
    }
    return {
      scene,
      claim: leaseOf(scene, now, { ended: true, attemptBase: 1, floor: 1 }),
      objects: [objectAt(key, updatedAt)],
      events: [reset],
    }
  },

  'missing-blob': (row) => inState(row, 'completed', oneClip(firstKey(row.scene))),

  'empty-blob': (row) => {
    const key = firstKey(row.scene)
    return { ...inState(row, 'completed', oneClip(key)), objects: [objectAt(key, row.scene.updatedAt, 0)] }
  },

  'lost-clip': (row, now) => {
    const clip = firstKey(row.scene)
    const { scene } = savedByBackend(inState(row, 'pending'))
    return {
      scene,
      claim: leaseOf(scene, now, { ended: true, attemptBase: 1, floor: 1, clip }),
      objects: [objectAt(clip, scene.updatedAt)],
    }
  },

  'orphaned-blob': (row, now) => {
    const left = abandoned(row, now)
    return { ...left, objects: [objectAt(firstKey(left.scene), left.scene.updatedAt)] }
  },

  'silent-success': (row) => withVideo(row, 'processing'),

  'failed-with-video': (row) => withVideo(row, 'failed'),

  'orphaned-status': (row) => inState(row, 'completed'),

  stalled: (row, now) => abandoned(row, now),

  'display-order': (row) => {
    const { displaySequence, ...scene } = row.scene
    return { ...row, scene }
  },
} as const satisfies Readonly<Partial<Record<FindingKind, SceneFault>>>

/** A fault that a single scene can have. */
export type SceneFaultName = keyof typeof SCENE_FAULTS

/** Whether a fault is one of a scene. */
export function isSceneFault(kind: FindingKind): kind is SceneFaultName {
  return Object.hasOwn(SCENE_FAULTS, kind)
}

function withVideo(row: SceneRow, status: 'processing' | 'failed'): SceneRow {
  const key = firstKey(row.scene)
  return { ...inState(row, status, oneClip(key)), objects: [objectAt(key, row.scene.updatedAt)] }
}

/** A scene whose worker died an hour ago. */
function abandoned(row: SceneRow, now: Timestamp): SceneRow {
  const { scene, objects } = inState(row, 'processing')
  const old = { ...scene, updatedAt: addMs(now, -HOUR_MS) }
  return { scene: old, claim: leaseOf(old, now), objects }
}
