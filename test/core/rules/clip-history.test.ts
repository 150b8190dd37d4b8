import { describe, expect, it } from 'vitest'
import type { SceneEvent } from '../../../src/core/model/event.js'
import { addMs } from '../../../src/core/model/time.js'
import { pastOriginal, supersededKeys } from '../../../src/core/rules/clip-history.js'
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
    expect(past({ clipsSuperseded: [{ clip: 'original', key: OTHER }] })).toBeUndefined()
    expect(past({ sequence: 4, clips: { original: KEY } })).toBeUndefined()
    expect(past({ time: addMs(CREATED, -1), clips: { original: KEY } })).toBeUndefined()
    expect(past({ time: CREATED, clips: { original: KEY } })).toEqual({})
  })

  it('remembers the length of an upload', () => {
    const uploaded = { type: 'clip-uploaded', clips: { original: KEY }, durationSeconds: 6 } as const
    expect(past(uploaded)).toEqual({ durationSeconds: 6 })
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

describe('supersededKeys', () => {
  function superseded(...events: readonly Partial<SceneEvent>[]) {
    const scene = aScene()
    return [
      ...supersededKeys(
        events.map((event) => anEvent({ sequence: 3, ...event })),
        scene,
      ),
    ]
  }
  const taken = { clips: {}, clipsSuperseded: [{ clip: 'original', key: KEY }] } as const

  it('are what was taken away, whichever clip it was', () => {
    expect(superseded()).toEqual([])
    expect(superseded({ clips: { original: KEY } })).toEqual([])
    expect(superseded(taken)).toEqual([KEY])
    expect(superseded({ clipsSuperseded: [{ clip: 'working', key: OTHER }] }, taken)).toEqual([OTHER, KEY])
  })

  it.each(['original', 'working', 'lipSynced'] as const)('are not what came back as the %s clip', (clip) => {
    expect(superseded({ ...taken, order: 1 }, { clips: { [clip]: KEY }, order: 2 })).toEqual([])
  })

  it('follow the order of the events, not as they come', () => {
    expect(superseded({ clips: { original: KEY }, order: 2 }, { ...taken, order: 1 })).toEqual([])
    expect(superseded({ ...taken, order: 2 }, { clips: { original: KEY }, order: 1 })).toEqual([KEY])
  })

  it('are those of this very scene', () => {
    expect(superseded({ ...taken, sequence: 4 })).toEqual([])
    expect(superseded({ ...taken, time: addMs(CREATED, -1) })).toEqual([])
    expect(superseded({ ...taken, time: CREATED })).toEqual([KEY])
  })
})
