import { describe, expect, it } from 'vitest'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { hasVideo } from '../../../src/core/rules/video.js'
import { sceneKey } from '../support/builders.js'

describe('hasVideo', () => {
  it('looks at the original clip alone', () => {
    expect(hasVideo({ clips: {} })).toBe(false)
    expect(hasVideo({ clips: { working: sceneKey('a.mp4'), lipSynced: sceneKey('b.mp4') } })).toBe(false)
    expect(hasVideo({ clips: { original: sceneKey('a.mp4') } })).toBe(true)
  })

  it('counts a URL, which somebody paid for, and not an empty text', () => {
    expect(hasVideo({ clips: { original: toStoredKey('https://media.example/a.mp4') } })).toBe(true)
    expect(hasVideo({ clips: { original: toStoredKey('') } })).toBe(false)
  })
})
