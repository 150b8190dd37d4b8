import type { BlobStat, StatAnswer } from '../model/blob.js'
import type { Claim } from '../model/claim.js'
import type { ObjectKey, StoredKey } from '../model/object-key.js'
import { attemptOfKey } from '../model/object-key-layout.js'
import type { AdoptionObstacle } from '../model/refusal.js'
import type { SceneRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import { judgeCandidates, objectObstacle } from '../rules/adoption.js'
import type { AdoptionCase } from '../rules/adoption.js'
import { claimOf } from '../rules/claims.js'
import { withNewClip } from '../rules/clip-moves.js'
import { settled } from '../rules/lease-moves.js'
import { checkSceneTransition } from '../rules/transitions.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { fence } from './fence.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideAdopt}. */
export interface AdoptInput {
  /** Keys that clips of the project use. */
  readonly usedKeys: ReadonlySet<string>
  /** The objects that were found for the scene; one is adopted on its own evidence. */
  readonly objects: readonly BlobStat[]
  /** A video that is to be replaced. */
  readonly insteadOf?: StoredKey
  /** Adopt this key on request instead, without evidence. */
  readonly requested?: { readonly key: ObjectKey; readonly answer: StatAnswer }
  /** Why, in words, for the history. */
  readonly reason?: string
}

/**
 * Records a finished clip that nobody recorded. On its own, only an object whose making is beyond doubt is adopted (see
 * `judgeCandidates`); on request, any original of this very scene, and whoever is generating it loses the claim.
 */
export function decideAdopt(
  state: SceneRecords,
  input: AdoptInput,
  context: CommandContext,
): Decision<Scene> {
  const scene = state.scene.value
  const { requested, reason } = input
  if (requested !== undefined && scene.clips.original === requested.key) return { ok: true, result: scene }
  const choice = requested === undefined ? chooseOne(state, input, context) : judge(requested, state, input)
  if ('obstacle' in choice) return refuse({ kind: 'not-adoptable', sequence: scene.sequence, ...choice })
  const move = checkSceneTransition(
    { from: scene.status, to: 'completed', by: 'adopt', sequence: scene.sequence },
    context.policy.transitions,
  )
  if (!move.ok) return move
  const attempt = attemptOfKey(choice.key)
  return sceneChange(state, context, {
    scene: withNewClip(scene, choice.key, context),
    claim: settled(leaseFor(state, requested !== undefined, context), choice.key, context),
    reliesOnExpiry: requested === undefined,
    event: {
      type: 'clip-adopted',
      ...(attempt !== undefined && { attempt }),
      ...(reason !== undefined && { reason }),
    },
    result: (after) => after,
  })
}

interface Choice {
  readonly key: ObjectKey
}

interface Hindrance {
  readonly key?: ObjectKey
  readonly obstacle: AdoptionObstacle
}

function chooseOne(
  state: SceneRecords,
  { usedKeys, objects, insteadOf }: AdoptInput,
  context: CommandContext,
): Choice | Hindrance {
  const situation: AdoptionCase = {
    scene: state.scene.value,
    claim: state.claim?.value,
    usedKeys,
    now: context.now,
    graceMs: context.policy.graceMs,
    ...(insteadOf !== undefined && { insteadOf }),
  }
  const best = judgeCandidates(objects, situation)[0]
  if (best === undefined) return { obstacle: 'no-candidate' }
  return best.obstacle === undefined ? { key: best.key } : { key: best.key, obstacle: best.obstacle }
}

function judge(
  { key, answer }: NonNullable<AdoptInput['requested']>,
  { scene, claim }: SceneRecords,
  { usedKeys }: AdoptInput,
): Choice | Hindrance {
  if (typeof answer === 'string') return { key, obstacle: answer }
  const obstacle = objectObstacle(answer, { scene: scene.value, claim: claim?.value, usedKeys })
  return obstacle === undefined ? { key } : { key, obstacle }
}

/** On request everybody is shut out. On its own the fence stays, so that a slow winner still wins. */
function leaseFor(state: SceneRecords, requested: boolean, context: CommandContext): Claim {
  const own = requested ? undefined : claimOf(state.scene.value, state.claim?.value)
  return own ?? fence(state, context)
}
