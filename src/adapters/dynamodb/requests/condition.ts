import type { Guard, RecordKind, RecordTypes } from '../../../core/model/change.js'
import type { ItemGuard } from '../../../core/items/item-guard.js'
import { itemGuard } from '../../../core/items/item-guard.js'
import type { Expression } from './expression.js'

/** The condition that a record exists and its guard holds. */
export function guardCondition<Kind extends RecordKind>(
  expression: Expression,
  kind: Kind,
  guard: Guard<RecordTypes[Kind]>,
): string {
  return ['attribute_exists(PK)', ...termsOf(expression, itemGuard(kind, guard))].join(' AND ')
}

/** The condition that there is no such item. */
export const ABSENT = 'attribute_not_exists(PK)'

function termsOf(expression: Expression, guard: ItemGuard): readonly string[] {
  const { equals, absent, present, required, oneOf, atMost, atLeast } = guard
  return [
    ...Object.entries(equals).map(([name, value]) => `${expression.name(name)} = ${expression.value(value)}`),
    ...absent.map(({ name, emptyIsAbsent }) => absence(expression, name, emptyIsAbsent)),
    ...present.map((name) => `NOT ${absence(expression, name, false)}`),
    ...required.map((name) => `attribute_exists(${expression.name(name)})`),
    ...Object.entries(oneOf).map(
      ([name, values]) =>
        `${expression.name(name)} IN (${values.map((value) => expression.value(value)).join(', ')})`,
    ),
    ...Object.entries(atMost).map(
      ([name, value]) => `${expression.name(name)} <= ${expression.value(value)}`,
    ),
    ...Object.entries(atLeast).map(
      ([name, value]) => `${expression.name(name)} >= ${expression.value(value)}`,
    ),
  ]
}

/** Missing, `NULL` and, of a key, empty: all say that there is none. */
function absence(expression: Expression, attribute: string, emptyIsAbsent: boolean): string {
  const name = expression.name(attribute)
  const empty = emptyIsAbsent ? ` OR ${name} = ${expression.value('')}` : ''
  return `(attribute_not_exists(${name}) OR attribute_type(${name}, ${expression.value('NULL')})${empty})`
}
