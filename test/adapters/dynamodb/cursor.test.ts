import { describe, expect, it } from 'vitest'
import { fromCursor, toCursor } from '../../../src/adapters/dynamodb/cursor.js'
import { thrown } from '../../core/support/thrown.js'

describe('cursors', () => {
  it('hold the keys of a place, and nothing else of it', () => {
    const place = { PK: 'PROJECT#1', SK: 'METADATA', GSI1PK: 'failed', GSI1SK: '2025' }
    expect(fromCursor(toCursor({ ...place, prompt: 'secret' }))).toEqual(place)
    expect(toCursor({ ...place, prompt: 'secret' })).not.toContain('secret')
  })

  it.each(['', 'x', '7', 'null', '{}', '[]', '{"PK":7}', '{"PK":"a","other":"b"}'])('are not %j', (text) => {
    expect(thrown(() => fromCursor(text), 'INVALID_INPUT').details.input).toBe('cursor')
  })
})
