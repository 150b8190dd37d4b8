import { describe, expect, it } from 'vitest'
import { decideSubmitted } from '../../../src/core/commands/submitted.js'
import { aClaim, aContext, NOW, records, secondsFromNow } from '../support/builders.js'
import { accepted, after, refusalOf, unchanged } from '../support/decisions.js'

const INPUT = { claimId: 'claim-1', jobId: 'job-1' }

describe('decideSubmitted', () => {
  it('keeps the job on the claim, and tells of it', () => {
    const state = records({ scene: { status: 'processing' }, claim: { attempt: 2 } })
    const { change, event, result } = accepted(decideSubmitted(state, INPUT, aContext()))
    expect(result).toEqual(aClaim({ attempt: 2, jobId: 'job-1' }))
    expect(after(change, 'claim', state.claim?.value)).toEqual(result)
    expect(event).toMatchObject({ type: 'job-submitted', attempt: 2, jobId: 'job-1', sequence: 3 })
    expect(after(change, 'scene', state.scene.value)).toMatchObject({ status: 'processing', updatedAt: NOW })
  })

  it('replaces the job of an earlier attempt, and takes a lease that is over', () => {
    const state = records({ claim: { jobId: 'job-0', expiry: secondsFromNow(-9) } })
    expect(accepted(decideSubmitted(state, INPUT, aContext())).result.jobId).toBe('job-1')
  })

  it('is done already when the claim has this job', () => {
    const state = records({ claim: { jobId: 'job-1' } })
    expect(unchanged(decideSubmitted(state, INPUT, aContext()))).toBe(state.claim?.value)
  })

  it('is refused when the claim was replaced', () => {
    for (const state of [
      records({ claim: { claimId: 'claim-2' } }),
      records({ claim: { sceneCreatedAt: NOW } }),
      records({}),
    ]) {
      expect(refusalOf(decideSubmitted(state, INPUT, aContext())).kind).toBe('claim-lost')
    }
  })
})
