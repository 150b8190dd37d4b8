import { describe, expect, it } from 'vitest'
import { applyChange } from '../../../src/core/rules/apply-change.js'
import type { Change } from '../../../src/core/model/change.js'
import { aClaim, anEvent, records, secondsFromNow, stored } from '../support/builders.js'

const projectId = '91cf'

describe('applyChange', () => {
  it('carries what was written, with the revision and the commit of all that was', () => {
    const before = records({ scene: { errorMessage: 'no' }, claim: {}, project: { status: 'pending' } })
    const change: Change = {
      id: 'command-1.1',
      projectId,
      writes: [
        {
          op: 'update',
          ref: { kind: 'scene', projectId, sequence: 3 },
          set: { status: 'processing', errorMessage: null },
          guard: {},
        },
        { op: 'update', ref: { kind: 'claim', projectId, sequence: 3 }, set: { attempt: 2 }, guard: {} },
        { op: 'check', ref: { kind: 'project', projectId }, guard: {} },
      ],
      event: anEvent(),
    }
    const after = applyChange(before, change, 'commit:command-1.1')
    expect(after.scene).toMatchObject({ revision: 'commit:command-1.1', lastCommit: 'command-1.1' })
    expect(after.scene.value.status).toBe('processing')
    expect(after.scene.value).not.toHaveProperty('errorMessage')
    expect(after.claim).toEqual(stored(aClaim({ attempt: 2 }), 'command-1.1'))
    expect(after.project).toBe(before.project)
  })

  it('carries the counters of the project along', () => {
    const before = records({ project: { status: 'pending', completedScenes: 1 } })
    const change: Change = {
      id: 'command-1.1',
      projectId,
      writes: [
        {
          op: 'update',
          ref: { kind: 'project', projectId },
          set: { status: 'processing' },
          add: { completedScenes: 2 },
          guard: {},
        },
      ],
      event: anEvent(),
    }
    const { project, scene, ...rest } = applyChange(before, change, 'commit:command-1.1')
    const { value } = before.project
    expect(project).toEqual(stored({ ...value, status: 'processing', completedScenes: 3 }, 'command-1.1'))
    expect(scene).toBe(before.scene)
    expect(Object.keys(rest)).toEqual([])
  })

  it('adds a claim that is inserted, and ignores those of other scenes', () => {
    const before = records({})
    const insert = (sequence: number): Change => ({
      id: 'command-1.1',
      projectId,
      writes: [{ op: 'insert', ref: { kind: 'claim', projectId, sequence }, value: aClaim({ sequence }) }],
      event: anEvent(),
    })
    expect(applyChange(before, insert(3), 'r').claim).toMatchObject({ value: aClaim(), revision: 'r' })
    expect(applyChange(before, insert(4), 'r')).toEqual(before)
  })

  it('keeps the revision where a change has no event', () => {
    const before = records({ claim: {} })
    const expiry = secondsFromNow(120)
    const heartbeat: Change = {
      id: 'command-1.1',
      projectId,
      writes: [{ op: 'update', ref: { kind: 'claim', projectId, sequence: 3 }, set: { expiry }, guard: {} }],
    }
    expect(applyChange(before, heartbeat, 'commit:command-1.1').claim).toEqual(
      stored(aClaim({ expiry }), 'claim-commit'),
    )
  })
})
