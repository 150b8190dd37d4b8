import type { FindingKind } from '../model/finding.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import type { Reconciliation } from '../rules/reconcile-scene.js'
import { reconcileScene } from '../rules/reconcile-scene.js'
import type { SceneCase } from '../rules/scene-case.js'
import type { CommandContext, Decision } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideRepairScene}: what the bucket, the project and the history say about the scene. */
export interface RepairSceneInput extends Pick<SceneCase, 'objects' | 'uses' | 'history'> {
  /** What to put right; whatever else is wrong stays. */
  readonly kinds: readonly FindingKind[]
  /** Whether the repair may take the scene's video away, as its object is gone. */
  readonly demotes: boolean
}

/**
 * Makes a scene what it should be, in one commit. It judges the records as they are now: what was put right since the
 * audit, or claimed, is left alone. Nothing of the scene is lost: clips and errors that go are in its history.
 */
export function decideRepairScene(
  state: SceneRecords,
  { kinds, demotes, ...facts }: RepairSceneInput,
  context: CommandContext,
): Decision<Scene> {
  const { now, policy, commandId, actor } = context
  const scene = state.scene.value
  const reconciliation = reconcileScene({
    ...facts,
    scene,
    claim: state.claim?.value,
    now,
    policy,
    only: new Set(kinds),
    by: { claimId: commandId, owner: actor },
  })
  const { desired, claim, repaired } = reconciliation
  if (repaired.length === 0 || (isDemotion(reconciliation) && !demotes)) return { ok: true, result: scene }
  const attempt = adoptedAttempt(scene, reconciliation)
  return sceneChange(state, context, {
    scene: desired,
    ...(claim !== undefined && { claim }),
    reliesOnExpiry: true,
    event: {
      type: 'scene-repaired',
      findings: repaired,
      ...(attempt !== undefined && { attempt }),
      ...(scene.errorMessage !== undefined &&
        scene.errorMessage !== desired.errorMessage && { reason: scene.errorMessage }),
    },
    result: (after) => after,
  })
}

function isDemotion({ findings, repaired }: Reconciliation): boolean {
  return findings.some(({ demotes = false, kind }) => demotes && repaired.includes(kind))
}

/** The attempt whose clip was adopted. */
function adoptedAttempt(before: Scene, { desired, repaired }: Reconciliation): number | undefined {
  const isAdopted = repaired.includes('lost-clip') || repaired.includes('orphaned-blob')
  return isAdopted && desired.clips.original !== before.clips.original
    ? attemptOfKey(desired.clips.original ?? '')
    : undefined
}
