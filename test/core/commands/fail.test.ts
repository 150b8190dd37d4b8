import { describe, expect, it } from 'vitest'
import { decideFail } from '../../../src/core/commands/fail.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aClaim, aContext, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const reason = 'the provider said no'
const UNDER_CLAIM = { claimId: 'claim-1', reason }

describe('decideFail under a claim', () => {
  it('makes the scene failed and ends the lease, whose fence still admits its holder', () => {
    const state = records({ scene: { status: 'processing' }, claim: { attempt: 2 } })
    const { change, event, result } = accepted(decideFail(state, UNDER_CLAIM, aContext()))
    expect(result).toMatchObject({ status: 'failed', errorMessage: reason, failedAt: NOW, clips: {} })
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({ attempt: 2, expiry: NOW, ended: true }),
    )
    expect(operations(change)).toEqual(['update claim', 'update project', 'update scene'])
    expect(event).toMatchObject({
      type: 'scene-failed',
      reason,
      attempt: 2,
      from: 'processing',
      to: 'failed',
    })
  })

  it('does not mind a heartbeat of its worker in between', () => {
    const state = records({ scene: { status: 'processing' }, claim: {} })
    const { change } = accepted(decideFail(state, UNDER_CLAIM, aContext()))
    expect(writeOn(change, 'claim')).not.toHaveProperty('guard.equals')
  })

  it('forgets the job, which nobody shall resume, and names it in history', () => {
    const state = records({ scene: { status: 'processing' }, claim: { jobId: 'job-1' } })
    const { change, event } = accepted(decideFail(state, UNDER_CLAIM, aContext()))
    expect(event.jobId).toBe('job-1')
    expect(after(change, 'claim', state.claim?.value)).not.toHaveProperty('jobId')
  })

  it('keeps a job that may still have a result, one that could not be recorded before included', () => {
    const state = records({ scene: { status: 'processing' }, claim: { jobId: 'job-1' } })
    const kept = accepted(decideFail(state, { ...UNDER_CLAIM, keepJob: true }, aContext()))
    expect(after(kept.change, 'claim', state.claim?.value)?.jobId).toBe('job-1')
    const late = accepted(decideFail(state, { ...UNDER_CLAIM, keepJob: true, jobId: 'job-2' }, aContext()))
    expect(after(late.change, 'claim', state.claim?.value)?.jobId).toBe('job-2')
    expect(late.event.jobId).toBe('job-2')
    const forgotten = accepted(decideFail(state, { ...UNDER_CLAIM, jobId: 'job-2' }, aContext()))
    expect(after(forgotten.change, 'claim', state.claim?.value)).not.toHaveProperty('jobId')
  })

  it('is done already when the claim was ended by a failure', () => {
    const state = records({ scene: { status: 'failed' }, claim: { ended: true, expiry: NOW } })
    expect(unchanged(decideFail(state, UNDER_CLAIM, aContext()))).toBe(state.scene.value)
  })

  it('fails a scene whose claim was ended by anything else', () => {
    for (const status of ['pending', 'processing'] as const) {
      const state = records({ scene: { status }, claim: { ended: true, expiry: NOW } })
      expect(accepted(decideFail(state, UNDER_CLAIM, aContext())).result.status).toBe('failed')
    }
  })

  it('leaves the expiry of a lease that was over', () => {
    const expiry = secondsFromNow(-5)
    const state = records({ scene: { status: 'processing' }, claim: { expiry } })
    const { change } = accepted(decideFail(state, UNDER_CLAIM, aContext()))
    expect(after(change, 'claim', state.claim?.value)?.expiry).toBe(expiry)
  })

  it('leaves a scene that has a video completed, with the reason in history', () => {
    const clips = { original: sceneKey('video.mp4') }
    const state = records({ scene: { status: 'completed', clips }, claim: {} })
    const { change, event, result } = accepted(decideFail(state, UNDER_CLAIM, aContext()))
    expect(result).toMatchObject({ status: 'completed', clips })
    expect(result).not.toHaveProperty('errorMessage')
    expect(result).not.toHaveProperty('failedAt')
    expect(event).toMatchObject({ reason })
    expect(event).not.toHaveProperty('to')
    expect(after(change, 'claim', state.claim?.value)?.expiry).toBe(NOW)
  })

  it('is accepted while the film is composed', () => {
    const state = records({ scene: { status: 'processing' }, claim: {}, project: { status: 'composing' } })
    expect(accepted(decideFail(state, UNDER_CLAIM, aContext())).result.status).toBe('failed')
  })

  it('is refused when the claim was replaced', () => {
    const lost = { kind: 'claim-lost', projectId: '91cf', sequence: 3, claimId: 'claim-1' }
    for (const claim of [{ claimId: 'claim-2' }, { sceneCreatedAt: NOW }]) {
      expect(refusalOf(decideFail(records({ claim }), UNDER_CLAIM, aContext()))).toEqual(lost)
    }
    expect(refusalOf(decideFail(records({}), UNDER_CLAIM, aContext()))).toEqual(lost)
  })
})

describe('decideFail before anybody started', () => {
  it('makes a pending scene failed', () => {
    const { change, event, result } = accepted(decideFail(records({}), { reason }, aContext()))
    expect(result).toMatchObject({ status: 'failed', errorMessage: reason })
    expect(operations(change)).toEqual(['check-absent claim', 'update project', 'update scene'])
    expect(event).not.toHaveProperty('attempt')
  })

  it('relies on a lease being over', () => {
    const expiry = secondsFromNow(-5)
    const { change } = accepted(decideFail(records({ claim: { expiry } }), { reason }, aContext()))
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'check', guard: { equals: { expiry } } })
  })

  it('is refused while somebody generates the scene', () => {
    expect(refusalOf(decideFail(records({ claim: {} }), { reason }, aContext()))).toEqual({
      kind: 'claimed',
      sequence: 3,
      owner: 'worker-1',
      until: secondsFromNow(60),
    })
  })

  it.each(['completed', 'failed'] as const)(
    'is refused for a scene that is %s, unless moves are free',
    (status) => {
      const state = records({ scene: { status } })
      expect(refusalOf(decideFail(state, { reason }, aContext()))).toEqual({
        kind: 'transition',
        of: 'scene',
        from: status,
        to: 'failed',
        by: 'fail',
        sequence: 3,
      })
      const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
      expect(accepted(decideFail(state, { reason }, aContext({ policy }))).result.status).toBe('failed')
    },
  )
})
