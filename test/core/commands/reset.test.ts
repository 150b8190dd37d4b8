import { describe, expect, it } from 'vitest'
import { decideReset } from '../../../src/core/commands/reset.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import {
  aClaim,
  aContext,
  aScene,
  CREATED,
  NOW,
  records,
  sceneKey,
  secondsFromNow,
} from '../support/builders.js'
import { accepted, after, operations, refusalOf, writeOn } from '../support/decisions.js'

const FENCE = {
  projectId: '91cf',
  sequence: 3,
  claimId: 'command-1',
  owner: 'tester',
  expiry: NOW,
  ended: true,
  sceneCreatedAt: CREATED,
}

describe('decideReset', () => {
  it('takes a scene back to its beginning, its clips to history, and shuts everybody out', () => {
    const clips = {
      original: sceneKey('video_2_claim-1.mp4'),
      working: sceneKey('w.mp4'),
      lipSynced: sceneKey('l.mp4'),
    }
    const scene = {
      status: 'completed',
      clips,
      errorMessage: 'no',
      failedAt: NOW,
      trimPoints: { in: 0, out: 8 },
      generationCompletedAt: NOW,
      retryCount: 2,
    } as const
    const state = records({ scene, claim: { attempt: 2, floor: 1, jobId: 'job-1', clip: clips.original } })
    const { change, event, result } = accepted(decideReset(state, { reason: 'blurry' }, aContext()))
    expect(result).toStrictEqual(aScene({ retryCount: 2, updatedAt: NOW, order: Date.parse(NOW), ledger: 1 }))
    expect(after(change, 'claim', state.claim?.value)).toStrictEqual({
      ...FENCE,
      attempt: 2,
      attemptBase: 2,
      floor: 2,
    })
    expect(event).toMatchObject({
      type: 'scene-reset',
      reason: 'blurry',
      from: 'completed',
      to: 'pending',
      clips: {},
      clipsSuperseded: [
        { clip: 'original', key: clips.original },
        { clip: 'working', key: clips.working },
        { clip: 'lipSynced', key: clips.lipSynced },
      ],
    })
    expect(operations(change)).toEqual(['update claim', 'update project', 'update scene'])
    expect(writeOn(change, 'claim')).toMatchObject({ guard: { revision: 'commit:claim-commit' } })
    expect(writeOn(change, 'project')).toMatchObject({ guard: { equals: { status: 'processing' } } })
  })

  it('writes a fence also where there was no lease, above every attempt that the clip names', () => {
    const clips = { original: sceneKey('video_7_x.mp4') }
    const { change } = accepted(
      decideReset(records({ scene: { status: 'completed', clips } }), {}, aContext()),
    )
    expect(writeOn(change, 'claim')).toEqual({
      op: 'insert',
      ref: { kind: 'claim', projectId: '91cf', sequence: 3 },
      value: { ...FENCE, attempt: 7, attemptBase: 7, floor: 7 },
    })
  })

  it('takes the scene from whoever generates it', () => {
    const state = records({ scene: { status: 'processing' }, claim: { expiry: secondsFromNow(99) } })
    const { change, event } = accepted(decideReset(state, {}, aContext()))
    expect(after(change, 'claim', aClaim())).toMatchObject({ claimId: 'command-1', expiry: NOW, floor: 1 })
    expect(event).not.toHaveProperty('reason')
    expect(event).not.toHaveProperty('clips')
  })

  it.each(['processing', 'failed', 'completed'] as const)('is open for a scene that is %s', (status) => {
    expect(accepted(decideReset(records({ scene: { status } }), {}, aContext())).result.status).toBe(
      'pending',
    )
  })

  it('is refused for a scene that is pending, unless moves are free', () => {
    expect(refusalOf(decideReset(records({}), {}, aContext()))).toEqual({
      kind: 'transition',
      of: 'scene',
      from: 'pending',
      to: 'pending',
      by: 'reset',
      sequence: 3,
    })
    const policy = { ...DEFAULT_POLICY, transitions: 'permissive' } as const
    expect(accepted(decideReset(records({}), {}, aContext({ policy }))).result.status).toBe('pending')
  })

  it('is refused while the film is composed', () => {
    const state = records({ scene: { status: 'completed' }, project: { status: 'composing' } })
    const refusal = refusalOf(decideReset(state, {}, aContext()))
    expect(refusal).toMatchObject({ kind: 'project-status', command: 'reset', status: 'composing' })
    expect(refusal.kind === 'project-status' && refusal.allowed).not.toContain('composing')
  })

  it('relies on the project not being composed, also where no count changes', () => {
    const state = records({ scene: { status: 'processing' }, claim: {} })
    expect(operations(accepted(decideReset(state, {}, aContext())).change)).toEqual([
      'check project',
      'update claim',
      'update scene',
    ])
  })
})
