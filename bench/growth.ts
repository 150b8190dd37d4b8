import type { Contender, Spread } from './compare.js'
import { spreadOf, time } from './compare.js'

/** One operation on projects of several sizes. */
export interface Curve {
  readonly name: string
  readonly points: readonly {
    readonly size: number
    /** Of the time on the smallest. */
    readonly ratio: Spread
    /** Milliseconds, the middle of all rounds. */
    readonly ms: number
  }[]
}

/** The same operations on a project of some size. */
export interface Sized {
  readonly size: number
  readonly operations: readonly Contender[]
}

/** Measures each operation on each size, all sizes by turns; each time beside the one on the smallest of its round. */
export async function growth(sized: readonly Sized[], rounds: number): Promise<readonly Curve[]> {
  const names = sized[0]?.operations.map(({ name }) => name) ?? []
  const curves: Curve[] = []
  for (const name of names) {
    const measured = sized.map(({ size, operations }) => ({
      size,
      operation: operations.find((operation) => operation.name === name),
      times: [] as number[],
    }))
    for (let round = -1; round < rounds; round++) {
      for (const { operation, times } of measured) {
        if (operation === undefined) throw new Error(`${name} is missing`)
        const taken = await time(operation, 1)
        // The first round warms up.
        if (round >= 0) times.push(taken)
      }
    }
    const smallest = measured[0]?.times ?? []
    const points = measured.map(({ size, times }) => ({
      size,
      ratio: spreadOf(times.map((ms, round) => ms / (smallest[round] ?? Number.NaN))),
      ms: spreadOf(times).median,
    }))
    curves.push({ name, points })
  }
  return curves
}
