import type { Policy } from '../model/policy.js'
import type { Verdict } from '../model/refusal.js'

/** What a whole run is about to take away, and what it has seen. */
export interface Demotions {
  /** The scenes that lose their video, as its object is gone. */
  readonly sequences: readonly number[]
  readonly scenesSeen: number
  /** Objects that were there when they were looked up. */
  readonly objectsSeen: number
  readonly policy: Pick<Policy, 'maxDemotedShare'>
}

/** As many scenes may lose their video whatever their share: a small project has few. */
const FEW = 3

/**
 * Whether a run may take away the videos whose objects are gone, judged over the whole run. Where it would be a large
 * share of the scenes, or not one object was there, a wrong bucket is more likely, and costs a regeneration each.
 * @example
 * const seen = { scenesSeen: 10, objectsSeen: 8, policy: { maxDemotedShare: 0.2 } }
 * checkDemotions({ ...seen, sequences: [4, 9] }).ok // true
 * checkDemotions({ ...seen, sequences: [1, 2, 4, 9] }).ok // false
 */
export function checkDemotions({ sequences, scenesSeen, objectsSeen, policy }: Demotions): Verdict {
  const isMany = sequences.length > FEW && sequences.length > policy.maxDemotedShare * scenesSeen
  const isBlind = sequences.length > 0 && objectsSeen === 0
  return isMany || isBlind
    ? { ok: false, refusal: { kind: 'too-many-demotions', sequences, scenes: scenesSeen, objectsSeen } }
    : { ok: true }
}
