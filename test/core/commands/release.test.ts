import { describe, expect, it } from 'vitest'
import { decideRelease } from '../../../src/core/commands/release.js'
import { aClaim, aContext, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, refusalOf, unchanged } from '../support/decisions.js'

const INPUT = { claimId: 'claim-1', reason: 'shutting down' }

describe('decideRelease', () => {
  it('makes the scene pending and ends the lease; the job stays for the next', () => {
    const state = records({ scene: { status: 'processing' }, claim: { jobId: 'job-1' } })
    const { change, event, result } = accepted(decideRelease(state, INPUT, aContext()))
    expect(result.status).toBe('pending')
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({ jobId: 'job-1', expiry: NOW, ended: true }),
    )
    expect(event).toMatchObject({
      type: 'claim-released',
      reason: 'shutting down',
      attempt: 1,
      from: 'processing',
      to: 'pending',
    })
  })

  it('leaves a scene that has a video as it is', () => {
    for (const status of ['completed', 'processing'] as const) {
      const clips = { original: sceneKey('video.mp4') }
      const state = records({ scene: { status, clips }, claim: {} })
      const { change, result } = accepted(decideRelease(state, INPUT, aContext()))
      expect(result).toMatchObject({ status, clips })
      expect(after(change, 'claim', state.claim?.value)?.expiry).toBe(NOW)
    }
  })

  it('is done already when the claim was ended and nothing waits', () => {
    const state = records({ scene: { status: 'failed' }, claim: { ended: true, expiry: secondsFromNow(-1) } })
    expect(unchanged(decideRelease(state, INPUT, aContext()))).toBe(state.scene.value)
  })

  it('gives a scene back whose lease is over', () => {
    const expiry = secondsFromNow(-1)
    const state = records({ scene: { status: 'processing' }, claim: { expiry } })
    const { change, result } = accepted(decideRelease(state, { claimId: 'claim-1' }, aContext()))
    expect(result.status).toBe('pending')
    expect(after(change, 'claim', state.claim?.value)?.expiry).toBe(expiry)
    expect(change.event).not.toHaveProperty('reason')
  })

  it('keeps a job that could not be recorded before', () => {
    const state = records({ scene: { status: 'processing' }, claim: { jobId: 'job-1' } })
    const { change, event } = accepted(decideRelease(state, { ...INPUT, jobId: 'job-2' }, aContext()))
    expect(after(change, 'claim', state.claim?.value)?.jobId).toBe('job-2')
    expect(event.jobId).toBe('job-2')
  })

  it('is refused when the claim was replaced', () => {
    expect(refusalOf(decideRelease(records({ claim: { claimId: 'claim-2' } }), INPUT, aContext()))).toEqual({
      kind: 'claim-lost',
      projectId: '91cf',
      sequence: 3,
      claimId: 'claim-1',
    })
  })
})
