import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../src/core/items/item.js'
import { cloneItem, placeOf, RawAttribute } from '../../../src/core/items/item.js'
import { itemValues } from '../../arbitraries/items.js'

/** Every object and list inside a value that somebody could change. */
function containers(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(containers)
  return Object.isFrozen(value) ? inner : [value, ...inner]
}

describe('cloneItem', () => {
  it('is equal and shares nothing that can be changed', () => {
    fc.assert(
      fc.property(itemValues, (value) => {
        const item: Item = { value }
        const copy = cloneItem(item)
        expect(copy).toStrictEqual(item)
        const originals = new Set(containers(item))
        expect(containers(copy).some((inner) => originals.has(inner))).toBe(false)
      }),
    )
  })
})

describe('RawAttribute', () => {
  it('shares nothing with what it was made from', () => {
    const set = ['a', 'b']
    const raw = new RawAttribute({ SS: set })
    set.push('c')
    expect(raw.json).toEqual({ SS: ['a', 'b'] })
  })
})

describe('placeOf', () => {
  it('is empty where an item does not say', () => {
    expect(placeOf({ PK: 'PROJECT#91cf', SK: 'METADATA' })).toEqual({ PK: 'PROJECT#91cf', SK: 'METADATA' })
    expect(placeOf({ PK: 7 })).toEqual({ PK: '', SK: '' })
  })
})
