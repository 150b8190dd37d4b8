import { describe, expect, it } from 'vitest'
import { decideComplete } from '../../../src/core/commands/complete.js'
import { toObjectKey, toStoredKey } from '../../../src/core/model/object-key.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { aClaim, aContext, aScene, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const KEY = sceneKey('video_4_claim-1.mp4')
const INPUT = { claimId: 'claim-1', key: KEY, durationSeconds: 7.5 }

function decide(state: SceneRecords, given: Partial<typeof INPUT> = {}) {
  return decideComplete(state, { ...INPUT, ...given }, aContext())
}

describe('decideComplete', () => {
  it('sets the clip as a whole and ends the lease with its attempt settled', () => {
    const scene = {
      status: 'processing',
      errorMessage: 'no',
      failedAt: NOW,
      durationSeconds: 8,
      order: 5,
    } as const
    const state = records({ scene, claim: { attempt: 4, attemptBase: 1, jobId: 'job-1' } })
    const { change, event, result } = accepted(decide(state))
    const order = Date.parse(NOW)
    expect(result).toStrictEqual(
      aScene({
        status: 'completed',
        clips: { original: KEY, working: KEY },
        durationSeconds: 7.5,
        trimPoints: { in: 0, out: 7.5 },
        generationCompletedAt: NOW,
        updatedAt: NOW,
        order,
        ledger: 1,
      }),
    )
    expect(after(change, 'scene', state.scene.value)).toEqual(result)
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({ expiry: NOW, ended: true, attempt: 4, attemptBase: 4, floor: 4, clip: KEY }),
    )
    expect(operations(change)).toEqual(['update claim', 'update project', 'update scene'])
    expect(writeOn(change, 'claim')).toMatchObject({ guard: { revision: 'commit:claim-commit' } })
    expect(writeOn(change, 'scene')).toMatchObject({
      guard: { revision: 'commit:scene-commit', equals: { status: 'processing', clips: { original: null } } },
    })
    expect(event).toEqual({
      version: 1,
      id: 'command-1.1',
      type: 'scene-completed',
      time: NOW,
      order,
      projectId: '91cf',
      actor: 'tester',
      sequence: 3,
      attempt: 4,
      jobId: 'job-1',
      durationSeconds: 7.5,
      from: 'processing',
      to: 'completed',
      clips: { original: KEY, working: KEY },
    })
  })

  it('does not rely on the expiry of a lease that a heartbeat may move', () => {
    const { change } = accepted(decide(records({ scene: { status: 'processing' }, claim: { attempt: 4 } })))
    expect(writeOn(change, 'claim')).not.toHaveProperty('guard.equals')
  })

  it('uses the wanted length where the real one is not known, and no older trim points', () => {
    const trimPoints = { in: 1, out: 2 }
    const decideWithout = (durationSeconds?: number) => {
      const scene = {
        status: 'processing',
        trimPoints,
        ...(durationSeconds !== undefined && { durationSeconds }),
      } as const
      const state = records({ scene, claim: { attempt: 4 } })
      return accepted(decideComplete(state, { claimId: 'claim-1', key: KEY }, aContext()))
    }
    const { result, event } = decideWithout(8)
    expect(result).toMatchObject({ durationSeconds: 8, trimPoints: { in: 0, out: 8 } })
    expect(event).not.toHaveProperty('durationSeconds')
    expect(decideWithout().result).not.toHaveProperty('trimPoints')
    expect(decideWithout().result).not.toHaveProperty('durationSeconds')
  })

  it('supersedes the old clips of a scene that was generated again, a lip-synced one included', () => {
    const clips = {
      original: sceneKey('video.mp4'),
      working: toStoredKey('https://media.example/working.mp4'),
      lipSynced: sceneKey('lipsynced.mp4'),
    }
    const { event, result } = accepted(
      decide(records({ scene: { status: 'completed', clips }, claim: { attempt: 4 } })),
    )
    expect(result).toMatchObject({ status: 'completed', clips: { original: KEY, working: KEY } })
    expect(result.clips).not.toHaveProperty('lipSynced')
    expect(event).not.toHaveProperty('from')
    expect(event.clipsSuperseded).toEqual([
      { clip: 'original', key: clips.original },
      { clip: 'working', key: clips.working },
      { clip: 'lipSynced', key: clips.lipSynced },
    ])
  })

  it('supersedes no key by itself', () => {
    const clips = { original: sceneKey('video.mp4'), working: KEY }
    const { event } = accepted(
      decide(records({ scene: { status: 'completed', clips }, claim: { attempt: 4 } })),
    )
    expect(event.clipsSuperseded).toEqual([{ clip: 'original', key: clips.original }])
  })

  it.each(SCENE_STATUSES)('lets a slow winner finish a scene that is %s, its lease long over', (status) => {
    const state = records({ scene: { status }, claim: { attempt: 4, expiry: secondsFromNow(-9_999) } })
    expect(accepted(decide(state)).result.status).toBe('completed')
  })

  it('is accepted while the film is composed', () => {
    const state = records({
      scene: { status: 'processing' },
      claim: { attempt: 4 },
      project: { status: 'composing' },
    })
    expect(accepted(decide(state)).result.status).toBe('completed')
  })

  it('is done already when the scene has this very clip and the claim is over or another', () => {
    const scene = { status: 'pending', clips: { original: KEY } } as const
    for (const claim of [undefined, { claimId: 'claim-2' }, { attempt: 4, ended: true }]) {
      const state = records({ scene, ...(claim !== undefined && { claim }) })
      expect(unchanged(decide(state))).toBe(state.scene.value)
    }
  })

  it('ends a claim whose clip the scene has already', () => {
    const scene = { status: 'completed', clips: { original: KEY, working: KEY } } as const
    const { change, event } = accepted(decide(records({ scene, claim: { attempt: 4 } })))
    expect(after(change, 'claim', aClaim())).toMatchObject({ ended: true, floor: 4, clip: KEY })
    expect(event).not.toHaveProperty('clipsSuperseded')
  })
})

