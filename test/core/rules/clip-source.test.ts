import { describe, expect, it } from 'vitest'
import { clipSource, hasUrl } from '../../../src/core/rules/clip-source.js'
import { sceneKey } from '../support/builders.js'
import { thrown } from '../support/thrown.js'
import { untypedScene } from '../support/untyped.js'

describe('hasUrl', () => {
  it('holds for an original clip, in the domain and in views', () => {
    expect(hasUrl({ clips: { original: sceneKey('video.mp4') } })).toBe(true)
    expect(hasUrl({ clips: { working: sceneKey('video.mp4') } })).toBe(false)
    expect(hasUrl({ originalVideoClipUrl: 'https://media.example/1.mp4' })).toBe(true)
    expect(hasUrl({ originalVideoClipUrl: null, workingVideoClipUrl: 'https://media.example/1.mp4' })).toBe(
      false,
    )
  })

  it.each(['', null, undefined])('does not hold for %j', (none) => {
    expect(hasUrl(untypedScene({ clips: { original: none } }))).toBe(false)
    expect(hasUrl(untypedScene({ originalVideoClipUrl: none }))).toBe(false)
  })

  it('goes by the clips of an object that has both', () => {
    expect(hasUrl(untypedScene({ clips: {}, originalVideoClipUrl: 'https://media.example/1.mp4' }))).toBe(
      false,
    )
  })

  it.each<[string, unknown, string]>([
    ['a stored item', { sequence: 4, originalVideoClipS3Key: 'video.mp4' }, 'scene 4 has neither'],
    ['a URL of the wrong type', { sequence: 4, originalVideoClipUrl: 7 }, 'the original clip of scene 4'],
    ['a key of the wrong type', { clips: { original: { S: 'a.mp4' } } }, 'the original clip of an object'],
    ['a key that is 0', { clips: { original: 0 } }, 'is neither a text nor null'],
    ['clips that are none', { sequence: 4, clips: 'a.mp4' }, 'scene 4 has neither'],
    ['a text', 'scene', 'what was passed has neither'],
    ['nothing', undefined, 'what was passed has neither'],
  ])('refuses %s', (_, value, message) => {
    const error = thrown(() => hasUrl(untypedScene(value)), 'INVALID_INPUT')
    expect(error.message).toContain(message)
    expect(error.details.input).toBe('scene')
  })
})

describe('clipSource', () => {
  it('is the key or the URL of the clip that was named', () => {
    const clips = { original: sceneKey('a.mp4'), working: sceneKey('b.mp4'), lipSynced: sceneKey('c.mp4') }
    const view = { originalVideoClipUrl: 'a', workingVideoClipUrl: 'b', lipSyncedVideoClipUrl: 'c' }
    const names = ['original', 'working', 'lipSynced'] as const
    expect(names.map((name) => clipSource({ clips }, name))).toEqual(Object.values(clips))
    expect(names.map((name) => clipSource(view, name))).toEqual(['a', 'b', 'c'])
    expect(names.map((name) => clipSource({ originalVideoClipUrl: null }, name))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
