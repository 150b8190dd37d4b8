import type { Timestamp } from '../model/time.js'
import { addMs } from '../model/time.js'
import { attemptsOf, claimOf } from './claims.js'
import { mayBeForeignWork } from './foreign-save.js'
import { ended } from './lease-moves.js'
import type { AuditPolicy, SceneCase } from './scene-case.js'
import type { ReconcileStep, SceneDraft } from './scene-draft.js'
import { repair, withCleanStatus } from './scene-draft.js'
import type { SceneFact } from './scene-fact.js'
import { hasVideo } from './video.js'

/** `silent-success` and `failed-with-video`: a scene that has a video is completed. */
export const reconcileUnnoticedVideo: ReconcileStep = (draft, situation) => {
  const { status, clips, errorMessage } = draft.scene
  const { original: key } = clips
  if (!hasVideo(draft.scene) || key === undefined || status === 'completed') return draft
  const fact: SceneFact =
    status === 'failed'
      ? { kind: 'failed-with-video', key, ...(errorMessage !== undefined && { error: errorMessage }) }
      : { kind: 'silent-success', key, status }
  return repair(draft, situation, fact, { scene: withCleanStatus(draft.scene, 'completed') })
}

/** `orphaned-status`: a scene without a video is not completed. */
export const reconcileOrphanedStatus: ReconcileStep = (draft, situation) => {
  if (hasVideo(draft.scene) || draft.scene.status !== 'completed' || draft.mayTurnUp) return draft
  const scene = withCleanStatus(draft.scene, 'pending')
  return repair(draft, situation, { kind: 'orphaned-status' }, { scene })
}

/** `stalled`: nobody is generating the scene any more. */
export const reconcileStalled: ReconcileStep = (draft, situation) => {
  if (hasVideo(draft.scene) || draft.mayTurnUp || !isStalled(draft, situation)) return draft
  const { now, policy } = situation
  const { scene, claim } = draft
  const own = claimOf(scene, claim)
  const attempts = attemptsSince(draft)
  const to = attempts >= policy.maxAttempts ? 'failed' : 'pending'
  const move = {
    scene: to === 'failed' ? failed(draft, attempts, now) : withCleanStatus(scene, 'pending'),
    // The fence stays, so that a slow winner still wins.
    claim: own === undefined || own.ended === true ? claim : ended(own, situation),
  }
  if (draft.videoChanged) return { ...draft, ...move }
  const { updatedAt } = scene
  const lease = own !== undefined && { leaseUntil: own.expiry }
  return repair(draft, situation, { kind: 'stalled', to, attempts, updatedAt, ...lease }, move)
}

/** Attempts since the last completion, retry or reset. */
function attemptsSince({ scene, claim }: SceneDraft): number {
  const { attempt, attemptBase } = attemptsOf(scene, claim)
  return attempt - attemptBase
}

function failed({ scene }: SceneDraft, attempts: number, now: Timestamp): SceneDraft['scene'] {
  const errorMessage = `Generation stalled: ${attempts} attempt${attempts === 1 ? '' : 's'} ended without a clip and without an error`
  return { ...scene, status: 'failed', errorMessage, failedAt: now }
}

/**
 * Whether a `processing` scene was given up by whoever had it: its lease is over and the grace past, and nobody has
 * written it lately, as a worker without a lease does.
 */
function isStalled({ scene, claim }: SceneDraft, { now, policy }: SceneCase): boolean {
  if (scene.status !== 'processing') return false
  const own = claimOf(scene, claim)
  const isQuiet = addMs(scene.updatedAt, patienceMs(policy, mayBeForeignWork(scene, claim))) <= now
  return isQuiet && (own === undefined || addMs(own.expiry, policy.graceMs) <= now)
}

function patienceMs({ graceMs, foreignGraceMs }: AuditPolicy, mayBeForeign: boolean): number {
  return mayBeForeign ? Math.max(graceMs, foreignGraceMs) : graceMs
}
