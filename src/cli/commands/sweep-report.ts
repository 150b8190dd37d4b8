import type { SweepOptions, SweepSummary } from '../../index.js'
import type { Estimate } from '../show/estimate.js'

/** What the end of a sweep comes to, beside its summary. */
export interface SweepOutcome {
  /** Findings that a repair puts right. */
  readonly repairable: number
  /** What it takes to generate the videos again that are gone. */
  readonly regenerations: Estimate
}

/** Tells of a sweep, while it goes on and in the end. */
export interface SweepReport {
  readonly listeners: Pick<SweepOptions, 'onFinding' | 'onUnreferenced' | 'onProgress'>
  readonly finish: (summary: SweepSummary, outcome: SweepOutcome) => void
}
