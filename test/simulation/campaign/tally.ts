import type { SimulationReport } from '@badapple/scenes/testing'

/** What runs came to, as plain data: processes send it to each other. */
export interface Tally {
  readonly runs: number
  readonly steps: number
  /** How often each request or wait met each fault, as `commit scene-claimed lost-reply`. */
  readonly faults: Readonly<Record<string, number>>
  /** What must not happen and did, with the seed that plays it again. */
  readonly problems: readonly { readonly seed: number; readonly problem: string }[]
}

/** No runs yet. */
export const NOTHING: Tally = { runs: 0, steps: 0, faults: {}, problems: [] }

/** The tally of one run. */
export function tallyOf({ seed, steps, faults, problems }: SimulationReport): Tally {
  return {
    runs: 1,
    steps,
    faults: Object.fromEntries(faults),
    problems: problems.map((problem) => ({ seed, problem })),
  }
}

/** Both together. */
export function sumOf(one: Tally, other: Tally): Tally {
  const faults: Record<string, number> = { ...one.faults }
  for (const [pair, count] of Object.entries(other.faults)) faults[pair] = (faults[pair] ?? 0) + count
  return {
    runs: one.runs + other.runs,
    steps: one.steps + other.steps,
    faults,
    problems: [...one.problems, ...other.problems],
  }
}
