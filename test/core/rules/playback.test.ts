import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clips, Scene, TrimPoints } from '../../../src/core/model/scene.js'
import { inDisplayOrder } from '../../../src/core/rules/display-order.js'
import { compositionClip, compositionClips, playbackClip } from '../../../src/core/rules/playback.js'
import { KEY_LAW } from '../../arbitraries/runs.js'
import { sceneLists, scenes } from '../../arbitraries/scenes.js'
import { aScene, sceneKey } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { sceneViews } from '../support/views.js'

const original = sceneKey('video.mp4')
const working = sceneKey('working_clip_1.mp4')
const lipSynced = sceneKey('lipsynced.mp4')

const clipsOf = (scene: Scene): readonly unknown[] => Object.values(scene.clips)

describe('preferences', () => {
  it.each<[Clips, string | undefined, string | undefined]>([
    [{ original, working, lipSynced }, working, lipSynced],
    [{ original, working }, working, working],
    [{ original, lipSynced }, lipSynced, lipSynced],
    [{ original }, original, original],
    [{ working }, working, working],
    [{}, undefined, undefined],
  ])('of %j', (clips, played, composed) => {
    expect(playbackClip(aScene({ clips }))?.source).toBe(played)
    expect(compositionClip(aScene({ clips }))?.source).toBe(composed)
  })

  it('give a clip of the scene exactly when it has any, and name it', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const chosen of [playbackClip(scene), compositionClip(scene)]) {
          expect(chosen !== undefined).toBe(clipsOf(scene).length > 0)
          if (chosen !== undefined) expect(scene.clips[chosen.clip]).toBe(chosen.source)
        }
      }),
      KEY_LAW,
    )
  })
})

describe('trim points', () => {
  const trimPoints = { in: 1, out: 5 }
  const pointsOf = (clips: Clips, given: TrimPoints = trimPoints) =>
    compositionClip(aScene({ clips, trimPoints: given }))?.trimPoints

  it('apply to the original clip, under whichever name', () => {
    expect(pointsOf({ original })).toEqual(trimPoints)
    expect(pointsOf({ original, working: original })).toEqual(trimPoints)
    expect(playbackClip(aScene({ clips: { original }, trimPoints }))?.trimPoints).toEqual(trimPoints)
    const views = sceneViews([aScene({ clips: { original, working: original }, trimPoints })])
    expect(views.map((view) => compositionClip(view)?.trimPoints)).toEqual([trimPoints])
  })

  it('may begin with the clip', () => {
    expect(pointsOf({ original }, { in: 0, out: 5 })).toEqual({ in: 0, out: 5 })
  })

  it.each([{ in: '1', out: 5 }, { in: 1, out: '5' }, { out: 5 }, { in: 1 }, '1-5', null])(
    'that are no numbers mean the whole clip: %j',
    (flawed) => {
      // A caller without types.
      expect(pointsOf({ original }, flawed as unknown as TrimPoints)).toBeUndefined()
    },
  )

  it('do not apply to a clip that was cut already', () => {
    expect(pointsOf({ original, working })).toBeUndefined()
    expect(pointsOf({ original, working: original, lipSynced })).toBeUndefined()
    expect(pointsOf({ working })).toBeUndefined()
    expect(compositionClip(aScene({ clips: { original, working }, trimPoints }))).toStrictEqual({
      clip: 'working',
      source: working,
    })
  })

  it.each([
    { in: 5, out: 5 },
    { in: 5, out: 1 },
    { in: -1, out: 5 },
    { in: 0, out: Infinity },
    { in: Number.NaN, out: 5 },
  ])('that name no part mean the whole clip: %j', (flawed) => {
    expect(pointsOf({ original }, flawed)).toBeUndefined()
  })
})

describe('compositionClips', () => {
  it('follows the display order and names the scenes without a clip', () => {
    const film = compositionClips([
      aScene({ sequence: 1, displaySequence: 3, clips: { original } }),
      aScene({ sequence: 2, displaySequence: 1, clips: { original, lipSynced } }),
      aScene({ sequence: 3, displaySequence: 4 }),
      aScene({ sequence: 4, displaySequence: 2 }),
    ])
    expect(film).toEqual({
      clips: [
        { sequence: 2, clip: 'lipSynced', source: lipSynced },
        { sequence: 1, clip: 'original', source: original },
      ],
      missing: [4, 3],
    })
    expect(compositionClips([])).toEqual({ clips: [], missing: [] })
  })

  it('leaves no scene out, in the domain and in views', () => {
    fc.assert(
      fc.property(sceneLists, (list) => {
        const { clips, missing } = compositionClips(list)
        const ordered = inDisplayOrder(list)
        const named = (has: boolean) =>
          ordered.filter((scene) => clipsOf(scene).length > 0 === has).map(({ sequence }) => sequence)
        expect(clips.map(({ sequence }) => sequence)).toEqual(named(true))
        expect(missing).toEqual(named(false))
        const views = compositionClips(sceneViews(list))
        expect(views.missing).toEqual(missing)
        const withoutSource = (film: typeof views) => film.clips.map((clip) => ({ ...clip, source: '' }))
        expect(withoutSource(views)).toEqual(withoutSource({ clips, missing }))
      }),
      KEY_LAW,
    )
  })
})

describe('what is no scene', () => {
  // A caller without types.
  const untyped = (value: unknown) => value as Scene

  it.each<[string, unknown]>([
    ['a stored item', { sequence: 1, workingVideoClipS3Key: 'a.mp4' }],
    ['a clip of the wrong type', { sequence: 1, clips: { working: { S: 'a.mp4' } } }],
    ['a clip that would not be chosen', { clips: { working: 'a.mp4', lipSynced: 7 } }],
    ['a URL that is true', { sequence: 1, originalVideoClipUrl: null, lipSyncedVideoClipUrl: true }],
    ['null', null],
  ])('is refused: %s', (_, value) => {
    thrown(() => playbackClip(untyped(value)), 'INVALID_INPUT')
    thrown(() => compositionClip(untyped(value)), 'INVALID_INPUT')
    thrown(() => compositionClips([untyped(value)]), 'INVALID_INPUT')
  })

  it.each([
    { clips: {} },
    { clips: {}, sequence: '1' },
    { clips: {}, sequence: 1, displaySequence: Number.NaN },
  ])('is refused where it has no place in the film: %j', (value) => {
    const error = thrown(() => compositionClips([untyped(value)]), 'INVALID_INPUT')
    expect(error.message).toContain('place in the film')
  })
})
