import { describe, expect, it } from 'vitest'
import type { AdoptInput } from '../../../src/core/commands/adopt.js'
import { decideAdopt } from '../../../src/core/commands/adopt.js'
import type { BlobStat } from '../../../src/core/model/blob.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { aClaim, aContext, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const SECOND: BlobStat = { key: sceneKey('video_2_claim-1.mp4'), size: 1, lastModified: secondsFromNow(-600) }
const PLAIN: BlobStat = { key: sceneKey('video.mp4'), size: 1, lastModified: secondsFromNow(-600) }
const over = secondsFromNow(-1)

function decide(state: SceneRecords, given: Partial<AdoptInput>) {
  return decideAdopt(state, { usedKeys: new Set(), objects: [], ...given }, aContext())
}

describe('decideAdopt on its own', () => {
  it('records the highest attempt, and settles all so far without shutting its worker out', () => {
    const state = records({
      scene: { status: 'processing', errorMessage: 'no', failedAt: NOW },
      claim: { attempt: 1, jobId: 'job-1', expiry: over },
    })
    const { change, event, result } = accepted(decide(state, { objects: [PLAIN, SECOND] }))
    expect(result).toMatchObject({
      status: 'completed',
      clips: { original: SECOND.key, working: SECOND.key },
    })
    expect(result).not.toHaveProperty('errorMessage')
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({ expiry: NOW, ended: true, attempt: 2, attemptBase: 2, floor: 2, clip: SECOND.key }),
    )
    expect(writeOn(change, 'claim')).toMatchObject({ guard: { equals: { expiry: over } } })
    expect(event).toMatchObject({ type: 'clip-adopted', attempt: 2, from: 'processing', to: 'completed' })
  })

  it('writes a lease where there is none', () => {
    const { change, event } = accepted(decide(records({ scene: { status: 'failed' } }), { objects: [PLAIN] }))
    expect(writeOn(change, 'claim')).toMatchObject({
      op: 'insert',
      value: { claimId: 'command-1', attempt: 0, floor: 0, clip: PLAIN.key, expiry: NOW },
    })
    expect(event).not.toHaveProperty('attempt')
  })

  it('replaces the lease of an earlier scene of the same number', () => {
    const claim = { sceneCreatedAt: over, attempt: 1, expiry: secondsFromNow(99) }
    const { change } = accepted(
      decide(records({ scene: { status: 'pending' }, claim }), { objects: [SECOND] }),
    )
    expect(after(change, 'claim', aClaim(claim))).toMatchObject({
      claimId: 'command-1',
      attempt: 2,
      floor: 2,
    })
  })

  it('replaces the video of a scene that is generated again', () => {
    const clips = { original: sceneKey('video_1_a.mp4'), lipSynced: sceneKey('l.mp4') }
    const state = records({
      scene: { status: 'completed', clips },
      claim: { floor: 1, attempt: 2, expiry: over },
    })
    const { event, result } = accepted(decide(state, { objects: [SECOND], insteadOf: clips.original }))
    expect(result.clips).toEqual({ original: SECOND.key, working: SECOND.key })
    expect(event.clipsSuperseded).toHaveLength(2)
  })

  it('says what keeps it from the best object', () => {
    const refused = (state: SceneRecords, given: Partial<AdoptInput>) => refusalOf(decide(state, given))
    const of = (obstacle: string, key?: string) => ({
      kind: 'not-adoptable',
      sequence: 3,
      obstacle,
      ...(key !== undefined && { key }),
    })
    expect(refused(records({}), {})).toEqual(of('no-candidate'))
    expect(refused(records({}), { objects: [PLAIN] })).toEqual(of('no-evidence', PLAIN.key))
    expect(refused(records({ claim: {} }), { objects: [SECOND] })).toEqual(of('claimed', SECOND.key))
    const video = { clips: { original: sceneKey('x.mp4') } }
    expect(refused(records({ scene: video }), { objects: [SECOND] })).toEqual(
      of('scene-has-video', SECOND.key),
    )
    expect(refused(records({}), { objects: [SECOND], usedKeys: new Set([SECOND.key]) })).toEqual(
      of('no-candidate'),
    )
    const young = { ...SECOND, lastModified: secondsFromNow(-59) }
    expect(refused(records({}), { objects: [young] })).toEqual(of('within-grace', SECOND.key))
    const settled = { attempt: 2, floor: 2, expiry: over }
    expect(refused(records({ claim: settled }), { objects: [SECOND] })).toEqual(
      of('settled-attempt', SECOND.key),
    )
  })

  it('waits for a higher attempt within its grace instead of taking a lower one', () => {
    const third = { ...SECOND, key: sceneKey('video_3_b.mp4'), lastModified: secondsFromNow(-1) }
    expect(refusalOf(decide(records({}), { objects: [SECOND, third] }))).toMatchObject({
      key: third.key,
      obstacle: 'within-grace',
    })
  })
})

