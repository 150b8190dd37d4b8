import type { BlobStat } from '../../../core/model/blob.js'
import type { Claim } from '../../../core/model/claim.js'
import type { ObjectKey } from '../../../core/model/object-key.js'
import {
  attemptKey,
  lipSyncedKey,
  oldSceneKey,
  uploadedKey,
  workingKey,
} from '../../../core/model/object-key-layout.js'
import type { Scene } from '../../../core/model/scene.js'
import type { Timestamp } from '../../../core/model/time.js'
import { addMs } from '../../../core/model/time.js'
import type { SceneDraft } from './scene-drafts.js'
import type { SceneRow } from './scene-row.js'
import { leaseOf, objectAt, oneClip } from './scene-row.js'

/** Where a healthy scene is, and when. */
export interface ScenePlace extends Pick<Scene, 'projectId' | 'sequence' | 'createdAt'> {
  readonly displaySequence: number
  readonly now: Timestamp
  /** Whether its project's counters are sealed. */
  readonly isSealed: boolean
}

/** Seconds within which the backend's worker, which has no lease, must have saved a scene that it is at. */
const FRESH = 60

/** A scene as it should be, with a bucket that has what it refers to. */
export function healthyScene(draft: SceneDraft, { now, isSealed, ...place }: ScenePlace): SceneRow {
  const { status, prompt, isFromBackend, age, ledger, more } = draft
  const isUnderWay = status === 'processing'
  const updatedAt = addMs(now, -1_000 * (isUnderWay && isFromBackend ? age % FRESH : age))
  const scene: Scene = {
    ...place,
    status,
    prompt,
    ...more,
    clips: {},
    updatedAt,
    ...(!isFromBackend && { order: 1, ...(isSealed && { ledger }) }),
    ...(status === 'failed' && { errorMessage: 'no credit' }),
  }
  if (status === 'completed') return completed(scene, draft)
  if (isFromBackend) return { scene, objects: [] }
  return isUnderWay ? underWay(scene, draft, now) : waiting(scene, draft, now)
}

/** Somebody generates it. */
function underWay(scene: Scene, { attempts, isSettled, isLeaseOver }: SceneDraft, now: Timestamp): SceneRow {
  const claim: Claim = {
    ...leaseOf(scene, now),
    claimId: `claim-${attempts + 1}`,
    expiry: addMs(now, isLeaseOver ? -30_000 : 60_000),
    attempt: attempts + 1,
    ...(isSettled && { attemptBase: attempts, floor: attempts }),
  }
  return { scene, claim, objects: isSettled ? attemptObjects(scene, attempts) : [] }
}

/** Nobody generates it; somebody may have tried. */
function waiting(scene: Scene, { attempts, isSettled }: SceneDraft, now: Timestamp): SceneRow {
  if (attempts === 0) return { scene, objects: [] }
  const base = isSettled ? { attemptBase: attempts, floor: attempts } : {}
  const claim: Claim = {
    ...leaseOf(scene, now),
    claimId: `claim-${attempts}`,
    ended: true,
    attempt: attempts,
    ...base,
  }
  return { scene, claim, objects: isSettled ? attemptObjects(scene, attempts) : [] }
}

function completed(scene: Scene, draft: SceneDraft): SceneRow {
  const { isFromBackend, isTrimmed, isLipSynced, isSettled } = draft
  const { projectId, sequence, updatedAt, durationSeconds = 8 } = scene
  const attempts = draft.source === 'generated' ? Math.max(1, draft.attempts) : draft.attempts
  const original = videoKey(scene, draft.source, attempts)
  const clips = {
    ...oneClip(original),
    ...(isTrimmed && { working: workingKey(projectId, sequence, 'cut-1') }),
    ...(isLipSynced && { lipSynced: lipSyncedKey(projectId, sequence, 'lips-1') }),
  }
  const present = [...new Set(Object.values(clips))].map((key) => objectAt(key, updatedAt))
  const earlier = isSettled ? attemptObjects(scene, attempts).filter(({ key }) => key !== original) : []
  const lease = leaseOf(scene, updatedAt, {
    claimId: `claim-${attempts}`,
    expiry: updatedAt,
    ended: true,
    ...{ attempt: attempts, attemptBase: attempts, floor: attempts, clip: original },
  })
  return {
    scene: { ...scene, clips, trimPoints: { in: 0, out: durationSeconds }, generationCompletedAt: updatedAt },
    ...(!isFromBackend && { claim: lease }),
    objects: [...present, ...earlier],
  }
}

function videoKey({ projectId, sequence }: Scene, source: SceneDraft['source'], attempts: number): ObjectKey {
  switch (source) {
    case 'generated':
      return attemptKey(projectId, sequence, attempts, `claim-${attempts}`)
    case 'by hand':
      return uploadedKey(projectId, sequence, 'upload-1')
    case 'older':
      return oldSceneKey(projectId, sequence)
  }
}

/** What the settled attempts of a scene left in the bucket. */
function attemptObjects({ projectId, sequence, updatedAt }: Scene, attempts: number): readonly BlobStat[] {
  return Array.from({ length: attempts }, (_, at) =>
    objectAt(attemptKey(projectId, sequence, at + 1, `claim-${at + 1}`), updatedAt),
  )
}
