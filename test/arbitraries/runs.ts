/** The share of a law's runs that is done: under mutation testing many laws judge each mutant, so fewer runs of each do. */
const SHARE = Number(process.env['LAW_SHARE'] ?? 1)

/** As parameters of fast-check: so many runs, or the share of them that is wanted. */
export function runs(count: number) {
  return { numRuns: Math.ceil(count * SHARE) } as const
}

/** For the laws that everything else rests on. */
export const KEY_LAW = runs(1_000)
