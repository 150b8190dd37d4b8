import type { Policy } from '@badapple/scenes'
import type { SimulatedWorld, WorldObserver } from '../../../src/testing/simulation/simulated-world.js'

/** Processes on one store and one bucket, all of whose interleavings are gone through. */
export interface SetUp<Beginning> {
  readonly name: string
  readonly policy?: Partial<Policy>
  /** Makes what there is in the beginning, and says what the processes must know of it. */
  readonly begin: (world: SimulatedWorld) => Promise<Beginning>
  /** Starts the processes. All that they see of each other is what a request, the clock or a wait tells them. */
  readonly start: (world: SimulatedWorld, beginning: Beginning) => void
  /** How many requests get no answer, and take effect at any later moment, or never. */
  readonly lateRequests: number
  /** By how much the time passes, in milliseconds, in this order; when it does is chosen. */
  readonly passesMs: readonly number[]
  /**
   * What must hold of every commit. An observer may remember what follows from the items and objects that are stored, and
   * nothing else: it is shown each commit on each state once, on one of the ways that lead there.
   */
  readonly promises: readonly ((world: SimulatedWorld) => WorldObserver)[]
  /** Says what is wrong after everybody has died, in each state that there is. */
  readonly judgeEnd: (world: SimulatedWorld, beginning: Beginning) => Promise<readonly string[]>
}