describe('decideAdopt on request', () => {
  const request = (object: BlobStat) => ({ requested: { key: object.key, answer: object } })

  it('takes any original of the scene without evidence, and shuts everybody out', () => {
    const state = records({ scene: { status: 'pending' }, claim: { attempt: 1, floor: 1, jobId: 'job-1' } })
    const { change, result } = accepted(decide(state, request(PLAIN)))
    expect(result).toMatchObject({ status: 'completed', clips: { original: PLAIN.key } })
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({
        claimId: 'command-1',
        owner: 'tester',
        expiry: NOW,
        ended: true,
        attempt: 1,
        attemptBase: 1,
        floor: 1,
        clip: PLAIN.key,
      }),
    )
    expect(writeOn(change, 'claim')).not.toHaveProperty('guard.equals')
  })

  it('tells the reason, if one is given', () => {
    const asked = { ...request(PLAIN), reason: 'the provider delivered it by mail' }
    expect(accepted(decide(records({}), asked)).event.reason).toBe('the provider delivered it by mail')
    expect(accepted(decide(records({}), request(PLAIN))).event).not.toHaveProperty('reason')
  })

  it('settles the attempt of the object too', () => {
    const { change } = accepted(decide(records({}), request(SECOND)))
    expect(writeOn(change, 'claim')).toMatchObject({ value: { attempt: 2, floor: 2, attemptBase: 2 } })
  })

  it('replaces a video', () => {
    const clips = { original: sceneKey('video_1_a.mp4') }
    const { event } = accepted(decide(records({ scene: { status: 'completed', clips } }), request(SECOND)))
    expect(event.clipsSuperseded).toEqual([{ clip: 'original', key: clips.original }])
  })

  it('is done already when the scene has that clip', () => {
    const state = records({ scene: { clips: { original: PLAIN.key } } })
    expect(unchanged(decide(state, { requested: { key: PLAIN.key, answer: 'absent' } }))).toBe(
      state.scene.value,
    )
  })

  it.each(['absent', 'empty', 'unreachable'] as const)('is refused when the object is %s', (answer) => {
    expect(refusalOf(decide(records({}), { requested: { key: PLAIN.key, answer } }))).toEqual({
      kind: 'not-adoptable',
      sequence: 3,
      key: PLAIN.key,
      obstacle: answer,
    })
  })

  it('is refused for what is no original of the scene, in use, or older than it', () => {
    const other = { ...PLAIN, key: toObjectKey('mv/projects/91cf/scenes/004/video.mp4') }
    expect(refusalOf(decide(records({}), request(other)))).toMatchObject({ obstacle: 'other-scene' })
    const used = { ...request(PLAIN), usedKeys: new Set([PLAIN.key]) }
    expect(refusalOf(decide(records({}), used))).toMatchObject({ obstacle: 'in-use' })
    const old = { ...PLAIN, lastModified: secondsFromNow(-999_999) }
    expect(refusalOf(decide(records({}), request(old)))).toMatchObject({ obstacle: 'older-than-scene' })
  })
})
