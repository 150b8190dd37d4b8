import { describe, expect, it } from 'vitest'
import {
  eventKey,
  FIRST_RECORD_SK,
  keyOf,
  LAST_RECORD_SK,
  misplacedIssue,
} from '../../../src/core/items/keys.js'
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
    const error = thrown(() => keyOf({ kind: 'scene', projectId }), 'INVALID_CHANGE')
    expect(error.message).toContain('scene')
    expect(error.details.changeId).toBe('')
    expect(error.details.rule).toContain('their sequence')
  })
})

describe('misplacedIssue', () => {
  it('says both places, the one that an item names as far as it fits', () => {
    const stored = { PK: 'PROJECT#91cf', SK: 'SCENE#003' }
    expect(misplacedIssue({ PK: 'PROJECT#91cf', SK: 'SCENE#004' }, stored)).toBe(
      'it says that it is PROJECT#91cf SCENE#004, but is stored as PROJECT#91cf SCENE#003',
    )
    const named = (length: number) =>
      misplacedIssue({ PK: 'P', SK: 'x'.repeat(length - 'P '.length) }, stored)
    expect(named(120)).toContain(`P ${'x'.repeat(118)},`)
    expect(named(121)).toContain(`P ${'x'.repeat(118)}…,`)
  })
})
