import { describe, expect, it } from 'vitest'
import { decideFailSceneGeneration } from '../../../src/core/commands/fail-scene-generation.js'
import { decideFinishSceneGeneration } from '../../../src/core/commands/finish-scene-generation.js'
import { decideStartSceneGeneration } from '../../../src/core/commands/start-scene-generation.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aContext, projectRecords, sceneKey } from '../support/builders.js'
import { accepted, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const unreadable = { kind: 'scene', id: 'SCENE#004', issues: ['x'], raw: {} } as const
const done = { status: 'completed', clips: { original: sceneKey('video.mp4') } } as const

describe('decideStartSceneGeneration', () => {
  it.each(['pending', 'queued', 'failed'] as const)('moves a project that is %s', (status) => {
    const state = projectRecords([], { status })
    const { change, event, result } = accepted(decideStartSceneGeneration(state, {}, aContext()))
    expect(result).toMatchObject({ status: 'generating_scenes', listedAs: 'generating_scenes' })
    expect(event).toMatchObject({ type: 'scene-generation-started', from: status, to: 'generating_scenes' })
    expect(writeOn(change, 'project')).toMatchObject({
      guard: { revision: 'commit:project-commit', equals: { status } },
    })
    expect(operations(change)).toEqual(['check-absent intent', 'update project'])
  })

  it.each(['generating_scenes', 'processing', 'composing', 'completed'] as const)(
    'is refused while the project is %s',
    (status) => {
      expect(refusalOf(decideStartSceneGeneration(projectRecords([], { status }), {}, aContext()))).toEqual({
        kind: 'transition',
        of: 'project',
        from: status,
        to: 'generating_scenes',
      })
    },
  )

  it('is refused when there are scenes, unreadable ones included, whatever the policy', () => {
    const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
    const state = projectRecords([{}], { status: 'pending' }, { invalid: [unreadable] })
    expect(refusalOf(decideStartSceneGeneration(state, {}, aContext({ policy })))).toEqual({
      kind: 'has-scenes',
      count: 2,
    })
  })
})

describe('decideFinishSceneGeneration', () => {
  const status = 'generating_scenes'

  it('makes the project pending, or what its scenes make of that', () => {
    const finish = (...scenes: Parameters<typeof projectRecords>[0]) => {
      const { event, result } = accepted(
        decideFinishSceneGeneration(projectRecords(scenes, { status }), {}, aContext()),
      )
      expect(event).toMatchObject({ type: 'scene-generation-finished', from: status, to: result.status })
      expect(result.listedAs).toBe(result.status)
      return result.status
    }
    expect(finish()).toBe('pending')
    expect(finish({}, { sequence: 4 })).toBe('pending')
    expect(finish(done, { sequence: 4 })).toBe('pending')
    expect(finish(done)).toBe('completed')
    expect(finish(done, { sequence: 4, status: 'failed' })).toBe('failed')
  })

  it('is done already for a project that is pending, and refused for any other', () => {
    const pending = projectRecords([{}], { status: 'pending' })
    expect(unchanged(decideFinishSceneGeneration(pending, {}, aContext()))).toBe(pending.project.value)
    for (const other of ['queued', 'processing', 'composing', 'completed', 'failed'] as const) {
      const state = projectRecords([{}], { status: other })
      expect(refusalOf(decideFinishSceneGeneration(state, {}, aContext()))).toMatchObject({
        kind: 'project-status',
        status: other,
        allowed: [status],
      })
    }
  })
})

describe('decideFailSceneGeneration', () => {
  const input = { reason: 'no ideas' }

  it('fails the project with the reason in its history', () => {
    const state = projectRecords([], { status: 'generating_scenes' })
    const { event, result } = accepted(decideFailSceneGeneration(state, input, aContext()))
    expect(result).toMatchObject({ status: 'failed', listedAs: 'failed' })
    expect(event).toMatchObject({ type: 'scene-generation-failed', reason: 'no ideas', to: 'failed' })
  })

  it('is done already for a project that is failed, and refused for any other', () => {
    const failed = projectRecords([], { status: 'failed' })
    expect(unchanged(decideFailSceneGeneration(failed, input, aContext()))).toBe(failed.project.value)
    const state = projectRecords([], { status: 'processing' })
    expect(refusalOf(decideFailSceneGeneration(state, input, aContext()))).toMatchObject({
      kind: 'project-status',
      allowed: ['generating_scenes'],
    })
  })
})
