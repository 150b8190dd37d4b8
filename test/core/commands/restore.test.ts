import { describe, expect, it } from 'vitest'
import type { RestoreInput } from '../../../src/core/commands/restore.js'
import { decideRestore } from '../../../src/core/commands/restore.js'
import type { SceneRecords } from '../../../src/core/model/records.js'
import { SCENE_STATUSES } from '../../../src/core/model/status.js'
import { aClaim, aContext, anEvent, NOW, records, sceneKey } from '../support/builders.js'
import { accepted, after, operations, refusalOf, unchanged, writeOn } from '../support/decisions.js'

const KEY = sceneKey('video_1_a.mp4')
const COMPLETED = anEvent({
  type: 'scene-completed',
  sequence: 3,
  clips: { original: KEY },
  durationSeconds: 8,
})

function decide(state: SceneRecords, given: Partial<RestoreInput> = {}) {
  const input = { key: KEY, history: [COMPLETED], usedByOthers: new Set<string>(), ...given }
  return decideRestore(state, input, aContext())
}

describe('decideRestore', () => {
  it('takes the clip back as a whole, with the length that history knows', () => {
    const clips = { original: sceneKey('video_2_b.mp4'), lipSynced: sceneKey('lipsynced.mp4') }
    const scene = { status: 'completed', clips, durationSeconds: 2, trimPoints: { in: 0, out: 2 } } as const
    const { event, result } = accepted(decide(records({ scene })))
    expect(result).toMatchObject({
      clips: { original: KEY, working: KEY },
      durationSeconds: 8,
      trimPoints: { in: 0, out: 8 },
    })
    expect(event).toMatchObject({ type: 'clip-restored', durationSeconds: 8 })
    expect(event.clipsSuperseded).toEqual([
      { clip: 'original', key: clips.original },
      { clip: 'lipSynced', key: clips.lipSynced },
    ])
    const { durationSeconds: _unknown, ...event2 } = COMPLETED
    const unknown = accepted(decide(records({ scene }), { history: [event2] }))
    expect(unknown.result).not.toHaveProperty('trimPoints')
    expect(unknown.event).not.toHaveProperty('durationSeconds')
  })

  it.each(SCENE_STATUSES)('is open for a scene that is %s, and shuts a worker out', (status) => {
    const state = records({
      scene: { status },
      claim: { attempt: 3, floor: 1, jobId: 'job-1' },
      project: { status: 'composing' },
    })
    const { change, result } = accepted(decide(state))
    expect(result.status).toBe('completed')
    expect(after(change, 'claim', state.claim?.value)).toEqual(
      aClaim({
        claimId: 'command-1',
        owner: 'tester',
        expiry: NOW,
        ended: true,
        attempt: 3,
        attemptBase: 3,
        floor: 3,
        clip: KEY,
      }),
    )
  })

  it('settles the attempt of the clip where the lease was lost', () => {
    const { change } = accepted(decide(records({})))
    expect(writeOn(change, 'claim')).toMatchObject({ op: 'insert', value: { attempt: 1, floor: 1 } })
  })

  it('is done already when the scene has the clip', () => {
    const state = records({ scene: { clips: { original: KEY } } })
    expect(unchanged(decide(state, { history: [] }))).toBe(state.scene.value)
  })

  it('shuts out a worker who is about to replace the clip, and changes nothing else', () => {
    const clips = { original: KEY, working: sceneKey('working_clip_x.mp4') }
    const state = records({ scene: { status: 'completed', clips }, claim: { attempt: 3 } })
    const { change, event, result } = accepted(decide(state, { history: [] }))
    expect(operations(change)).toEqual(['update claim', 'update scene'])
    expect(after(change, 'claim', state.claim?.value)).toMatchObject({ claimId: 'command-1', ended: true })
    expect(event.type).toBe('clip-restored')
    expect(result).toMatchObject({ status: 'completed', clips })
    const over = records({ scene: { clips }, claim: { expiry: NOW } })
    expect(unchanged(decide(over, { history: [] }))).toBe(over.scene.value)
  })

  it('is refused for a clip that history does not know, or that another scene uses', () => {
    expect(refusalOf(decide(records({}), { history: [] }))).toEqual({
      kind: 'not-in-history',
      sequence: 3,
      key: KEY,
    })
    expect(refusalOf(decide(records({}), { usedByOthers: new Set([KEY]) }))).toMatchObject({
      kind: 'not-adoptable',
      obstacle: 'in-use',
    })
  })
})
