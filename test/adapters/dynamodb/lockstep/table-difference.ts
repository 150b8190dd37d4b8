import { isDeepStrictEqual } from 'node:util'
import type { DynamoJsonItem } from '@badapple/scenes'
import { placeOf } from './whole-table.js'

/** In what two tables differ, a line each: whole items first, then attribute by attribute. */
export function tableDifference(
  memory: readonly DynamoJsonItem[],
  live: readonly DynamoJsonItem[],
): readonly string[] {
  const [inMemory, onLive] = [memory, live].map(
    (items) => new Map(items.map((item) => [placeOf(item), item])),
  )
  const places = new Set([...memory, ...live].map(placeOf))
  return [...places].sort().flatMap((place) => {
    const [item, other] = [inMemory?.get(place), onLive?.get(place)]
    if (item === undefined) return `${place} is only on the live table: ${JSON.stringify(other)}`
    if (other === undefined) return `${place} is only in memory: ${JSON.stringify(item)}`
    return itemDifference(item, other).map((line) => `${place}: ${line}`)
  })
}

function itemDifference(item: DynamoJsonItem, other: DynamoJsonItem): readonly string[] {
  const names = new Set([...Object.keys(item), ...Object.keys(other)])
  return [...names].sort().flatMap((name) => {
    const [value, otherValue] = [item[name], other[name]]
    if (isDeepStrictEqual(value, otherValue)) return []
    return `${name} is ${shown(value)} in memory and ${shown(otherValue)} on the live table`
  })
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value)
}
