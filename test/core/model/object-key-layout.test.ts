import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  attemptKey,
  attemptOfKey,
  finalKey,
  lipSyncedKey,
  oldSceneKey,
  paddedSequence,
  projectPrefix,
  roleOfKey,
  scenePrefix,
  uploadedKey,
  workingKey,
} from '../../../src/core/model/object-key-layout.js'
import { KEY_LAW } from '../../arbitraries/runs.js'

const SCENE = { projectId: '91cf', sequence: 3 }

describe('keys of the layout', () => {
  it('pads sequences to three digits and lets longer ones grow', () => {
    expect([1, 42, 999, 1000].map(paddedSequence)).toEqual(['001', '042', '999', '1000'])
  })

  it('are those of the production bucket', () => {
    expect(projectPrefix('91cf')).toBe('mv/projects/91cf/')
    expect(scenePrefix('91cf', 3)).toBe('mv/projects/91cf/scenes/003/')
    expect(oldSceneKey('91cf', 3)).toBe('mv/projects/91cf/scenes/scene_003.mp4')
    expect(attemptKey('91cf', 1000, 2, 'abc')).toBe('mv/projects/91cf/scenes/1000/video_2_abc.mp4')
  })

  it('differ for every attempt and claim', () => {
    const attempt = fc.tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.nat(20),
      fc.stringMatching(/^[a-z0-9-]{1,4}$/),
    )
    fc.assert(
      fc.property(attempt, attempt, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(attemptKey('91cf', ...a) === attemptKey('91cf', ...b)).toBe(same)
      }),
    )
  })
})

describe('roleOfKey', () => {
  it.each([
    ['mv/projects/91cf/scenes/003/video.mp4', { role: 'original', ...SCENE }],
    ['mv/projects/91cf/scenes/scene_003.mp4', { role: 'original', ...SCENE }],
    ['mv/projects/91cf/scenes/003/video_2_abc.mp4', { role: 'original', ...SCENE, attempt: 2 }],
    ['mv/projects/91cf/scenes/003/video_upload.mp4', { role: 'original', ...SCENE }],
    ['mv/projects/91cf/scenes/1000/video.mp4', { role: 'original', projectId: '91cf', sequence: 1000 }],
    ['mv/projects/91cf/scenes/003/lipsynced.mp4', { role: 'lip-synced', ...SCENE }],
    ['mv/projects/91cf/scenes/003/lipsynced_01J.mp4', { role: 'lip-synced', ...SCENE }],
    ['mv/projects/91cf/scenes/003/lipsynced2.mp4', { role: 'scene-file', ...SCENE }],
    ['mv/projects/91cf/scenes/003/working_clip_1763631900.mp4', { role: 'working', ...SCENE }],
    ['mv/projects/91cf/scenes/003/audio.mp3', { role: 'scene-file', ...SCENE }],
    ['mv/projects/91cf/scenes/scene_003.mp4.part', { role: 'project-file', projectId: '91cf' }],
    ['mv/projects/91cf/final.mp4', { role: 'project-file', projectId: '91cf' }],
    ['mv/projects/91cf/scenes/003/video.mp4/x', { role: 'project-file', projectId: '91cf' }],
    ['mv/projects/91cf/scenes/03/video.mp4', { role: 'project-file', projectId: '91cf' }],
    ['mv/projects/91cf/', undefined],
    ['x/mv/projects/91cf/final.mp4', undefined],
    ['video.mp4', undefined],
  ])('reads %s', (key, role) => {
    expect(roleOfKey(key)).toEqual(role)
  })

  it.each(['video_2_abc.mp4', 'video_x.mp4', 'working_clip_1.mp4', 'lipsynced.mp4'])(
    'takes nothing for %s that only contains it',
    (name) => {
      for (const other of [`my_${name}`, `${name}.part`])
        expect(roleOfKey(`${scenePrefix('91cf', 3)}${other}`)).toEqual({ role: 'scene-file', ...SCENE })
    },
  )

  it('reads back every key that an attempt uploads to', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
        fc.integer({ min: 1, max: 20_000 }),
        fc.nat(999_999),
        fc.stringMatching(/^[A-Za-z0-9_.-]{1,36}$/),
        (projectId, sequence, attempt, claimId) => {
          const key = attemptKey(projectId, sequence, attempt, claimId)
          expect(roleOfKey(key)).toEqual({ role: 'original', projectId, sequence, attempt })
          expect(attemptOfKey(key)).toBe(attempt)
          expect(key.startsWith(scenePrefix(projectId, sequence))).toBe(true)
        },
      ),
    )
  })
})

describe('the keys that commands upload to', () => {
  const commandIds = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    fc.stringMatching(/^[0-9]{1,7}(_[0-9a-z]{1,4})?$/),
  )

  it('name what they are, and never an attempt, whatever the id of the command', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), commandIds, (sequence, commandId) => {
        const scene = { projectId: '91cf', sequence }
        const keys = [uploadedKey, workingKey, lipSyncedKey].map((key) => key('91cf', sequence, commandId))
        expect(keys.map(roleOfKey)).toEqual([
          { role: 'original', ...scene },
          { role: 'working', ...scene },
          { role: 'lip-synced', ...scene },
        ])
        expect(keys.map(attemptOfKey)).toEqual([undefined, undefined, undefined])
        expect(roleOfKey(finalKey('91cf', commandId))).toEqual({ role: 'project-file', projectId: '91cf' })
      }),
      KEY_LAW,
    )
  })

  it('are of the form that the bucket knows', () => {
    expect(uploadedKey('91cf', 3, 'x')).toBe('mv/projects/91cf/scenes/003/video_upload_x.mp4')
    expect(workingKey('91cf', 3, 'x')).toBe('mv/projects/91cf/scenes/003/working_clip_x.mp4')
    expect(lipSyncedKey('91cf', 3, 'x')).toBe('mv/projects/91cf/scenes/003/lipsynced_x.mp4')
    expect(finalKey('91cf', 'x')).toBe('mv/projects/91cf/final_x.mp4')
  })
})

describe('attemptOfKey', () => {
  it('has no number for older and other objects', () => {
    for (const name of [
      'video.mp4',
      'video_a_1.mp4',
      'working_clip_1_a.mp4',
      'video_1.mp4',
      'video_1_a.mov',
    ]) {
      expect(attemptOfKey(`${scenePrefix('91cf', 3)}${name}`)).toBeUndefined()
    }
    expect(attemptOfKey('video_1_a.mp4')).toBeUndefined()
    expect(attemptOfKey('')).toBeUndefined()
  })
})
