import type { Item } from '../../../src/core/items/item.js'
import type { RecordCodec } from '../../../src/core/items/record-codec.js'

/** The attributes of an item that a codec knows and does not take for empty, each once. */
export function knownAttributes<T>(codec: RecordCodec<T>, complete: T, item: Item): Item {
  const known = new Set(Object.keys(codec.encode(complete)))
  const isEmpty = (name: string, value: unknown) =>
    value === null || (value === '' && codec.emptyIsAbsent(name))
  return Object.fromEntries(
    Object.entries(item).filter(([name, value]) => known.has(name) && !isEmpty(name, value)),
  )
}
