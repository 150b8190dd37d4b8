import { describe, expect, it } from 'vitest'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import type { ProjectStatus } from '../../../src/core/model/status.js'
import { isLocked } from '../../../src/core/rules/locked.js'
import { aProject, projectRecords } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { viewOf } from '../support/views.js'

describe('isLocked', () => {
  it.each(PROJECT_STATUSES)('holds while a workflow is at the scenes, and only then: %s', (status) => {
    const locked = ['composing', 'generating_scenes'].includes(status)
    expect(isLocked(aProject({ status }))).toBe(locked)
    expect(isLocked(viewOf(projectRecords([{}], { status })))).toBe(locked)
  })

  it.each([undefined, 'archived', 7, {}])('refuses a status of %j', (status) => {
    // A caller without types.
    const untyped: unknown = { status }
    const error = thrown(() => isLocked(untyped as { status: ProjectStatus }), 'INVALID_INPUT')
    expect(error.message).toContain('project status')
  })
})
