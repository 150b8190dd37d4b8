import type { Numbers, Patch } from '../model/change.js'
import type { Attribute } from './attribute.js'
import type { Item, ItemValue } from './item.js'

/** A field of a record, and the attribute that stores it. */
export interface Field<T> {
  readonly name: string
  readonly attribute: Attribute<T>
  readonly required: boolean
}

/** The stored form of a record: for each field its attribute; a nested object stands for fields stored apart. */
export type FieldTable<T> = {
  readonly [Name in keyof T]-?: Name extends 'clips'
    ? FieldTable<NonNullable<T[Name]>>
    : Field<NonNullable<T[Name]>>
}

/** A record as read. */
export interface DecodedItem<T> {
  readonly ok: true
  readonly value: T
}

/** Why an item cannot be read. */
export interface UnreadableItem {
  readonly ok: false
  readonly issues: readonly string[]
}

/** What an update writes: attributes to set, names of attributes to remove, and numbers to add to attributes. */
export interface ItemPatch {
  readonly set: Item
  readonly remove: readonly string[]
  readonly add: Readonly<Record<string, number>>
}

/** Translates between records and stored items. */
export interface RecordCodec<T> {
  decode(item: Item): DecodedItem<T> | UnreadableItem
  /** All attributes of the record. */
  encode(value: T): Item
  encodePatch(patch: Patch<T>, add?: Numbers<T>): ItemPatch
  /** The attributes of some fields; none for a field that is no attribute of its own. */
  attributesOf(fields: readonly string[]): readonly string[]
  /** Whether `""` in an attribute means that there is none. */
  emptyIsAbsent(attribute: string): boolean
  /** What an item must have to be readable, as far as a database can tell. */
  readonly form: ItemForm
}

/** What is asked of an item that can be read. */
export interface ItemForm {
  /** Attributes that must be there. */
  readonly required: readonly string[]
  /** Attributes that must have one of a few values. */
  readonly choices: Readonly<Record<string, readonly string[]>>
}

/** A field that must be there. */
export function required<T>(name: string, attribute: Attribute<T>): Field<T> {
  return { name, attribute, required: true }
}

/** A field that may be missing. */
export function optional<T>(name: string, attribute: Attribute<T>): Field<T> {
  return { name, attribute, required: false }
}

/** The codec of a field table. */
export function recordCodec<T extends object>(table: FieldTable<T>): RecordCodec<T> {
  const fields = fieldsOf(table)
  const plan = planOf(table)
  const emptyIsAbsent = new Set(
    fields.flatMap(({ name, attribute }) => (attribute.emptyIsAbsent === true ? name : [])),
  )
  return {
    decode(item) {
      const issues: string[] = []
      const value = decodeFields(plan, item, issues)
      if (issues.length > 0) return { ok: false, issues }
      // Every field of the table was read and every required one is there: that is what `T` asks for.
      return { ok: true, value: value as T }
    },
    encode: (value) => encodeFields(table, value).set,
    encodePatch(patch, add) {
      return {
        ...encodeFields(table, patch),
        add: add === undefined ? {} : sumsOf(encodeFields(table, add).set),
      }
    },
    attributesOf: (names) =>
      names.flatMap((name) => {
        const field = (table as AnyTable)[name]
        return isField(field) ? field.name : []
      }),
    emptyIsAbsent: (attribute) => emptyIsAbsent.has(attribute),
    form: {
      required: fields.flatMap((field) => (field.required ? field.name : [])),
      choices: Object.fromEntries(
        fields.flatMap(({ name, attribute: { choices }, required: isRequired }) =>
          isRequired && choices !== undefined ? [[name, choices]] : [],
        ),
      ),
    },
  }
}

/** Numbers are stored as they are, so their sums are too. */
function sumsOf(set: Item): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [name, value] of Object.entries(set)) sums[name] = Number(value)
  return sums
}

type AnyTable = Readonly<Record<string, unknown>>

function fieldsOf(table: AnyTable): readonly Field<unknown>[] {
  return Object.values(table).flatMap((entry) => (isField(entry) ? entry : fieldsOf(entry as AnyTable)))
}

/** What is read of an item: the fields of a record by name, in order, and those of objects within it. */
type Plan = readonly (readonly [name: string, field: Field<unknown> | Plan])[]

function planOf(table: AnyTable): Plan {
  return Object.entries(table).map(([name, entry]) => [
    name,
    isField(entry) ? entry : planOf(entry as AnyTable),
  ])
}

function decodeFields(plan: Plan, item: Item, issues: string[]): Readonly<Record<string, unknown>> {
  const value: Record<string, unknown> = {}
  for (const [name, field] of plan) {
    if (!('attribute' in field)) {
      value[name] = decodeFields(field, item, issues)
      continue
    }
    const stored = Object.hasOwn(item, field.name) ? item[field.name] : undefined
    if (isAbsent(stored, field.attribute)) {
      if (field.required) issues.push(`attribute ${field.name} is missing`)
      continue
    }
    const decoded = field.attribute.decode(stored)
    if (decoded === undefined) issues.push(unreadable(field, stored))
    else value[name] = decoded
  }
  return value
}

function encodeFields(table: AnyTable, values: object): Omit<ItemPatch, 'add'> {
  const set: Record<string, ItemValue> = {}
  const remove: string[] = []
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    const field = table[name]
    if (value === undefined || field === undefined) continue
    if (!isField(field)) {
      const inner = encodeFields(field as AnyTable, value as object)
      Object.assign(set, inner.set)
      remove.push(...inner.remove)
    } else if (value === null) remove.push(field.name)
    else set[field.name] = field.attribute.encode(value)
  }
  return { set, remove }
}

function isField(entry: unknown): entry is Field<unknown> {
  return typeof entry === 'object' && entry !== null && 'attribute' in entry
}

function isAbsent(
  stored: ItemValue | undefined,
  attribute: Attribute<unknown>,
): stored is null | undefined | '' {
  return stored === undefined || stored === null || (stored === '' && attribute.emptyIsAbsent === true)
}

function unreadable(field: Field<unknown>, stored: ItemValue): string {
  const shown = inJson(stored)
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
  return `attribute ${field.name} is ${short}, expected ${field.attribute.expected}`
}

/** What no store returns, a caller of the codec may pass. */
function inJson(stored: unknown): string {
  try {
    const text: unknown = JSON.stringify(stored)
    return typeof text === 'string' ? text : typeof stored
  } catch {
    return `a ${typeof stored} that is no JSON`
  }
}
