import { describe, expect, it } from 'vitest'
import { ItemTable } from '../../../src/adapters/memory/item-table.js'
import { placeOf } from '../../../src/core/items/item.js'
import { thrown } from '../../core/support/thrown.js'

const key = { PK: 'PROJECT#91cf', SK: 'SCENE#003' }

describe('ItemTable', () => {
  it('replaces whole items', () => {
    const table = new ItemTable()
    table.put({ ...key, a: 1, b: 2 })
    table.put({ ...key, a: 3, c: 4 })
    expect(table.get(key)).toEqual({ ...key, a: 3, c: 4 })
    table.delete(key)
    table.delete(key)
    expect(table.get(key)).toBeUndefined()
  })

  it('queries one partition, from the first to the last sort key, ascending', () => {
    const table = new ItemTable()
    for (const SK of ['D', 'B', 'A', 'C']) table.put({ PK: 'P', SK })
    table.put({ PK: 'Q', SK: 'B' })
    expect(table.query('P', 'B', 'C').map(({ SK }) => SK)).toEqual(['B', 'C'])
    expect(table.query('R', 'A', 'Z')).toEqual([])
    expect(table.at('B').map(({ PK }) => PK)).toEqual(['P', 'Q'])
    expect(table.at('A').map(({ PK }) => PK)).toEqual(['P'])
    expect(table.all().map((item) => Object.values(placeOf(item)).join(' '))).toEqual([
      'P A',
      'P B',
      'P C',
      'P D',
      'Q B',
    ])
  })

  it('shares nothing with whoever writes and reads', () => {
    const table = new ItemTable()
    const inner = ['a']
    table.put({ ...key, list: inner })
    inner.push('b')
    const read = table.get(key)?.['list']
    if (Array.isArray(read)) read.push('c')
    expect(table.get(key)?.['list']).toEqual(['a'])
  })

  it('refuses an item without its place', () => {
    expect(
      thrown(() => {
        new ItemTable().put({ PK: 'P' })
      }, 'INVALID_INPUT').details.input,
    ).toBe('item')
  })
})
