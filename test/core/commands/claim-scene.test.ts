import { describe, expect, it } from 'vitest'
import { decideClaim } from '../../../src/core/commands/claim-scene.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
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
import { accepted, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const INPUT = { owner: 'worker-9', leaseMs: 120_000 }
const over = secondsFromNow(-1)

function decide(state: SceneRecords, regenerate?: boolean, policy = {}) {
  const context = aContext({ policy: { ...DEFAULT_POLICY, ...policy } })
  return decideClaim(state, { ...INPUT, ...(regenerate !== undefined && { regenerate }) }, context)
}

describe('decideClaim', () => {
  it('makes a scene without a video processing, under a claim of its own', () => {
    const { change, event, result } = accepted(decide(records({})))
    const order = Date.parse(NOW)
    const scene = aScene({ status: 'processing', generationStartedAt: NOW, updatedAt: NOW, order })
    const claim = aClaim({ claimId: 'command-1', owner: 'worker-9', expiry: secondsFromNow(120) })
    expect(result).toEqual({ scene, claim })
    expect(change.writes).toEqual([
      {
        op: 'update',
        ref: { kind: 'scene', projectId: '91cf', sequence: 3 },
        set: { status: 'processing', generationStartedAt: NOW, updatedAt: NOW, order },
        guard: {
          revision: 'commit:scene-commit',
          equals: { status: 'pending', clips: { original: null } },
        },
      },
      { op: 'insert', ref: { kind: 'claim', projectId: '91cf', sequence: 3 }, value: claim },
      {
        op: 'check',
        ref: { kind: 'project', projectId: '91cf' },
        guard: { equals: { status: 'processing' } },
      },
    ])
    expect(event).toEqual({
      version: 1,
      id: 'command-1.1',
      type: 'scene-claimed',
      time: NOW,
      order,
      projectId: '91cf',
      actor: 'tester',
      sequence: 3,
      attempt: 1,
      from: 'pending',
      to: 'processing',
    })
  })

  it('takes over a claim whose lease is over, guarded on its expiry, and keeps its history and its job', () => {
    const claim = {
      expiry: over,
      attempt: 4,
      attemptBase: 2,
      floor: 1,
      jobId: 'job-1',
      clip: sceneKey('video_1_a.mp4'),
    }
    const { change, result } = accepted(decide(records({ scene: { status: 'processing' }, claim })))
    expect(result.claim).toEqual({
      ...aClaim({ ...claim, claimId: 'command-1', owner: 'worker-9', attempt: 5 }),
      expiry: secondsFromNow(120),
    })
    expect(writeOn(change, 'claim')).toMatchObject({
      op: 'update',
      guard: { revision: 'commit:claim-commit', equals: { expiry: over } },
    })
  })

  it('drops the job of an earlier scene of the same number, and settles its attempts', () => {
    const claim = { sceneCreatedAt: over, attempt: 4, floor: 1, jobId: 'job-1' }
    const { change, result } = accepted(decide(records({ claim })))
    expect(result.claim).toMatchObject({ attempt: 5, attemptBase: 4, floor: 4, sceneCreatedAt: CREATED })
    expect(result.claim).not.toHaveProperty('jobId')
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'update', set: { jobId: null } })
  })

  it.each(['pending', 'queued'] as const)('moves a project that is %s to processing', (status) => {
    const { change, event } = accepted(decide(records({ project: { status, listedAs: status } })))
    expect(writeOn(change, 'project')).toEqual({
      op: 'update',
      ref: { kind: 'project', projectId: '91cf' },
      set: { status: 'processing', listedAs: 'processing', updatedAt: NOW, order: Date.parse(NOW) },
      guard: { equals: { status, order: null } },
    })
    expect(event.project).toEqual({ from: status, to: 'processing', order: Date.parse(NOW) })
  })

  it.each(['processing', 'completed', 'failed', 'generating_scenes'] as const)(
    'only relies on the status of a project that is %s',
    (status) => {
      const { change, event } = accepted(decide(records({ project: { status } })))
      expect(operations(change)).toEqual(['check project', 'insert claim', 'update scene'])
      expect(writeOn(change, 'project')).toMatchObject({ guard: { equals: { status } } })
      expect(event).not.toHaveProperty('project')
    },
  )

  it('leaves a scene that is generated again as it is', () => {
    const clips = { original: sceneKey('video.mp4'), lipSynced: sceneKey('lipsynced.mp4') }
    const { event, result } = accepted(decide(records({ scene: { status: 'completed', clips } }), true))
    expect(result.scene).toMatchObject({ status: 'completed', clips, generationStartedAt: NOW })
    for (const field of ['from', 'to', 'clips', 'clipsSuperseded']) expect(event).not.toHaveProperty(field)
  })

  it('leaves the error of an earlier attempt to history', () => {
    const scene = { status: 'failed', errorMessage: 'no credit', failedAt: NOW } as const
    const { event, result } = accepted(decide(records({ scene })))
    expect(result.scene).not.toHaveProperty('errorMessage')
    expect(result.scene).not.toHaveProperty('failedAt')
    expect(event.reason).toBe('no credit')
  })

  it('replaces only the video that was named', () => {
    const original = sceneKey('video.mp4')
    const state = records({ scene: { status: 'completed', clips: { original } } })
    const again = (insteadOf: string) =>
      decideClaim(state, { ...INPUT, regenerate: true, insteadOf: sceneKey(insteadOf) }, aContext())
    expect(accepted(again('video.mp4')).result.scene.clips).toEqual({ original })
    expect(refusalOf(again('older.mp4'))).toEqual({ kind: 'has-video', sequence: 3 })
  })

  it('takes over at once from a holder who ended the claim', () => {
    const claim = { ended: true, expiry: secondsFromNow(60) }
    expect(
      accepted(decide(records({ scene: { status: 'pending' }, claim }))).result.claim,
    ).not.toHaveProperty('ended')
  })

  it('is done already under its own claim', () => {
    const state = records({ scene: { status: 'processing' }, claim: { claimId: 'command-1' } })
    expect(unchanged(decide(state))).toEqual({ scene: state.scene.value, claim: state.claim?.value })
  })

  it('claims a completed scene without a video', () => {
    expect(accepted(decide(records({ scene: { status: 'completed' } }))).result.scene.status).toBe(
      'processing',
    )
  })
})

