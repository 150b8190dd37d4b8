import type { AdoptionCandidate } from './adoption.js'
import { judgeCandidates, lostClip } from './adoption.js'
import { claimOf } from './claims.js'
import { withNewClip } from './clip-moves.js'
import { keysInUse } from './key-uses.js'
import { fenced, settled } from './lease-moves.js'
import { hasOtherClip } from './reconcile-blobs.js'
import type { SceneCase } from './scene-case.js'
import type { ReconcileStep, SceneDraft, SceneMove } from './scene-draft.js'
import { repair, report } from './scene-draft.js'
import type { OrphanHindrance } from './scene-fact.js'
import { hasVideo } from './video.js'

/** Names a lease that is only thought of, never written. */
const NOBODY = { claimId: '', owner: '' } as const

/** `lost-clip` and `orphaned-blob`: finished clips of a scene that has no video. */
export const reconcileOrphans: ReconcileStep = (draft, situation) => {
  const { scene, claim } = draft
  const { objects, uses, now, policy } = situation
  if (hasVideo(scene)) return draft
  const lost = lostClip(scene, claim)
  if (objects.found === 'unreachable') return { ...draft, mayTurnUp: true, isHeld: lost !== undefined }

  const usedKeys = keysInUse(uses, scene)
  const candidates = judgeCandidates(objects.found, { scene, claim, usedKeys, now, graceMs: policy.graceMs })
  const [best] = candidates
  const kindOf = ({ key }: AdoptionCandidate) => (key === lost ? 'lost-clip' : 'orphaned-blob')
  const isBlocked = hasOtherClip(scene.clips, objects)
  const isAdoptable = best?.obstacle === undefined && !isBlocked
  if (best !== undefined && isAdoptable) {
    const kind = kindOf(best)
    return repair(draft, situation, { kind, key: best.key }, adoptionOf(draft, best, situation))
  }
  const reported = candidates.reduce<SceneDraft>((before, candidate) => {
    const hindrance = hindranceOf(candidate, isBlocked)
    if (hindrance === undefined || situation.history.has(candidate.key)) return before
    return report(before, { kind: kindOf(candidate), key: candidate.key, hindrance })
  }, draft)
  return {
    ...reported,
    mayTurnUp: candidates.some(({ obstacle }) => obstacle === 'within-grace'),
    isHeld: candidates.some(({ key }) => key === lost),
  }
}

function adoptionOf(
  { scene, claim }: SceneDraft,
  { key }: AdoptionCandidate,
  { now, by = NOBODY }: SceneCase,
): SceneMove {
  const lease = claimOf(scene, claim) ?? fenced(scene, claim, { now, ...by })
  return {
    scene: withNewClip(scene, key, { now }),
    claim: settled(lease, key, { now }),
    videoChanged: true,
  }
}

/** Why a candidate is only reported; `undefined` for one that is no finding at all, or not yet. */
function hindranceOf(
  { attempt, obstacle }: AdoptionCandidate,
  isBlocked: boolean,
): OrphanHindrance | undefined {
  // Unless it is blocked, it only waits for a better one that is within its grace.
  if (obstacle === undefined) return isBlocked ? 'other-clips' : undefined
  if (obstacle === 'no-evidence') return 'no-evidence'
  return obstacle === 'settled-attempt' && attempt === undefined ? 'fenced' : undefined
}
