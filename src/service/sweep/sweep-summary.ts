import type { FindingKind } from '../../core/model/finding.js'
import type { Refusal } from '../../core/model/refusal.js'

/** What one call of `Scenes.sweep` did. */
export interface SweepSummary {
  /**
   * `complete`: all projects were seen. `budget` and `aborted`: the time was over, or the signal was aborted.
   * `too-many-demotions`: so many videos are said to be gone that a wrong bucket is more likely; `refusal` says how many. They
   * were not taken away.
   */
  readonly ended: 'complete' | 'budget' | 'aborted' | 'too-many-demotions'
  /** Where to go on, with the same options. Missing when there is nothing left. */
  readonly cursor?: string
  readonly refusal?: Refusal
  /** Projects that were seen, whatever became of them. */
  readonly projects: number
  /** Projects that were deleted while they were looked at. */
  readonly gone: number
  /** Projects whose own record cannot be read. */
  readonly unreadable: number
  /** Projects that could not be looked at, or whose repair broke off. */
  readonly failedProjects: number
  /** Projects with a finding. */
  readonly projectsWithFindings: number
  readonly scenes: number
  /** Referenced objects that were there, with bytes. */
  readonly objectsSeen: number
  /** Referenced objects of which the bucket did not say whether they are there; they count as present. */
  readonly unreachable: number
  /** How many findings of each kind. */
  readonly findings: Readonly<Record<FindingKind, number>>
  /** Steps of repairs that were done, whose reason was gone, and that failed. */
  readonly repaired: number
  readonly superseded: number
  readonly failed: number
  /** Videos whose object is gone: that were taken away, or would be by a repair. */
  readonly demotions: number
  /** Calls of the scene store and the blob store; one may take several requests on the wire. */
  readonly requests: number
  /** Of those, how many failed or were left without an answer; most were made again. */
  readonly failedRequests: number
  /** Objects that nothing refers to, if they were looked for. */
  readonly unreferenced: { readonly objects: number; readonly bytes: number }
  readonly durationMs: number
}
