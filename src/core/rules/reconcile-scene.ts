import type { Claim } from '../model/claim.js'
import type { Finding, FindingKind } from '../model/finding.js'
import type { Scene } from '../model/scene.js'
import { liveClaim } from './claims.js'
import { describeSceneFact, withoutQuery } from './describe-finding.js'
import { reconcileBlobs } from './reconcile-blobs.js'
import {
  reconcileForeignKeys,
  reconcileInvalidKeys,
  reconcileSharedKeys,
  reconcileStaleClip,
} from './reconcile-keys.js'
import { reconcileOrphans } from './reconcile-orphans.js'
import { reconcileOrphanedStatus, reconcileStalled, reconcileUnnoticedVideo } from './reconcile-status.js'
import type { SceneCase } from './scene-case.js'
import type { ReconcileStep, SceneDraft } from './scene-draft.js'
import type { SceneFact } from './scene-fact.js'
import { isRepairable } from './scene-fact.js'

/** What a scene should be, and in what it differs from that. */
export interface Reconciliation {
  readonly desired: Scene
  /** The lease after the repair; missing when it stays as it is. */
  readonly claim?: Claim
  readonly findings: readonly Finding[]
  /** The kinds that were put right in `desired`. */
  readonly repaired: readonly FindingKind[]
}

/** What is only reported anyway, even of a scene that somebody is generating. */
const LOOKS: readonly ReconcileStep[] = [reconcileForeignKeys, reconcileSharedKeys]

/** In the order in which causes come before their effects. */
const STEPS: readonly ReconcileStep[] = [
  reconcileInvalidKeys,
  ...LOOKS,
  reconcileStaleClip,
  reconcileBlobs,
  reconcileOrphans,
  reconcileUnnoticedVideo,
  reconcileOrphanedStatus,
  reconcileStalled,
]

/**
 * What a scene should be by the objects in the bucket, its clips and its lease, in this order of precedence; its status
 * follows. Each difference is a finding. It is total: whatever the records say, it answers.
 *
 * A scene under a live claim is as it should be, whatever its worker leaves is judged later. A video is only ever taken
 * away where the bucket says that its object, and that of every other clip of the scene, is gone.
 */
export function reconcileScene({ only, ...situation }: SceneCase): Reconciliation {
  const whole = drafted(situation)
  const part = only === undefined ? whole : drafted({ ...situation, only })
  const { scene, claim } = situation
  const findings = whole.facts.map((fact) => findingOf(scene, fact))
  if (whole.isHeld) {
    return { desired: scene, findings: findings.filter(({ repairable }) => !repairable), repaired: [] }
  }
  // Any commit of this library would wipe the evidence that the clip was lost.
  const isTooLittle = whole.repaired.includes('lost-clip') && !part.repaired.includes('lost-clip')
  if (isTooLittle) return { desired: scene, findings, repaired: [] }
  return {
    desired: part.scene,
    ...(part.claim !== undefined && part.claim !== claim && { claim: part.claim }),
    findings,
    repaired: [...new Set(part.repaired)],
  }
}

function drafted(situation: SceneCase): SceneDraft {
  const { scene, claim, now } = situation
  const start: SceneDraft = {
    scene,
    claim,
    facts: [],
    repaired: [],
    videoChanged: false,
    mayTurnUp: false,
    isHeld: false,
    isBlocked: false,
  }
  const steps = liveClaim(scene, claim, now) === undefined ? STEPS : LOOKS
  return steps.reduce((draft, step) => (draft.isBlocked ? draft : step(draft, situation)), start)
}

function findingOf(scene: Scene, fact: SceneFact): Finding {
  return {
    kind: fact.kind,
    projectId: scene.projectId,
    sequence: scene.sequence,
    message: describeSceneFact(scene, fact),
    repairable: isRepairable(fact),
    ...('key' in fact && { key: fact.kind === 'invalid-key' ? withoutQuery(fact.key) : fact.key }),
    ...('remedy' in fact && fact.remedy === 'demoted' && { demotes: true as const }),
  }
}
