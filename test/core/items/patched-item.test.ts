import { describe, expect, it } from 'vitest'
import { patchedItem } from '../../../src/core/items/patched-item.js'

describe('patchedItem', () => {
  it('sets, removes and adds, and leaves the rest', () => {
    const item = { kept: 'a', old: 1, gone: true, count: 2 }
    const patch = { set: { old: 'b' }, remove: ['gone', 'never-there'], add: { count: 3, first: 1 } }
    expect(patchedItem(item, patch)).toStrictEqual({ kept: 'a', old: 'b', count: 5, first: 1 })
  })
})
