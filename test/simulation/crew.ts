import type { SimulatedProcess, SimulatedWorld } from '@badapple/scenes/testing'
import type { Provider } from './provider.js'

/** What everybody in a run works with. */
export interface Stage {
  readonly world: SimulatedWorld
  readonly projectId: string
  readonly provider: Provider
  /** Keys whose objects somebody deleted. */
  readonly lost: Set<string>
}

/** Somebody who works on the project, as a process of its own. */
export type Actor = (process: SimulatedProcess, stage: Stage) => Promise<void>
