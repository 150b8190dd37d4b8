import { describe, expect, it } from 'vitest'
import { toStoredKey } from '../../../src/core/model/object-key.js'
import { referencedKeys } from '../../../src/core/rules/scene-case.js'
import { aScene, sceneKey } from '../support/builders.js'

const VIDEO = sceneKey('video.mp4')

describe('referencedKeys', () => {
  it('are those of the clips, in URLs too, each once', () => {
    const working = toStoredKey(`https://bucket.example/${VIDEO}?X-Amz-Signature=0`)
    const clips = { original: VIDEO, working, lipSynced: sceneKey('lipsynced.mp4') }
    expect(referencedKeys(aScene({ clips }))).toEqual([VIDEO, sceneKey('lipsynced.mp4')])
  })

  it('are none where there is no clip, or a URL names nothing of the bucket', () => {
    expect(referencedKeys(aScene())).toEqual([])
    const original = toStoredKey('https://cdn.example/clip.mp4')
    expect(referencedKeys(aScene({ clips: { original } }))).toEqual([])
  })
})
