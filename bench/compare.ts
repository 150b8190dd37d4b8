/** One way to do something. */
export interface Contender {
  readonly name: string
  /** Does it once. */
  readonly run: () => Promise<unknown>
}

/** How long one way takes beside another, over rounds in which they take turns. */
export interface Comparison {
  readonly what: string
  readonly name: string
  readonly baseline: string
  /** Of the time of the baseline: the middle of all rounds, and between which two most of them are. */
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number }
  /** Microseconds per run, the middle of all rounds. */
  readonly micros: number
}

/** Options of {@link compare}. */
export interface CompareOptions {
  readonly rounds: number
  /** Runs of each contender per round. */
  readonly runs: number
}

/** Compares contenders with the first of them. They take turns round by round, so that a slow moment hits them all. */
export async function compare(
  what: string,
  [baseline, ...others]: readonly [Contender, ...Contender[]],
  { rounds, runs }: CompareOptions,
): Promise<readonly Comparison[]> {
  const all = [baseline, ...others]
  const times = new Map<Contender, number[]>(all.map((one) => [one, []]))
  for (const one of all) await time(one, runs)
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? all : all.toReversed()
    for (const one of order) times.get(one)?.push(await time(one, runs))
  }
  const base = times.get(baseline) ?? []
  return all.map((one) => {
    const own = times.get(one) ?? []
    const ratios = own.map((ms, round) => ms / (base[round] ?? Number.NaN)).sort(ascending)
    return {
      what,
      name: one.name,
      baseline: baseline.name,
      ratio: { median: at(ratios, 0.5), low: at(ratios, 0.1), high: at(ratios, 0.9) },
      micros: (at(own.toSorted(ascending), 0.5) * 1_000) / runs,
    }
  })
}

async function time({ run }: Contender, runs: number): Promise<number> {
  const begin = performance.now()
  for (let done = 0; done < runs; done++) await run()
  return performance.now() - begin
}

function ascending(a: number, b: number): number {
  return a - b
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
