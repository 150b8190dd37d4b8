import { describe, expect, it } from 'vitest'
import { decideRetry } from '../../../src/core/commands/retry.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aClaim, aContext, aScene, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, operations, refusalOf } from '../support/decisions.js'

const FAILED = { status: 'failed', errorMessage: 'no credit', failedAt: NOW } as const

describe('decideRetry', () => {
  it('takes a failed scene back to pending, counted, its attempts counted anew', () => {
    const expiry = secondsFromNow(-1)
    const state = records({ scene: { ...FAILED, retryCount: 1 }, claim: { attempt: 3, expiry, floor: 1 } })
    const { change, event, result } = accepted(decideRetry(state, {}, aContext()))
    expect(result).toStrictEqual(aScene({ retryCount: 2, updatedAt: NOW, order: Date.parse(NOW), ledger: 1 }))
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({ attempt: 3, attemptBase: 3, expiry, floor: 1 }),
    )
    expect(event).toMatchObject({ type: 'scene-retried', reason: 'no credit', from: 'failed', to: 'pending' })
    expect(operations(change)).toEqual(['update claim', 'update project', 'update scene'])
  })

  it('counts from nothing, and needs no lease', () => {
    const { change, result } = accepted(decideRetry(records({ scene: { status: 'failed' } }), {}, aContext()))
    expect(result.retryCount).toBe(1)
    expect(operations(change)).toEqual(['update project', 'update scene'])
    expect(change.event).not.toHaveProperty('reason')
  })

  it('leaves the lease of an earlier scene alone', () => {
    const state = records({ scene: FAILED, claim: { sceneCreatedAt: NOW, attempt: 3 } })
    const { change } = accepted(decideRetry(state, {}, aContext()))
    expect(operations(change)).toEqual(['update project', 'update scene'])
  })

  it('is refused where there is a video, and tells so first', () => {
    const scene = { ...FAILED, clips: { original: sceneKey('video.mp4') } }
    expect(refusalOf(decideRetry(records({ scene }), {}, aContext()))).toEqual({
      kind: 'has-video',
      sequence: 3,
    })
  })

  it.each(['pending', 'processing', 'completed'] as const)('is refused for a scene that is %s', (status) => {
    expect(refusalOf(decideRetry(records({ scene: { status } }), {}, aContext()))).toMatchObject({
      kind: 'transition',
      from: status,
      to: 'pending',
      by: 'retry',
    })
  })

  it('relies on the project not being composed, also where no count changes', () => {
    const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
    const { change } = accepted(decideRetry(records({}), {}, aContext({ policy })))
    expect(operations(change)).toEqual(['check project', 'update scene'])
  })

  it('is refused while the film is composed', () => {
    const state = records({ scene: FAILED, project: { status: 'composing' } })
    expect(refusalOf(decideRetry(state, {}, aContext()))).toMatchObject({
      kind: 'project-status',
      command: 'retry',
    })
  })
})