describe('decideComplete refuses', () => {
  const lost = { kind: 'claim-lost', projectId: '91cf', sequence: 3, claimId: 'claim-1' }

  it('a claim that was replaced, is for an earlier scene, or is gone', () => {
    expect(refusalOf(decide(records({ claim: { claimId: 'claim-2' } })))).toEqual(lost)
    expect(refusalOf(decide(records({ claim: { sceneCreatedAt: NOW } })))).toEqual(lost)
    expect(refusalOf(decide(records({})))).toEqual(lost)
  })

  it.each([
    'mv/projects/91cf/scenes/004/video_4_claim-1.mp4',
    'mv/projects/other/scenes/003/video_4_claim-1.mp4',
    'mv/projects/91cf/scenes/004/video.mp4',
    'mv/projects/91cf/scenes/scene_004.mp4',
    'mv/projects/91cf/scenes/003/lipsynced.mp4',
    'mv/projects/91cf/scenes/003/working_clip_1.mp4',
    'mv/projects/91cf/scenes/003/video_5_claim-1.mp4',
    'mv/projects/91cf/scenes/003/video_4_claim-2.mp4',
    'mv/projects/91cf/final.mp4',
  ])('a key of the layout that is no clip of this attempt: %s', (text) => {
    const key = toObjectKey(text)
    expect(refusalOf(decide(records({ claim: { attempt: 4 } }), { key }))).toEqual({
      kind: 'unfit-key',
      sequence: 3,
      key,
    })
  })

  it('no clip of this claim although its lease counts further since: it adopted the clip of a later attempt', () => {
    const clips = { original: sceneKey('video_6_claim-0.mp4') }
    const state = records({
      scene: { status: 'completed', clips },
      claim: { attempt: 6, floor: 6, ended: true },
    })
    const { change, result } = accepted(decide(state))
    expect(result.clips.original).toBe(KEY)
    expect(after(change, 'claim', state.claim?.value)).toMatchObject({ attempt: 6, floor: 6, clip: KEY })
  })

  it.each([
    'elsewhere/clip.mp4',
    'mv/projects/91cf/scenes/003/video.mp4',
    'mv/projects/91cf/scenes/003/video_upload.mp4',
    'mv/projects/91cf/scenes/scene_003.mp4',
  ])('neither an original without a number nor a key outside the layout: %s', (text) => {
    const { result } = accepted(decide(records({ claim: { attempt: 4 } }), { key: toObjectKey(text) }))
    expect(result.clips.original).toBe(text)
  })
})