describe('decideClaim refuses', () => {
  const withVideo = { status: 'completed', clips: { original: sceneKey('video.mp4') } } as const

  it('a scene that has a video, unless it is to be generated again', () => {
    expect(refusalOf(decide(records({ scene: withVideo })))).toEqual({ kind: 'has-video', sequence: 3 })
    expect(refusalOf(decide(records({ scene: withVideo }), false))).toEqual({
      kind: 'has-video',
      sequence: 3,
    })
  })

  it('a scene that somebody generates, first time or again', () => {
    const refusal = { kind: 'claimed', sequence: 3, owner: 'worker-1', until: secondsFromNow(60) }
    expect(refusalOf(decide(records({ claim: {} })))).toEqual(refusal)
    expect(refusalOf(decide(records({ scene: withVideo, claim: {} }), true))).toEqual(refusal)
  })

  it('what selection leaves out under the same policy', () => {
    const young = records({ scene: { status: 'processing', updatedAt: secondsFromNow(-1) } })
    expect(refusalOf(decide(young, false, { foreignGraceMs: 2_000 }))).toEqual({
      kind: 'foreign-claim',
      sequence: 3,
      until: secondsFromNow(1),
    })
    const failed = records({ scene: { status: 'failed' } })
    expect(refusalOf(decide(failed, false, { skipStatuses: ['failed'] }))).toEqual({
      kind: 'status-skipped',
      sequence: 3,
      status: 'failed',
    })
  })

  it('while the film is composed, whatever the policy', () => {
    const state = records({ project: { status: 'composing' } })
    expect(refusalOf(decide(state))).toMatchObject({
      kind: 'project-status',
      command: 'claim',
      status: 'composing',
    })
    expect(refusalOf(decide(state, false, { transitions: 'permissive' })).kind).toBe('project-status')
  })
})
