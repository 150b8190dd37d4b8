/** A value of DynamoDB JSON, such as `{ "S": "pending" }`. */
export type DynamoJson = Readonly<Record<string, unknown>>

/**
 * An attribute value that has no exact plain form here: binary, sets, and numbers beyond a double. Kept as it came,
 * never looked into.
 */
export class RawAttribute {
  readonly json: DynamoJson

  constructor(json: DynamoJson) {
    this.json = frozenCopy(json)
    Object.freeze(this)
  }
}

/** A stored attribute's value in the plain form of DynamoDB's document clients. */
export type ItemValue =
  | string
  | number
  | boolean
  | null
  | RawAttribute
  | readonly ItemValue[]
  | { readonly [name: string]: ItemValue }

/** A stored item: attributes by name. */
export type Item = Readonly<Record<string, ItemValue>>

/** A copy that shares nothing with the original. */
export function cloneItem(item: Item): Item {
  // Spread, and not put together from its entries: stores in memory do hardly anything else.
  const copy = { ...item }
  for (const [name, value] of Object.entries(copy)) {
    if (typeof value === 'object' && value !== null) copy[name] = cloneValue(value)
  }
  return copy
}

function cloneValue(value: ItemValue): ItemValue {
  if (typeof value !== 'object' || value === null || value instanceof RawAttribute) return value
  if (isList(value)) return value.map(cloneValue)
  return cloneItem(value)
}

/** Whether a value is a list (`Array.isArray` does not narrow read-only arrays). */
export function isList(value: ItemValue): value is readonly ItemValue[] {
  return Array.isArray(value)
}

/** Where an item says that it is; empty where it does not say. */
export function placeOf({ PK, SK }: Item): { readonly PK: string; readonly SK: string } {
  return { PK: typeof PK === 'string' ? PK : '', SK: typeof SK === 'string' ? SK : '' }
}

/** A copy of JSON that nobody can change; anything else in it, such as bytes, stays as it is. */
function frozenCopy(json: DynamoJson): DynamoJson {
  const copy = Object.entries(json).map(([type, value]) => [
    type,
    Array.isArray(value) ? Object.freeze([...(value as readonly unknown[])]) : value,
  ])
  return Object.freeze(Object.fromEntries(copy) as Record<string, unknown>)
}
