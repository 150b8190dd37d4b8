/** Where data has a field that is there without a value; adapters and JSON would treat it each in its own way. */
export function undefinedFields(value: unknown, path = ''): readonly string[] {
  if (value === undefined) return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, entry]) => undefinedFields(entry, `${path}.${name}`))
}
