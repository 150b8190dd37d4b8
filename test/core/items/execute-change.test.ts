import { describe, expect, it } from 'vitest'
import { executeChange, itemKeysOf } from '../../../src/core/items/execute-change.js'
import type { Item } from '../../../src/core/items/item.js'
import { placeOf } from '../../../src/core/items/item.js'
import type { ItemKey } from '../../../src/core/items/keys.js'
import { keyOf } from '../../../src/core/items/keys.js'
import { newItem } from '../../../src/core/items/stored-item.js'
import type { Change, Write } from '../../../src/core/model/change.js'
import { aClaim, anEvent, aProject, aScene } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const projectId = '91cf'
const PROJECT = { kind: 'project', projectId } as const
const SCENE = { kind: 'scene', projectId, sequence: 3 } as const
const CLAIM = { kind: 'claim', projectId, sequence: 3 } as const

const items: readonly Item[] = [
  newItem({ op: 'insert', ref: PROJECT, value: aProject() }, 'commit-1'),
  { ...newItem({ op: 'insert', ref: SCENE, value: aScene() }, 'commit-1'), note: 'kept' },
]

function itemAt({ PK, SK }: ItemKey): Item | undefined {
  return items.find((item) => item['PK'] === PK && item['SK'] === SK)
}

function change(...writes: readonly Write[]): Change {
  return { id: 'command-1.1', projectId, writes, event: anEvent({ sequence: 3 }) }
}

const INSERT: Write = { op: 'insert', ref: CLAIM, value: aClaim() }

const update: Write = {
  op: 'update',
  ref: SCENE,
  set: { status: 'failed', displaySequence: null },
  add: { ledger: 1 },
  guard: { revision: 'commit:commit-1' },
}

describe('itemKeysOf', () => {
  it('names the place of every write and of the event', () => {
    const keys = itemKeysOf(
      change(
        update,
        { op: 'check-absent', ref: CLAIM },
        { op: 'check-no-event', projectId, commitId: 'a.1' },
      ),
    )
    expect(keys).toEqual([
      keyOf(SCENE),
      keyOf(CLAIM),
      { PK: 'PROJECT#91cf', SK: 'EVENT#a.1' },
      { PK: 'PROJECT#91cf', SK: 'EVENT#command-1.1' },
    ])
    expect(itemKeysOf({ id: 'a.1', projectId, writes: [update] })).toEqual([keyOf(SCENE)])
  })
})

describe('executeChange', () => {
  it('gives whole items to put and places to remove, and writes nothing by itself', () => {
    const before = structuredClone(items)
    const { answer, put, remove } = executeChange(
      change(
        update,
        { op: 'insert', ref: CLAIM, value: aClaim() },
        { op: 'delete', ref: PROJECT, guard: {} },
      ),
      itemAt,
    )
    expect(answer).toEqual({ ok: true, revision: 'commit:command-1.1' })
    expect(put.map((item) => placeOf(item).SK)).toEqual(['SCENE#003', 'LEASE#003', 'EVENT#command-1.1'])
    expect(put[0]).toMatchObject({ status: 'failed', ledger: 1, note: 'kept', lastCommit: 'command-1.1' })
    expect(put[0]).not.toHaveProperty('displaySequence')
    expect(remove).toEqual([keyOf(PROJECT)])
    expect(items).toEqual(before)
  })

  it('gives nothing to write when a guard does not hold', () => {
    const { answer, put, remove } = executeChange(
      change(
        update,
        { op: 'delete', ref: CLAIM, guard: {} },
        { op: 'insert', ref: PROJECT, value: aProject() },
      ),
      itemAt,
    )
    expect(answer).toMatchObject({
      ok: false,
      conflicts: [{ write: 1 }, { write: 2, current: { value: aProject(), lastCommit: 'commit-1' } }],
    })
    expect({ put, remove }).toEqual({ put: [], remove: [] })
  })

  it('never does a commit twice', () => {
    const done = (key: ItemKey) => (key.SK === 'EVENT#command-1.1' ? { ...key } : itemAt(key))
    expect(executeChange(change(update), done)).toEqual({
      answer: { ok: false, conflicts: [{ write: 'event' }] },
      put: [],
      remove: [],
    })
  })

  it('looks whether an earlier commit happened', () => {
    const earlier: Write = { op: 'check-no-event', projectId, commitId: 'command-1.0' }
    const done = (key: ItemKey) => (key.SK === 'EVENT#command-1.0' ? { ...key } : itemAt(key))
    expect(executeChange(change(update, earlier), itemAt).answer.ok).toBe(true)
    expect(executeChange(change(update, earlier), done).answer).toEqual({
      ok: false,
      conflicts: [{ write: 1 }],
    })
  })

  it.each<[string, Write, boolean]>([
    ['a record that must not be there and is not', { op: 'check-absent', ref: CLAIM }, true],
    ['a record that must not be there and is', { op: 'check-absent', ref: SCENE }, false],
    ['another revision', { op: 'check', ref: SCENE, guard: { revision: 'commit:x' } }, false],
    ['the same revision', { op: 'check', ref: SCENE, guard: { revision: 'commit:commit-1' } }, true],
    ['another fact', { op: 'check', ref: SCENE, guard: { equals: { status: 'failed' } } }, false],
    ['no record to look at', { op: 'check', ref: CLAIM, guard: {} }, false],
  ])('judges %s', (_, write, holds) => {
    const insert: Write = { op: 'insert', ref: { ...CLAIM, sequence: 4 }, value: aClaim({ sequence: 4 }) }
    const { answer, put } = executeChange(change(insert, write), itemAt)
    expect(answer.ok).toBe(holds)
    expect(put.map((item) => placeOf(item).SK)).toEqual(holds ? ['LEASE#004', 'EVENT#command-1.1'] : [])
  })

  it('writes to nothing that it cannot read', () => {
    const spoiled = (key: ItemKey) => {
      const item = itemAt(key)
      return item && { ...item, status: 'lost' }
    }
    const { answer } = executeChange(change({ ...update, guard: {}, set: { prompt: 'b' } }, INSERT), spoiled)
    expect(answer).toEqual({ ok: false, conflicts: [{ write: 0 }] })
  })

  it('leaves the revision where a change has no event, and writes none', () => {
    const guarded: Write = { ...update, guard: { equals: { status: 'pending' } } }
    const heartbeat: Change = { id: 'command-1.1', projectId, writes: [guarded] }
    const { answer, put } = executeChange(heartbeat, itemAt)
    expect(answer.ok).toBe(true)
    expect(put).toHaveLength(1)
    expect(put[0]).toMatchObject({ status: 'failed', lastCommit: 'commit-1' })
  })

  it('refuses what no store may execute', () => {
    thrown(() => executeChange(change(), itemAt), 'INVALID_CHANGE')
    thrown(() => executeChange(change({ ...update, guard: {}, add: {} }), itemAt), 'INVALID_CHANGE')
  })
})
