import { describe, expect, it } from 'vitest'
import type { SetClipInput } from '../../../src/core/commands/set-clip.js'
import { decideSetClip } from '../../../src/core/commands/set-clip.js'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { aContext, records, sceneKey } from '../support/builders.js'
import { accepted, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const original = sceneKey('video_1_a.mp4')
const trimmed = sceneKey('working_clip_x.mp4')
const synced = sceneKey('lipsynced_x.mp4')
const others = { madeFrom: original, usedByOthers: new Set<string>() }
const trim: SetClipInput = { ...others, clip: 'working', key: trimmed, trimPoints: { in: 0.2, out: 0.3 } }
const sync: SetClipInput = { ...others, clip: 'lipSynced', key: synced }

function withVideo(given: Parameters<typeof records>[0]['scene'] = {}): SceneRecords {
  const clips = { original, working: original, lipSynced: sceneKey('lipsynced.mp4') }
  return records({ scene: { status: 'completed', clips, durationSeconds: 8, ...given }, claim: {} })
}

function decide(state: SceneRecords, input: SetClipInput) {
  return decideSetClip(state, input, aContext())
}

describe('decideSetClip', () => {
  it('sets a trimmed clip with its points and length, and drops a lip-sync of another cut', () => {
    const { change, event, result } = accepted(decide(withVideo(), trim))
    expect(result).toMatchObject({
      status: 'completed',
      clips: { original, working: trimmed },
      trimPoints: { in: 0.2, out: 0.3 },
      durationSeconds: 0.1,
    })
    expect(operations(change)).toEqual(['update scene'])
    expect(writeOn(change, 'scene')).toMatchObject({ guard: { equals: { clips: { original } } } })
    expect(event).toMatchObject({ type: 'clip-set', durationSeconds: 0.1, clips: result.clips })
    expect(event).not.toHaveProperty('jobId')
    expect(result.clips).not.toHaveProperty('lipSynced')
    expect(event.clipsSuperseded).toEqual([{ clip: 'lipSynced', key: sceneKey('lipsynced.mp4') }])
  })

  it('sets a lip-synced clip with the job that made it, and lists the one it replaces', () => {
    const { event, result } = accepted(decide(withVideo(), { ...sync, jobId: 'job-9' }))
    expect(result).toMatchObject({
      clips: { original, working: original, lipSynced: synced },
      lipsyncJobId: 'job-9',
      durationSeconds: 8,
    })
    expect(event).toMatchObject({
      jobId: 'job-9',
      clipsSuperseded: [{ clip: 'lipSynced', key: sceneKey('lipsynced.mp4') }],
    })
    expect(event).not.toHaveProperty('durationSeconds')
  })

  it('keeps a lip-sync of the same cut only', () => {
    const clips = { original, working: trimmed, lipSynced: synced }
    const same = { clips, trimPoints: { in: 0.2, out: 0.3 }, durationSeconds: 0.1 }
    const kept = (given: Parameters<typeof withVideo>[0]) =>
      accepted(decide(withVideo({ ...same, ...given }), trim)).result.clips.lipSynced
    expect(kept({ durationSeconds: 8 })).toBe(synced)
    expect(kept({ trimPoints: { in: 0.1, out: 0.3 } })).toBeUndefined()
    expect(kept({ trimPoints: { in: 0.2, out: 0.4 } })).toBeUndefined()
    expect(kept({ clips: { ...clips, working: original } })).toBeUndefined()
  })

  it('drops a lip-sync where nobody knows of which cut it is', () => {
    const state = withVideo({ clips: { original, working: trimmed, lipSynced: synced } })
    expect(accepted(decide(state, trim)).result.clips).not.toHaveProperty('lipSynced')
  })

  it('takes the original itself to undo a trim', () => {
    const state = withVideo({ clips: { original, working: trimmed }, trimPoints: { in: 1, out: 2 } })
    const whole: SetClipInput = { ...trim, key: original, trimPoints: { in: 0, out: 8 } }
    const { event, result } = accepted(decide(state, { ...whole, usedByOthers: new Set([original]) }))
    expect(result).toMatchObject({ clips: { original, working: original }, trimPoints: { in: 0, out: 8 } })
    expect(event.clipsSuperseded).toEqual([{ clip: 'working', key: trimmed }])
  })

  it('is open while the film is composed and in any status', () => {
    const state = withVideo({ status: 'processing' })
    const composing = records({ scene: state.scene.value, project: { status: 'composing' } })
    expect(accepted(decide(composing, trim)).result.status).toBe('processing')
  })

  it('is done already when all is so', () => {
    const clips = { original, working: trimmed, lipSynced: synced }
    const done = withVideo({ clips, trimPoints: { in: 0.2, out: 0.3 }, durationSeconds: 0.1 })
    expect(unchanged(decide(done, trim))).toBe(done.scene.value)
    expect(unchanged(decide(done, sync))).toBe(done.scene.value)
    expect(accepted(decide(done, { ...sync, jobId: 'job-9' })).result.lipsyncJobId).toBe('job-9')
  })

  it.each([trim, sync])('is refused when the scene has no video, or another by now: %j', (input) => {
    expect(refusalOf(decide(records({}), input))).toEqual({ kind: 'no-video', sequence: 3 })
    const current = sceneKey('video_2_b.mp4')
    expect(refusalOf(decide(withVideo({ clips: { original: current } }), input))).toEqual({
      kind: 'video-changed',
      sequence: 3,
      madeFrom: original,
      current,
    })
  })

  it('is refused for the key of something else', () => {
    const refused = (input: SetClipInput, text: string) => {
      const key = toObjectKey(text)
      expect(refusalOf(decide(withVideo(), { ...input, key }))).toEqual({
        kind: 'unfit-key',
        sequence: 3,
        key,
      })
    }
    refused(trim, synced)
    refused(trim, 'mv/projects/91cf/scenes/004/working_clip_x.mp4')
    refused(sync, trimmed)
    refused(sync, original)
    refused(sync, 'mv/projects/91cf/scenes/004/lipsynced.mp4')
  })

  it('is refused for a clip that another scene uses', () => {
    const key = toObjectKey('elsewhere/clip.mp4')
    expect(accepted(decide(withVideo(), { ...trim, key })).result.clips.working).toBe(key)
    expect(refusalOf(decide(withVideo(), { ...trim, key, usedByOthers: new Set([key]) }))).toEqual({
      kind: 'not-adoptable',
      sequence: 3,
      key,
      obstacle: 'in-use',
    })
  })
})
