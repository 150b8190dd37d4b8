import type { Item } from './item.js'
import type { ItemPatch } from './record-codec.js'

/** An item after a patch; a missing number counts as 0. */
export function patchedItem(item: Item, { set, remove, add }: ItemPatch): Item {
  const sums = Object.entries(add).map(([name, number]) => [name, Number(item[name] ?? 0) + number])
  const all: Item = { ...item, ...set, ...(Object.fromEntries(sums) as Record<string, number>) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !remove.includes(name)))
}
