/** How many of something there are: exactly so many, or from `min` to `max`. */
export type CountRange = number | { readonly min?: number; readonly max?: number }

/** The least and the most of a range. */
export interface Counts {
  readonly min: number
  readonly max: number
}

/** Both ends of a range. */
export function countsOf(range: CountRange | undefined, usual: Counts): Counts {
  if (typeof range === 'number') return { min: range, max: range }
  const min = range?.min ?? Math.min(usual.min, range?.max ?? usual.min)
  return { min, max: range?.max ?? Math.max(min, usual.max) }
}
