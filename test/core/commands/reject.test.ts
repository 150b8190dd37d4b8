import { describe, expect, it } from 'vitest'
import { decideReject } from '../../../src/core/commands/reject.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { aContext, aScene, NOW, records, sceneKey } from '../support/builders.js'
import { accepted, after, refusalOf } from '../support/decisions.js'

const clips = { original: sceneKey('video_2_a.mp4'), working: sceneKey('w.mp4') }
const input = { reason: 'six fingers' }

describe('decideReject', () => {
  it('fails the scene with the reason, its clips in history, and shuts everybody out', () => {
    const scene = { status: 'completed', clips, trimPoints: { in: 0, out: 8 }, errorMessage: 'old' } as const
    const state = records({ scene, claim: { attempt: 2, floor: 1, clip: clips.original } })
    const { change, event, result } = accepted(decideReject(state, input, aContext()))
    expect(result).toMatchObject(
      aScene({ status: 'failed', errorMessage: 'six fingers', failedAt: NOW, updatedAt: NOW }),
    )
    expect(result).not.toHaveProperty('trimPoints')
    expect(after(change, 'claim', state.claim?.value)).toMatchObject({
      claimId: 'command-1',
      ended: true,
      attempt: 2,
      attemptBase: 2,
      floor: 2,
    })
    expect(after(change, 'claim', state.claim?.value)).not.toHaveProperty('clip')
    expect(event).toMatchObject({
      type: 'scene-rejected',
      reason: 'six fingers',
      from: 'completed',
      to: 'failed',
      clips: {},
      clipsSuperseded: [
        { clip: 'original', key: clips.original },
        { clip: 'working', key: clips.working },
      ],
    })
  })

  it('takes the scene from whoever generates it again', () => {
    const state = records({ scene: { status: 'completed', clips }, claim: {} })
    const { change } = accepted(decideReject(state, input, aContext()))
    expect(after(change, 'claim', state.claim?.value)).toMatchObject({ claimId: 'command-1', expiry: NOW })
  })

  it('is refused without a video, and in any other status unless moves are free', () => {
    expect(refusalOf(decideReject(records({ scene: { status: 'completed' } }), input, aContext()))).toEqual({
      kind: 'no-video',
      sequence: 3,
    })
    const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
    for (const status of ['pending', 'processing', 'failed'] as const) {
      const state = records({ scene: { status, clips } })
      expect(refusalOf(decideReject(state, input, aContext()))).toEqual({
        kind: 'transition',
        of: 'scene',
        from: status,
        to: 'failed',
        by: 'reject',
        sequence: 3,
      })
      expect(accepted(decideReject(state, input, aContext({ policy }))).result.status).toBe('failed')
    }
  })

  it('is refused while the film is composed', () => {
    const state = records({ scene: { status: 'completed', clips }, project: { status: 'composing' } })
    expect(refusalOf(decideReject(state, input, aContext()))).toMatchObject({
      kind: 'project-status',
      command: 'reject',
    })
  })
})
