import type { Claim } from '../model/claim.js'
import type { ObjectKey } from '../model/object-key.js'
import { roleOfKey } from '../model/object-key-layout.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { checkSceneTransition } from '../rules/transitions.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideComplete}. The object was checked: it exists and has bytes. */
export interface CompleteInput {
  readonly claimId: string
  readonly key: ObjectKey
  /** The real length of the clip in seconds, where it is known. */
  readonly durationSeconds?: number
}

/**
 * Records the clip of an attempt. Accepted while the claim is current, expired or not, and again when the scene has
 * this very clip already. The clip it replaces, and a lip-synced version of that, go to history.
 */
export function decideComplete(
  state: SceneRecords,
  { claimId, key, durationSeconds }: CompleteInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  if (scene.clips.original === key) return { ok: true, result: scene }
  const claim = currentClaim(state, claimId)
  if (claim === undefined) return refuse(claimLost(state, claimId))
  if (isForeign(key, scene)) return refuse({ kind: 'foreign-key', sequence: scene.sequence, key })
  const move = checkSceneTransition(
    { from: scene.status, to: 'completed', by: 'complete' },
    context.policy.transitions,
  )
  if (!move.ok) return move
  return sceneChange(state, context, {
    scene: withNewClip(scene, key, context, durationSeconds),
    claim: settled(claim, key, context),
    event: {
      type: 'scene-completed',
      attempt: claim.attempt,
      ...(claim.jobId !== undefined && { jobId: claim.jobId }),
      ...(durationSeconds !== undefined && { durationSeconds }),
    },
    result: (after) => after,
  })
}

/** The scene after a clip became its original: used as a whole, without an older lip-sync or an error. */
export function withNewClip(
  scene: Scene,
  key: ObjectKey,
  { now }: CommandContext,
  durationSeconds?: number,
): Scene {
  const { errorMessage, failedAt, trimPoints, ...rest } = scene
  return {
    ...rest,
    status: 'completed',
    clips: { original: key, working: key },
    generationCompletedAt: now,
    ...(durationSeconds !== undefined && {
      durationSeconds,
      trimPoints: { in: 0, out: durationSeconds },
    }),
  }
}

/** The lease after a clip was set: over, with all attempts so far settled. */
export function settled(claim: Claim, clip: ObjectKey, { now }: CommandContext): Claim {
  const { jobId, ...rest } = claim
  return { ...rest, expiry: now, floor: claim.attempt, attemptBase: claim.attempt, clip }
}

function isForeign(key: ObjectKey, scene: Scene): boolean {
  const role = roleOfKey(key)
  if (role === undefined) return false
  return role.projectId !== scene.projectId || ('sequence' in role && role.sequence !== scene.sequence)
}
