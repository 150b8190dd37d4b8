import { describe, expect, it } from 'vitest'
import { eventKey, FIRST_RECORD_SK, keyOf, LAST_RECORD_SK } from '../../../src/core/items/keys.js'
import type { RecordRef } from '../../../src/core/model/change.js'
import { thrown } from '../support/thrown.js'

const projectId = '91cf'
const REFS: readonly (readonly [RecordRef, string])[] = [
  [{ kind: 'project', projectId }, 'METADATA'],
  [{ kind: 'sequence-mark', projectId }, 'SEQUENCE'],
  [{ kind: 'scene', projectId, sequence: 3 }, 'SCENE#003'],
  [{ kind: 'scene', projectId, sequence: 1000 }, 'SCENE#1000'],
  [{ kind: 'claim', projectId, sequence: 3 }, 'LEASE#003'],
]

describe('keyOf', () => {
  it.each(REFS)('places %j', (ref, SK) => {
    expect(keyOf(ref)).toEqual({ PK: 'PROJECT#91cf', SK })
  })

  it('keeps all records between the first and the last, and events before them', () => {
    for (const [ref] of REFS) {
      expect(keyOf(ref).SK >= FIRST_RECORD_SK && keyOf(ref).SK <= LAST_RECORD_SK).toBe(true)
    }
    expect(eventKey(projectId, 'z')).toEqual({ PK: 'PROJECT#91cf', SK: 'EVENT#z' })
    expect(eventKey(projectId, '\uffff').SK < FIRST_RECORD_SK).toBe(true)
  })

  it('places nothing but scenes under SCENE#', () => {
    const others = REFS.filter(([{ kind }]) => kind !== 'scene').map(([ref]) => keyOf(ref).SK)
    expect([...others, eventKey(projectId, 'a').SK].filter((SK) => SK.startsWith('SCENE#'))).toEqual([])
  })

  it('refuses a scene without its sequence', () => {
    expect(thrown(() => keyOf({ kind: 'scene', projectId }), 'INVALID_CHANGE').message).toContain('scene')
  })
})
