import type { SimulationReport } from '@badapple/scenes/testing'
import { simulate } from '@badapple/scenes/testing'
import type { Writers } from '../scenario.js'
import { scenario } from '../scenario.js'
import { POLICY } from './policy.js'

/** Half a lease, a lease, and a lease with its grace. */
const JUMPS_MS = [1_000, 16_000, 40_000]

/** Who writes in the run of a seed: by turns. */
export function writersOf(seed: number): Writers {
  return seed % 2 === 0 ? 'library' : 'foreign'
}

/** Plays the run of a seed. */
export function runSeed(seed: number, onStep?: (step: string) => void): Promise<SimulationReport> {
  return simulate(scenario(seed, writersOf(seed)), {
    seed,
    policy: POLICY,
    jumpsMs: JUMPS_MS,
    ...(onStep !== undefined && { onStep }),
  })
}
