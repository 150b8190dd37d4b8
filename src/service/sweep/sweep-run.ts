import type { Environment } from '../environment.js'
import type { SafetyStop } from './safety-stop.js'
import type { SweepListeners } from './sweep-listeners.js'
import type { SweepOptions } from './sweep-options.js'
import type { SweepTally } from './sweep-tally.js'

/** What all projects of one sweep share. */
export interface SweepRun {
  /** Its stores count what they are asked for. */
  readonly environment: Environment
  readonly options: SweepOptions
  readonly listeners: SweepListeners
  readonly tally: SweepTally
  readonly safetyStop: SafetyStop
}
