import fc from 'fast-check'

/** Enough of them that a counterexample which shrinks well only now and then is noticed. */
const SEEDS = Array.from({ length: 25 }, (_, at) => at + 1)

/** What counterexamples of a property shrink to, each shape once. */
export function shrunkTo<T>(values: fc.Arbitrary<T>, holds: (value: T) => boolean): readonly T[] {
  const found = SEEDS.map((seed) => {
    const { counterexample } = fc.check(fc.property(values, holds), { seed, numRuns: 1_000 })
    if (counterexample === null) throw new Error(`the property holds with seed ${seed}`)
    return counterexample[0]
  })
  return [...new Map(found.map((value) => [JSON.stringify(value), value])).values()]
}

/** The same of a property that takes its time. */
export async function shrunkToLater<T>(
  values: fc.Arbitrary<T>,
  holds: (value: T) => Promise<boolean>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (const seed of SEEDS.slice(0, 4)) {
    const { counterexample } = await fc.check(fc.asyncProperty(values, holds), { seed, numRuns: 1_000 })
    if (counterexample === null) throw new Error(`the property holds with seed ${seed}`)
    found.push(counterexample[0])
  }
  return [...new Map(found.map((value) => [JSON.stringify(value), value])).values()]
}
