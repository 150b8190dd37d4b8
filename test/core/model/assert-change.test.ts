import { describe, expect, it } from 'vitest'
import { actionsOf, assertChange } from '../../../src/core/model/assert-change.js'
import type { Change, Write } from '../../../src/core/model/change.js'
import { MAX_ACTIONS } from '../../../src/core/model/change.js'
import { aClaim, anEvent, aScene, NOW, sceneKey } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const projectId = '91cf'
const insertScene: Write = {
  op: 'insert',
  ref: { kind: 'scene', projectId, sequence: 3 },
  value: aScene(),
}
const updateScene: Write = {
  op: 'update',
  ref: { kind: 'scene', projectId, sequence: 3 },
  set: { status: 'completed' },
  guard: { revision: 'commit:1' },
}

function inserts(count: number): Write[] {
  return Array.from({ length: count }, (_, at) => ({
    op: 'insert',
    ref: { kind: 'scene', projectId, sequence: at + 1 },
    value: aScene({ sequence: at + 1 }),
  }))
}

function aChange(given: Partial<Change>): Change {
  return { id: 'command-1.1', projectId, writes: [insertScene], event: anEvent(), ...given }
}

function withoutEvent(...writes: Write[]): Change {
  return { id: 'command-1.1', projectId, writes }
}

function ruleOf(change: Change): string {
  const error = thrown(() => {
    assertChange(change)
  }, 'INVALID_CHANGE')
  expect(error.details.changeId).toBe('command-1.1')
  expect(error.message).toContain(error.details.rule)
  return error.details.rule
}

describe('assertChange', () => {
  it('refuses a change that writes nothing', () => {
    expect(ruleOf(aChange({ writes: [] }))).toContain('writes nothing')
  })

  it('counts the event as an action, and takes exactly as many as a commit', () => {
    expect(actionsOf(aChange({ writes: inserts(3) }))).toBe(4)
    expect(actionsOf(withoutEvent(...inserts(3)))).toBe(3)
    expect(() => {
      assertChange(aChange({ writes: inserts(MAX_ACTIONS - 1) }))
      assertChange(withoutEvent(...inserts(MAX_ACTIONS)))
    }).not.toThrow()
    expect(ruleOf(aChange({ writes: inserts(MAX_ACTIONS) }))).toContain('101 actions')
  })

  it('refuses two writes of one record, a check included', () => {
    const check: Write = { op: 'check', ref: updateScene.ref, guard: {} }
    expect(ruleOf(aChange({ writes: [insertScene, check] }))).toContain('two writes')
    const noEvent: Write = { op: 'check-no-event', projectId, commitId: 'a' }
    expect(ruleOf(aChange({ writes: [insertScene, noEvent, noEvent] }))).toContain('two writes')
  })

  it('takes the records of one number as different when their kinds are', () => {
    const claim: Write = { op: 'insert', ref: { kind: 'claim', projectId, sequence: 3 }, value: aClaim() }
    const others: Write[] = [
      { op: 'check-no-event', projectId, commitId: 'a' },
      { op: 'check-no-event', projectId, commitId: 'b' },
    ]
    expect(() => {
      assertChange(aChange({ writes: [insertScene, claim, ...others] }))
    }).not.toThrow()
  })

  it('refuses to write into another project', () => {
    const elsewhere: Write = { ...insertScene, ref: { kind: 'scene', projectId: 'other', sequence: 3 } }
    expect(ruleOf(aChange({ writes: [elsewhere] }))).toContain('another project')
    const check: Write = { op: 'check-no-event', projectId: 'other', commitId: 'a' }
    expect(ruleOf(aChange({ writes: [insertScene, check] }))).toContain('another project')
  })

  it('refuses an event of another commit or project', () => {
    expect(ruleOf(aChange({ event: anEvent({ id: 'command-1.2' }) }))).toContain('another id')
    expect(ruleOf(aChange({ event: anEvent({ projectId: 'other' }) }))).toContain('about another project')
  })
})

describe('a change that could take effect twice', () => {
  const scene = { kind: 'scene', projectId, sequence: 3 } as const
  const claim = { kind: 'claim', projectId, sequence: 3 } as const
  const TWICE: readonly (readonly [string, Change])[] = [
    ['an unguarded update', withoutEvent({ op: 'update', ref: scene, set: { status: 'failed' }, guard: {} })],
    [
      'an unguarded update with an event',
      aChange({ writes: [{ op: 'update', ref: scene, set: { status: 'failed' }, guard: {} }] }),
    ],
    [
      'a revision that no event renews',
      withoutEvent({ op: 'update', ref: scene, set: { status: 'failed' }, guard: { revision: 'commit:1' } }),
    ],
    [
      'facts that are not changed',
      withoutEvent({
        op: 'update',
        ref: claim,
        set: { expiry: NOW },
        guard: { equals: { claimId: 'claim-1' } },
      }),
    ],
    [
      'facts that are set to what they are',
      withoutEvent({ op: 'update', ref: claim, set: { expiry: NOW }, guard: { equals: { expiry: NOW } } }),
    ],
    [
      'a fact that is absent and removed',
      withoutEvent({ op: 'update', ref: claim, set: { floor: null }, guard: { equals: { floor: null } } }),
    ],
    ['checks alone', aChange({ writes: [{ op: 'check', ref: scene, guard: { revision: 'commit:1' } }] })],
    ['a check of no record alone', aChange({ writes: [{ op: 'check-absent', ref: claim }] })],
    ['a check of no event alone', aChange({ writes: [{ op: 'check-no-event', projectId, commitId: 'a' }] })],
  ]
  it.each(TWICE)('is refused: %s', (_, change) => {
    expect(ruleOf(change)).toContain('twice')
  })

  const ONCE: readonly (readonly [string, Change])[] = [
    ['an insert', withoutEvent(insertScene)],
    ['a delete', withoutEvent({ op: 'delete', ref: scene, guard: {} })],
    ['a revision that an event renews', aChange({ writes: [updateScene] })],
    [
      'a revision that an event renews, though nothing else is set',
      aChange({ writes: [{ op: 'update', ref: scene, set: {}, guard: { revision: 'commit:1' } }] }),
    ],
    [
      'a fact that is changed',
      withoutEvent({ op: 'update', ref: claim, set: { floor: 2 }, guard: { equals: { floor: null } } }),
    ],
    [
      'a clip that is changed',
      withoutEvent({
        op: 'update',
        ref: scene,
        set: { clips: { original: sceneKey('a.mp4') } },
        guard: { equals: { clips: { original: null } } },
      }),
    ],
    [
      'one write of several that fails the second time',
      withoutEvent({ op: 'check', ref: claim, guard: {} }, insertScene),
    ],
  ]
  it.each(ONCE)('is none: %s', (_, change) => {
    expect(() => {
      assertChange(change)
    }).not.toThrow()
  })
})
