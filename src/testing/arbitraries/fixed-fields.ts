import fc from 'fast-check'

/**
 * Fields of a record that are not left to chance: each a value, or an arbitrary of its own. `undefined` leaves an optional
 * field out.
 */
export type FixedFields<T> = {
  readonly [Name in keyof T]?:
    T[Name] | fc.Arbitrary<T[Name]> | (object extends Pick<T, Name> ? undefined : never)
}

/** The given value or arbitrary of a field, else another one. */
export function fixedOr<T>(
  given: T | fc.Arbitrary<T> | undefined,
  otherwise: fc.Arbitrary<T>,
): fc.Arbitrary<T> {
  if (given === undefined) return otherwise
  return isArbitrary(given) ? given : fc.constant(given)
}

/** Records of which some fields are fixed. */
export function withFixed<T extends object>(
  records: fc.Arbitrary<T>,
  fields: FixedFields<T>,
): fc.Arbitrary<T> {
  const given = Object.entries<unknown>(fields)
  if (given.length === 0) return records
  const values = given.map(([name, value]): [string, fc.Arbitrary<unknown>] => [
    name,
    isArbitrary(value) ? value : fc.constant(value),
  ])
  return fc
    .tuple(records, fc.record(Object.fromEntries(values)))
    .map(([record, fixed]) => withoutUndefined({ ...record, ...fixed }))
}

function withoutUndefined<T extends object>(record: T): T {
  const result = { ...record }
  for (const [name, value] of Object.entries(record))
    if (value === undefined) Reflect.deleteProperty(result, name)
  return result
}

function isArbitrary<T>(value: T | fc.Arbitrary<T>): value is fc.Arbitrary<T> {
  return typeof value === 'object' && value !== null && 'generate' in value && 'shrink' in value
}
