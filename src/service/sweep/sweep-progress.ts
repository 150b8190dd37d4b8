import type { Refusal } from '../../core/model/refusal.js'
import type { RepairStep } from '../audit/repair-project.js'

/** What became of one project in a sweep. */
export type SweptProject = { readonly projectId: string } & (
  | { readonly outcome: 'audited'; readonly findings: number }
  | { readonly outcome: 'repaired'; readonly findings: number; readonly steps: readonly RepairStep[] }
  /**
   * Nothing in it was repaired: by what the sweep had seen so far, it would take too many videos away. It is tried once more
   * when all projects have been seen.
   */
  | { readonly outcome: 'held-back'; readonly findings: number; readonly refusal: Refusal }
  /** It was deleted meanwhile. */
  | { readonly outcome: 'gone' }
  /** Its own record cannot be read. */
  | { readonly outcome: 'unreadable'; readonly error?: unknown }
  /** It could not be looked at, or its repair broke off; steps that were done stay done. */
  | { readonly outcome: 'failed'; readonly error: unknown }
)

/** A project that is over, of a sweep under way. */
export interface SweepProgress {
  readonly project: SweptProject
  /** Projects that are over in this call, this one included. */
  readonly done: number
  /** Where a sweep with the same options would go on if this one ended now: keep it, and a killed sweep loses little. */
  readonly cursor: string
}
