import type { Item } from '../../../core/items/item.js'
import type { BlobStat } from '../../../core/model/blob.js'
import type { Claim } from '../../../core/model/claim.js'
import type { SceneEvent } from '../../../core/model/event.js'
import { attemptKey } from '../../../core/model/object-key-layout.js'
import type { ObjectKey, StoredKey } from '../../../core/model/object-key.js'
import type { Clips, Scene } from '../../../core/model/scene.js'
import type { SceneStatus } from '../../../core/model/status.js'
import type { Timestamp } from '../../../core/model/time.js'
import { addMs } from '../../../core/model/time.js'

/** A scene with all that is stored of it, in the table and in the bucket. */
export interface SceneRow {
  readonly scene: Scene
  readonly claim?: Claim
  readonly objects: readonly BlobStat[]
  readonly events?: readonly SceneEvent[]
  /** Attributes that are stored in the place of the scene's own. */
  readonly spoiled?: Item
}

const HOUR_MS = 3_600_000
/** Bytes of a clip. */
const CLIP_SIZE = 16

/** What nobody has worked on yet, and where it belongs: what is left of a scene when its state is made anew. */
export function untouched({ scene }: SceneRow): Scene {
  const { projectId, sequence, displaySequence, prompt, createdAt, updatedAt, order, ledger } = scene
  return {
    projectId,
    sequence,
    ...(displaySequence !== undefined && { displaySequence }),
    status: 'pending',
    prompt,
    clips: {},
    createdAt,
    updatedAt,
    ...(order !== undefined && { order }),
    ...(ledger !== undefined && { ledger }),
  }
}

/** The row with a state and nothing in the bucket. */
export function inState(row: SceneRow, status: SceneStatus, clips: Clips = {}): SceneRow {
  return { scene: { ...untouched(row), status, clips }, objects: [] }
}

/** The row after a foreign save of the scene: nothing of this library is left in its item. */
export function savedByBackend(row: SceneRow): SceneRow {
  const { order, ledger, ...scene } = row.scene
  return { ...row, scene }
}

/** A clip that nobody trimmed. */
export function oneClip<Key extends StoredKey>(key: Key): { readonly original: Key; readonly working: Key } {
  return { original: key, working: key }
}

/** The key of the scene's first attempt. */
export function firstKey({ projectId, sequence }: Scene): ObjectKey {
  return attemptKey(projectId, sequence, 1, 'claim-1')
}

/** An object that the bucket has had for a while. */
export function objectAt(key: ObjectKey, lastModified: Timestamp, size = CLIP_SIZE): BlobStat {
  return { key, size, lastModified }
}

/** The lease of a first attempt that ended an hour ago. */
export function leaseOf(scene: Scene, now: Timestamp, more: Partial<Claim> = {}): Claim {
  const { projectId, sequence, createdAt } = scene
  return {
    projectId,
    sequence,
    claimId: 'claim-1',
    owner: 'worker-1',
    expiry: addMs(now, -HOUR_MS),
    sceneCreatedAt: createdAt,
    attempt: 1,
    attemptBase: 0,
    ...more,
  }
}
