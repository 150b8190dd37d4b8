import { describe, expect, it } from 'vitest'
import { attemptsOf, claimOf, liveClaim } from '../../../src/core/rules/claims.js'
import { aClaim, aScene, NOW, sceneKey, secondsFromNow } from '../support/builders.js'

const scene = aScene()
const elsewhere = secondsFromNow(-1)

describe('claimOf', () => {
  it('is the claim that was made for this very scene', () => {
    const claim = aClaim()
    expect(claimOf(scene, claim)).toBe(claim)
    expect(claimOf(scene, aClaim({ sceneCreatedAt: elsewhere }))).toBeUndefined()
    expect(claimOf(scene, undefined)).toBeUndefined()
  })
})

describe('liveClaim', () => {
  it('is the claim until its expiry', () => {
    const claim = aClaim({ expiry: secondsFromNow(0.001) })
    expect(liveClaim(scene, claim, NOW)).toBe(claim)
    expect(liveClaim(scene, aClaim({ expiry: NOW }), NOW)).toBeUndefined()
    expect(liveClaim(scene, aClaim({ sceneCreatedAt: elsewhere }), NOW)).toBeUndefined()
    expect(liveClaim(scene, aClaim({ ended: true }), NOW)).toBeUndefined()
    expect(liveClaim(scene, undefined, NOW)).toBeUndefined()
  })
})

describe('attemptsOf', () => {
  it('counts from nothing where nothing is known', () => {
    expect(attemptsOf(scene, undefined)).toEqual({ attempt: 0, attemptBase: 0 })
  })

  it('is what the lease says', () => {
    const claim = aClaim({ attempt: 4, attemptBase: 2, floor: 1, jobId: 'job-1', clip: sceneKey('a.mp4') })
    expect(attemptsOf(scene, claim)).toMatchObject({
      attempt: 4,
      attemptBase: 2,
      floor: 1,
      jobId: 'job-1',
      clip: sceneKey('a.mp4'),
    })
  })

  it('counts on from an earlier scene of the same number, and takes nothing else over', () => {
    const claim = aClaim({ attempt: 4, attemptBase: 2, floor: 1, jobId: 'job-1', sceneCreatedAt: elsewhere })
    expect(attemptsOf(scene, claim)).toEqual({ attempt: 4, attemptBase: 4, floor: 4 })
  })

  it('counts on from the key of the clip where the lease was lost', () => {
    const withClip = aScene({ clips: { original: sceneKey('video_7_claim-9.mp4') } })
    expect(attemptsOf(withClip, undefined)).toEqual({ attempt: 7, attemptBase: 7, floor: 7 })
    expect(attemptsOf(withClip, aClaim({ attempt: 2 }))).toMatchObject({ attempt: 7, attemptBase: 0 })
    expect(attemptsOf(withClip, aClaim({ attempt: 9 }))).toMatchObject({ attempt: 9 })
  })
})
