import fc from 'fast-check'
import type { Counts } from './count-range.js'

/**
 * Lists of so many values. Unlike an array with a least length they shrink by leaving out any value, also the last ones: what
 * is missing then is made up for by spare values.
 */
export function listsOf<T>(values: fc.Arbitrary<T>, { min, max }: Counts): fc.Arbitrary<readonly T[]> {
  const some = fc.array(values, { maxLength: max, size: 'max' })
  if (min === 0) return some
  const spare = fc.tuple(...Array.from({ length: min }, () => values))
  return fc.tuple(some, spare).map(([list, others]) => [...list, ...others.slice(list.length)])
}
