import { describe, expect, it } from 'vitest'
import { countingIds } from '@badapple/scenes/testing'

describe('countingIds', () => {
  it('counts commands, whenever they are made', () => {
    const ids = countingIds()
    expect([ids.commandId(7), ids.commandId(7), ids.commandId(9)]).toEqual([
      '7-000001',
      '7-000002',
      '9-000003',
    ])
  })

  it('keeps processes apart by their prefix', () => {
    expect(countingIds('worker-2-').commandId(0)).toBe('0-worker-2-000001')
  })

  it('gives one project to one command', () => {
    const ids = countingIds()
    expect(ids.projectId('a')).toBe('project-1')
    expect(ids.projectId('b')).toBe('project-2')
    expect(ids.projectId('a')).toBe('project-1')
  })

  it('leaves out what somebody has already, also from now on', () => {
    const taken = new Set(['project-1', '7-000001', '7-000002'])
    const ids = countingIds('', taken)
    expect(ids.projectId('a')).toBe('project-2')
    expect(ids.commandId(7)).toBe('7-000003')
    taken.add('project-3')
    expect(ids.projectId('b')).toBe('project-4')
  })
})
