import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectCodec } from '../../../src/core/items/project-item.js'
import { aFullProject } from '../../../src/testing/contract/scene-store/full-records.js'
import { projectItems } from '../../arbitraries/items.js'
import { projects } from '../../arbitraries/projects.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { knownAttributes } from '../support/nothing-lost.js'

describe('projectCodec', () => {
  it('reads and writes every item of the table without a loss', () => {
    fc.assert(
      fc.property(projectItems, (item) => {
        const decoded = projectCodec.decode(item)
        expect(decoded.ok ? projectCodec.encode(decoded.value) : decoded.issues).toEqual(
          knownAttributes(projectCodec, aFullProject('91cf'), item),
        )
      }),
      KEY_LAW,
    )
  })

  it('reads back every project that it writes', () => {
    fc.assert(
      fc.property(projects, (project) => {
        expect(projectCodec.decode(projectCodec.encode(project))).toStrictEqual({
          ok: true,
          value: project,
        })
      }),
      KEY_LAW,
    )
  })

  it.each([
    ['status', 'archived', 'expected one of pending, queued'],
    ['conceptPrompt', null, 'attribute conceptPrompt is missing'],
    ['sceneCount', '4', 'expected a number'],
    ['GSI1PK', 4, 'expected a string'],
  ])('says what is wrong when %s is %j', (name, stored, issue) => {
    const valid = {
      projectId: '91cf',
      status: 'pending',
      conceptPrompt: 'ships',
      createdAt: '2025-11-24T08:00:00.000001+0000',
      updatedAt: '2025-11-24T08:00:00.000001+0000',
    }
    expect(projectCodec.decode(valid).ok).toBe(true)
    expect(projectCodec.decode({ ...valid, [name]: stored })).toEqual({
      ok: false,
      issues: [expect.stringContaining(issue)],
    })
  })
})
