import type { SweepOptions, SweepSummary } from '../../index.js'
import type { Estimate } from '../show/estimate.js'

/** Tells of a sweep, while it goes on and in the end. */
export interface SweepReport {
  readonly listeners: Pick<SweepOptions, 'onFinding' | 'onUnreferenced' | 'onProgress'>
  /** @param regenerations - What it takes to generate the videos again that are gone. */
  readonly finish: (summary: SweepSummary, regenerations: Estimate) => void
}
