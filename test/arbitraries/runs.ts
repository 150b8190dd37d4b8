/** For the laws that everything else rests on. */
export const KEY_LAW = { numRuns: 1_000 } as const
