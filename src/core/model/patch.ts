import type { Numbers, Patch } from './change.js'

/**
 * The patch that turns one state of a record into another: exactly the fields that differ, `null` for those that go.
 * Objects such as `clips` whose fields are stored apart are compared field by field.
 */
export function patchOf<T extends object>(before: T, after: T): Patch<T> {
  const patch: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, next] = [valueOf(before, field), valueOf(after, field)]
    if (field === 'clips' && isObject(old) && isObject(next)) {
      const inner = patchOf(old, next)
      if (Object.keys(inner).length > 0) patch[field] = inner
    } else if (!equal(old, next)) patch[field] = next ?? null
  }
  return patch as Patch<T>
}

/** Whether two states of a record say the same. */
export function isSame<T extends object>(before: T, after: T): boolean {
  return Object.keys(patchOf(before, after)).length === 0
}

/** The record after a patch. */
export function applyPatch<T extends object>(value: T, patch: Patch<T>): T {
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(value))
  for (const [field, next] of Object.entries(patch)) {
    const old = result[field]
    if (next === undefined) continue
    if (next === null) Reflect.deleteProperty(result, field)
    else result[field] = field === 'clips' && isObject(old) && isObject(next) ? applyPatch(old, next) : next
  }
  return result as T
}

/** The record after numbers were added to some of its fields; a missing one counts as 0. */
export function addNumbers<T extends object>(value: T, add: Numbers<T>): T {
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(value))
  for (const [field, number] of Object.entries<number | undefined>(add)) {
    result[field] = Number(result[field] ?? 0) + (number ?? 0)
  }
  return result as T
}

/** Whether all facts that a guard names hold. */
export function matches<T extends object>(value: T, facts: Patch<T>): boolean {
  return Object.entries(facts).every(([field, fact]) => {
    const actual = valueOf(value, field)
    if (field === 'clips' && isObject(actual) && isObject(fact)) return matches(actual, fact)
    return fact === undefined || equal(actual ?? undefined, fact ?? undefined)
  })
}

function valueOf(record: object, field: string): unknown {
  return Object.hasOwn(record, field) ? (record as Record<string, unknown>)[field] : undefined
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function equal(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (isObject(a) && isObject(b) && JSON.stringify(a) === JSON.stringify(b))
}
