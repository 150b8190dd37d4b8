/** One way to do something. */
export interface Contender {
  readonly name: string
  /** Does it once. */
  readonly run: () => Promise<unknown>
}

/** The middle of some numbers, and between which two most of them are: the tenth and the ninetieth of a hundred. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** How long one way takes beside another, over rounds in which the two take turns. */
export interface Comparison {
  readonly what: string
  readonly name: string
  /** Of the time of the baseline. */
  readonly ratio: Spread
  /** Microseconds per run, the middle of all rounds. */
  readonly micros: number
}

/** Options of {@link compare}. */
export interface CompareOptions {
  readonly rounds: number
  /** Runs of each contender per round. */
  readonly runs: number
}

/**
 * Compares contenders with the first of them, each alone with it: a slow moment hits both, and what others leave in the
 * processor's caches hits neither.
 */
export async function compare(
  what: string,
  [baseline, ...others]: readonly [Contender, ...Contender[]],
  options: CompareOptions,
): Promise<readonly Comparison[]> {
  const rows: Comparison[] = []
  for (const other of [baseline, ...others]) rows.push(await compareTwo(what, baseline, other, options))
  return rows
}

async function compareTwo(
  what: string,
  baseline: Contender,
  other: Contender,
  { rounds, runs }: CompareOptions,
): Promise<Comparison> {
  const times: number[] = []
  const ratios: number[] = []
  for (const one of [baseline, other]) await time(one, runs)
  for (let round = 0; round < rounds; round++) {
    const baselineFirst = round % 2 === 0
    const before = baselineFirst ? await time(baseline, runs) : undefined
    const own = await time(other, runs)
    times.push(own)
    ratios.push(own / (before ?? (await time(baseline, runs))))
  }
  return {
    what,
    name: other.name,
    ratio: spreadOf(ratios),
    micros: (spreadOf(times).median * 1_000) / runs,
  }
}

/** Milliseconds for so many runs, one after the other. */
export async function time({ run }: Contender, runs: number): Promise<number> {
  const begin = performance.now()
  for (let done = 0; done < runs; done++) await run()
  return performance.now() - begin
}

/** The spread of some numbers. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), low: at(0.1), high: at(0.9) }
}
