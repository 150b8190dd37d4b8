import { describe, expect, it } from 'vitest'
import type { SceneEvent } from '../../../src/core/model/event.js'
import { addMs } from '../../../src/core/model/time.js'
import { pastOriginal } from '../../../src/core/rules/clip-history.js'
import { anEvent, aScene, CREATED, sceneKey } from '../support/builders.js'

const KEY = sceneKey('video_1_a.mp4')
const OTHER = sceneKey('video_2_b.mp4')

function past(...events: readonly Partial<SceneEvent>[]) {
  return pastOriginal(
    events.map((event) => anEvent({ sequence: 3, type: 'scene-completed', ...event })),
    aScene(),
    KEY,
  )
}

describe('pastOriginal', () => {
  it('knows what the scene had after an event, or no longer has since', () => {
    expect(past({ clips: { original: KEY } })).toEqual({})
    expect(past({ clips: {}, clipsSuperseded: [{ clip: 'original', key: KEY }] })).toEqual({})
  })

  it('knows nothing else', () => {
    expect(past()).toBeUndefined()
    expect(past({ clips: { original: OTHER, working: KEY } })).toBeUndefined()
    expect(past({ clipsSuperseded: [{ clip: 'working', key: KEY }] })).toBeUndefined()
    expect(past({ sequence: 4, clips: { original: KEY } })).toBeUndefined()
    expect(past({ time: addMs(CREATED, -1), clips: { original: KEY } })).toBeUndefined()
    expect(past({ time: CREATED, clips: { original: KEY } })).toEqual({})
  })

  it('remembers the length of the clip, not of what was cut out of it or of another', () => {
    const clips = { original: KEY, working: KEY }
    expect(past({ clips, durationSeconds: 8 }, { clips })).toEqual({ durationSeconds: 8 })
    expect(past({ clips, durationSeconds: 8 }, { type: 'clip-set', clips, durationSeconds: 2 })).toEqual({
      durationSeconds: 8,
    })
    const replaced = {
      clips: { original: OTHER },
      clipsSuperseded: [{ clip: 'original', key: KEY }],
    } as const
    expect(past({ clips }, { ...replaced, durationSeconds: 5 })).toEqual({})
    expect(past({ clips, durationSeconds: 8 }, { clips, durationSeconds: 7, type: 'clip-restored' })).toEqual(
      {
        durationSeconds: 7,
      },
    )
  })
})
