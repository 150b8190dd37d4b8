import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDynamoJson } from '../../../src/core/items/dynamo-json.js'
import type { Item } from '../../../src/core/items/item.js'
import {
  CODECS,
  isReadable,
  itemPatch,
  newItem,
  readRecord,
  revisionAfter,
  revisionOf,
  storedRevision,
} from '../../../src/core/items/stored-item.js'
import { patchOf } from '../../../src/core/model/patch.js'
import { aFullScene } from '../../../src/testing/contract/scene-store/full-records.js'
import { sceneItems } from '../../arbitraries/items.js'
import { projects } from '../../arbitraries/projects.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { PROJECT_ID, scenes } from '../../arbitraries/scenes.js'
import { aClaim, aProject, aScene } from '../support/builders.js'
import { pynamoProblems } from '../support/pynamo.js'
import { thrown } from '../support/thrown.js'

const projectId = PROJECT_ID

describe('newItem', () => {
  it('writes scenes that the backend loads', () => {
    fc.assert(
      fc.property(scenes, fc.constantFrom('commit-1', undefined), (value, lastCommit) => {
        const ref = { kind: 'scene', projectId, sequence: value.sequence } as const
        const item = newItem({ op: 'insert', ref, value }, lastCommit)
        expect(pynamoProblems(toDynamoJson(item))).toEqual([])
        expect(item['lastCommit']).toBe(lastCommit)
        const record = readRecord('scene', item)
        expect(isReadable(record) && record.value).toStrictEqual(value)
      }),
      KEY_LAW,
    )
  })

  it('writes projects that the backend loads', () => {
    fc.assert(
      fc.property(projects, (value) => {
        const item = newItem({ op: 'insert', ref: { kind: 'project', projectId }, value }, 'commit-1')
        expect(pynamoProblems(toDynamoJson(item))).toEqual([])
        expect(item['GSI1PK']).toBe(value.listedAs)
      }),
      KEY_LAW,
    )
  })

  it('keeps claims and the sequence mark out of the sight of the backend', () => {
    const claim = newItem(
      { op: 'insert', ref: { kind: 'claim', projectId, sequence: 3 }, value: aClaim() },
      'commit-1',
    )
    expect(claim).toMatchObject({ SK: 'LEASE#003', entityType: 'lease', lastCommit: 'commit-1' })
    const mark = newItem(
      { op: 'insert', ref: { kind: 'sequence-mark', projectId }, value: { projectId, highest: 7 } },
      'commit-1',
    )
    expect(mark).toEqual({
      PK: 'PROJECT#91cf',
      SK: 'SEQUENCE',
      entityType: 'sequence',
      projectId,
      highest: 7,
      lastCommit: 'commit-1',
    })
    expect(Object.keys({ ...claim, ...mark })).not.toContain('GSI1SK')
  })
})

describe('storedRevision', () => {
  it('is what an item of the revision holds and lacks', () => {
    expect(storedRevision('commit:a\nb')).toEqual({ holds: { lastCommit: 'a\nb' }, lacks: [] })
    expect(storedRevision('commit:undefined')).toEqual({ holds: { lastCommit: 'undefined' }, lacks: [] })
    expect(storedRevision('updated:"2025"')).toEqual({ holds: { updatedAt: '2025' }, lacks: ['lastCommit'] })
    expect(storedRevision('updated:undefined')).toEqual({ holds: {}, lacks: ['lastCommit', 'updatedAt'] })
  })

  it.each(['', 'undefined', 'commit', 'xcommit:a', 'revision:"2025"', ' updated:"2025"'])(
    'refuses what is none: %j',
    (revision) => {
      const error = thrown(() => storedRevision(revision), 'INVALID_CHANGE')
      expect(error.details.changeId).toBe('')
      expect(error.details.rule).toContain('handed back')
    },
  )
})

