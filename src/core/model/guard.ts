import type { Guard } from './change.js'
import { matches } from './patch.js'

/** Whether the facts that a guard names hold of a record; its revision is the store's to judge. */
export function factsHold<T extends object>(value: T, guard: Omit<Guard<T>, 'revision'>): boolean {
  const { equals, present = {}, atMost = {}, atLeast = {} } = guard
  return (
    (equals === undefined || matches(value, equals)) &&
    Object.keys(present).every((field) => Reflect.get(value, field) !== undefined) &&
    bounds(value, atMost, (stored, bound) => stored <= bound) &&
    bounds(value, atLeast, (stored, bound) => stored >= bound)
  )
}

function bounds(value: object, limits: object, holds: (stored: number, bound: number) => boolean): boolean {
  return Object.entries(limits).every(([field, bound]) => {
    const stored: unknown = Reflect.get(value, field)
    return bound === undefined || (typeof stored === 'number' && holds(stored, Number(bound)))
  })
}
