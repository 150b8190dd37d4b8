import { describe, expect, it } from 'vitest'
import { decideStartVideoGeneration } from '../../../src/core/commands/start-video-generation.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { aContext, NOW, projectRecords, sceneKey } from '../support/builders.js'
import { accepted, refusalOf, unchanged } from '../support/decisions.js'

const done = { sequence: 1, clips: { original: sceneKey('video.mp4') } }

describe('decideStartVideoGeneration', () => {
  it.each(['pending', 'queued', 'completed', 'failed'] as const)('moves a project that is %s', (status) => {
    const state = projectRecords([{ sequence: 2 }, done], { status, listedAs: status, order: 7 })
    const { change, event, result } = accepted(decideStartVideoGeneration(state, {}, aContext()))
    const order = Date.parse(NOW)
    expect(result).toEqual({
      ...state.project.value,
      status: 'processing',
      listedAs: 'processing',
      updatedAt: NOW,
      order,
    })
    expect(change.writes).toEqual([
      {
        op: 'update',
        ref: { kind: 'project', projectId: '91cf' },
        set: { status: 'processing', listedAs: 'processing', updatedAt: NOW, order },
        guard: { revision: 'commit:project-commit', equals: { status } },
      },
    ])
    expect(event).toMatchObject({ type: 'video-generation-started', from: status, to: 'processing', order })
  })

  it('is done already where the project is processing', () => {
    const state = projectRecords([{}])
    expect(unchanged(decideStartVideoGeneration(state, {}, aContext()))).toBe(state.project.value)
  })

  it('is refused without scenes, and when every scene has a video', () => {
    expect(refusalOf(decideStartVideoGeneration(projectRecords([]), {}, aContext()))).toEqual({
      kind: 'no-scenes',
    })
    expect(refusalOf(decideStartVideoGeneration(projectRecords([done]), {}, aContext()))).toEqual({
      kind: 'nothing-to-generate',
    })
  })

  it.each(['generating_scenes', 'composing'] as const)(
    'is refused while %s, unless moves are free',
    (status) => {
      const state = projectRecords([{}], { status })
      expect(refusalOf(decideStartVideoGeneration(state, {}, aContext()))).toEqual({
        kind: 'transition',
        of: 'project',
        from: status,
        to: 'processing',
      })
      const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
      expect(accepted(decideStartVideoGeneration(state, {}, aContext({ policy }))).result.status).toBe(
        'processing',
      )
    },
  )

  it('knows every status', () => {
    for (const status of PROJECT_STATUSES) {
      expect(() => decideStartVideoGeneration(projectRecords([{}], { status }), {}, aContext())).not.toThrow()
    }
  })
})
