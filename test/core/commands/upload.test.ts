import { describe, expect, it } from 'vitest'
import type { UploadInput } from '../../../src/core/commands/upload.js'
import { decideUpload } from '../../../src/core/commands/upload.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import { aClaim, aContext, NOW, records, sceneKey, secondsFromNow } from '../support/builders.js'
import { accepted, after, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const KEY = sceneKey('video_upload_x.mp4')

function decide(state: SceneRecords, given: Partial<UploadInput> = {}) {
  return decideUpload(state, { key: KEY, usedByOthers: new Set(), ...given }, aContext())
}

describe('decideUpload', () => {
  const clips = {
    original: sceneKey('video_2_a.mp4'),
    working: sceneKey('w.mp4'),
    lipSynced: sceneKey('l.mp4'),
  }
  const scene = {
    status: 'completed',
    clips,
    errorMessage: 'no',
    failedAt: NOW,
    durationSeconds: 3,
    trimPoints: { in: 1, out: 4 },
  } as const

  it('makes the video the whole of the scene, and lists what it replaces', () => {
    const { event, result } = accepted(decide(records({ scene }), { durationSeconds: 6 }))
    expect(result).toMatchObject({
      status: 'completed',
      clips: { original: KEY, working: KEY },
      durationSeconds: 6,
      trimPoints: { in: 0, out: 6 },
    })
    expect(result).not.toHaveProperty('errorMessage')
    expect(result).not.toHaveProperty('failedAt')
    expect(event).toMatchObject({
      type: 'clip-uploaded',
      durationSeconds: 6,
      clipsSuperseded: [
        { clip: 'original', key: clips.original },
        { clip: 'working', key: clips.working },
        { clip: 'lipSynced', key: clips.lipSynced },
      ],
    })
  })

  it('clears the trim points where the length is not known', () => {
    const { event, result } = accepted(decide(records({ scene })))
    expect(result).not.toHaveProperty('trimPoints')
    expect(event).not.toHaveProperty('durationSeconds')
  })

  it.each(SCENE_STATUSES)('is open for a scene that is %s, while the film is composed too', (status) => {
    for (const project of [{}, { status: 'composing' }] as const) {
      expect(accepted(decide(records({ scene: { status }, project }))).result.status).toBe('completed')
    }
  })

  it('shuts a worker out, and settles its attempts', () => {
    const state = records({ scene: { status: 'processing' }, claim: { attempt: 2, jobId: 'job-1' } })
    const { change } = accepted(decide(state))
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({
        claimId: 'command-1',
        owner: 'tester',
        expiry: NOW,
        ended: true,
        attempt: 2,
        attemptBase: 2,
        floor: 2,
        clip: KEY,
      }),
    )
    expect(writeOn(change, 'claim')).toMatchObject({ guard: { revision: 'commit:claim-commit' } })
  })

  it('writes a fence where there is no lease, above the attempt of the key', () => {
    const { change } = accepted(decide(records({}), { key: sceneKey('video_5_a.mp4') }))
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'insert', value: { attempt: 5, floor: 5 } })
  })

  it('is done already when the scene has the video and nobody replaces it', () => {
    const done = { status: 'completed', clips: { original: KEY } } as const
    const state = records({ scene: done, claim: { expiry: secondsFromNow(-1) } })
    expect(unchanged(decide(state))).toBe(state.scene.value)
    const replaced = records({ scene: done, claim: {} })
    expect(writeOn(accepted(decide(replaced)).change, 'claim')).toMatchObject({ set: { ended: true } })
    const stale = records({ scene: { ...done, status: 'processing' } })
    expect(accepted(decide(stale)).result.status).toBe('completed')
  })

  it('is refused for the key of something else', () => {
    for (const key of [
      'mv/projects/91cf/scenes/004/video.mp4',
      'mv/projects/91cf/final.mp4',
      sceneKey('working_clip_1.mp4'),
      sceneKey('lipsynced.mp4'),
    ].map(toObjectKey)) {
      expect(refusalOf(decide(records({}), { key }))).toEqual({ kind: 'unfit-key', sequence: 3, key })
    }
  })

  it('is refused for a clip of another scene', () => {
    const key = toObjectKey('elsewhere/clip.mp4')
    expect(accepted(decide(records({}), { key })).result.clips.original).toBe(key)
    expect(refusalOf(decide(records({}), { key, usedByOthers: new Set([key]) }))).toEqual({
      kind: 'not-adoptable',
      sequence: 3,
      key,
      obstacle: 'in-use',
    })
  })
})
