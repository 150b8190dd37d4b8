import type { Policy } from '../model/policy.js'
import type { Verdict } from '../model/refusal.js'

/** What a whole run is about to take away, and what it has seen. */
export interface Demotions {
  /** The scenes that lose their video, as its object is gone; of the project that is to be repaired. */
  readonly sequences: readonly number[]
  /** How many scenes lose it in the whole run. Default: those of the one project. */
  readonly demotions?: number
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
export function checkDemotions(run: Demotions): Verdict {
  const { sequences, scenesSeen, objectsSeen, policy } = run
  if (sequences.length === 0) return { ok: true }
  const demotions = run.demotions ?? sequences.length
  const isMany = demotions > FEW && demotions > policy.maxDemotedShare * scenesSeen
  if (!isMany && objectsSeen > 0) return { ok: true }
  const ofTheRun = demotions > sequences.length ? { demotions } : {}
  return {
    ok: false,
    refusal: { kind: 'too-many-demotions', sequences, ...ofTheRun, scenes: scenesSeen, objectsSeen },
  }
}
