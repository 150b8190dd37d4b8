import { describe, expect, it } from 'vitest'
import { toObjectKey } from '../../../src/core/model/object-key.js'
import { mayBeClip, mayBeFilm } from '../../../src/core/rules/clip-keys.js'
import { aScene } from '../support/builders.js'

const FOLDER = 'mv/projects/91cf/scenes/003/'
const SCENE = aScene({ clips: { original: toObjectKey(`${FOLDER}video_1_a.mp4`) } })

/** Whether a key may be the original, the working and the lip-synced clip of the scene. */
const KEYS: readonly (readonly [key: string, original: boolean, working: boolean, lipSynced: boolean])[] = [
  [`${FOLDER}video_1_a.mp4`, true, true, false],
  [`${FOLDER}video_2_b.mp4`, true, false, false],
  [`${FOLDER}video_upload_x.mp4`, true, false, false],
  ['mv/projects/91cf/scenes/scene_003.mp4', true, false, false],
  [`${FOLDER}working_clip_7.mp4`, false, true, false],
  [`${FOLDER}lipsynced.mp4`, false, false, true],
  [`${FOLDER}lipsynced_x.mp4`, false, false, true],
  [`${FOLDER}cut by hand.mp4`, true, true, true],
  ['elsewhere/clip.mp4', true, true, true],
  ['mv/projects/91cf/scenes/004/video.mp4', false, false, false],
  ['mv/projects/91cf/scenes/004/working_clip_7.mp4', false, false, false],
  ['mv/projects/91cf/scenes/004/lipsynced.mp4', false, false, false],
  ['mv/projects/other/scenes/003/video.mp4', false, false, false],
  ['mv/projects/91cf/final.mp4', false, false, false],
]

describe('the clips that a key may be', () => {
  it.each(KEYS)('%s: original %s, working %s, lip-synced %s', (text, ...expected) => {
    const key = toObjectKey(text)
    const found = (['original', 'working', 'lipSynced'] as const).map((clip) => mayBeClip(SCENE, clip, key))
    expect(found).toEqual(expected)
  })

  it('do not include the original as its own lip-sync, wherever it is', () => {
    const original = toObjectKey('elsewhere/clip.mp4')
    const scene = aScene({ clips: { original } })
    expect(mayBeClip(scene, 'lipSynced', original)).toBe(false)
    expect(mayBeClip(scene, 'working', original)).toBe(true)
  })
})

describe('the film that a key may be', () => {
  it.each([
    ['mv/projects/91cf/final.mp4', true],
    ['mv/projects/91cf/final_x.mp4', true],
    ['elsewhere/film.mp4', true],
    ['mv/projects/other/final.mp4', false],
    [`${FOLDER}video.mp4`, false],
    [`${FOLDER}final.mp4`, false],
    ['mv/projects/91cf/final/notes.txt', false],
  ])('%s: %s', (key, expected) => {
    expect(mayBeFilm('91cf', toObjectKey(key))).toBe(expected)
  })
})