describe('itemPatch', () => {
  it('touches only attributes that change, and none that nobody told it about', () => {
    fc.assert(
      fc.property(sceneItems, scenes, (item, other) => {
        const before = CODECS.scene.decode(item)
        if (!before.ok) throw new Error(before.issues.join('; '))
        const after = { ...other, sequence: before.value.sequence }
        const ref = { kind: 'scene', projectId, sequence: after.sequence } as const
        const write = { op: 'update', ref, set: patchOf(before.value, after), guard: {} } as const
        const { set, remove } = itemPatch(write, 'commit-9')
        const kept = Object.entries(item).filter(([name]) => !remove.includes(name) && !(name in set))
        const result: Item = { ...Object.fromEntries(kept), ...set }

        const read = CODECS.scene.decode(result)
        expect(read.ok && read.value).toEqual(after)
        const known = new Set([...Object.keys(CODECS.scene.encode(aFullScene(projectId, 3))), 'lastCommit'])
        const unknown = Object.fromEntries(Object.entries(item).filter(([name]) => !known.has(name)))
        expect(result).toMatchObject({ ...unknown, lastCommit: 'commit-9' })
        for (const [name, value] of Object.entries(set)) {
          expect(value === null).toBe(false)
          if (name !== 'lastCommit' && name !== 'trimPoints') expect(value).not.toEqual(item[name])
        }
        for (const name of remove) expect(name in item).toBe(true)
      }),
      KEY_LAW,
    )
  })

  it('leaves the last commit where a change has no event', () => {
    const ref = { kind: 'claim', projectId, sequence: 3 } as const
    const { expiry } = aClaim()
    expect(itemPatch({ op: 'update', ref, set: { expiry }, guard: {} }, undefined)).toEqual({
      set: { expiry: '2025-11-24T12:01:00.123456+0000' },
      remove: [],
      add: {},
    })
  })
})

describe('revisionOf', () => {
  it('is the last commit, where there is one', () => {
    expect(revisionOf({ lastCommit: 'a', updatedAt: 'b' })).toBe(revisionAfter('a'))
    expect(revisionOf({ lastCommit: 'a', updatedAt: 'c' })).toBe(revisionAfter('a'))
    expect(revisionAfter('a')).not.toBe(revisionAfter('b'))
  })

  it('is the absence of one and `updatedAt` exactly as stored otherwise', () => {
    const at = (updatedAt: string) => revisionOf({ updatedAt })
    expect(at('2025-11-24T08:00:00.000001+0000')).toBe(at('2025-11-24T08:00:00.000001+0000'))
    expect(at('2025-11-24T08:00:00.000001+0000')).not.toBe(at('2025-11-24T08:00:00.000002+0000'))
    expect(at('2025-11-24T08:00:00.000001+0000')).not.toBe(at('2025-11-24T08:00:00.000001Z'))
    expect(revisionOf({})).not.toBe(at(''))
    expect(revisionOf({ updatedAt: 'a' })).not.toBe(revisionOf({ lastCommit: 'a' }))
  })
})

describe('readRecord', () => {
  const scene = newItem(
    { op: 'insert', ref: { kind: 'scene', projectId, sequence: 3 }, value: aScene() },
    undefined,
  )

  it.each([
    ['a number that is not its own', { SK: 'SCENE#004' }],
    ['a number without its zeros', { SK: 'SCENE#3' }],
    ['the partition of another project', { PK: 'PROJECT#other' }],
    ['no place', { SK: 7 }],
  ])('refuses a scene stored under %s', (_, place) => {
    const record = readRecord('scene', { ...scene, ...place })
    expect(record).toMatchObject({ issues: [expect.stringContaining('PROJECT#91cf SCENE#003')] })
    expect(isReadable(record)).toBe(false)
  })

  it('refuses a project stored in the partition of another', () => {
    const item = newItem({ op: 'insert', ref: { kind: 'project', projectId }, value: aProject() }, 'commit-1')
    expect(isReadable(readRecord('project', item))).toBe(true)
    expect(isReadable(readRecord('project', { ...item, PK: 'PROJECT#other' }))).toBe(false)
  })

  it('tells who wrote a record last', () => {
    expect(readRecord('scene', scene)).not.toHaveProperty('lastCommit')
    expect(readRecord('scene', { ...scene, lastCommit: 'commit-1' })).toMatchObject({
      lastCommit: 'commit-1',
      revision: 'commit:commit-1',
    })
  })
})
