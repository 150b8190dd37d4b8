import { describe, expect, it } from 'vitest'
import type { ReplayDifference } from '@badapple/scenes'
import { describeReplayDifference, toObjectKey } from '@badapple/scenes'

const original = toObjectKey('mv/projects/91cf/scenes/007/video.mp4')
const scene = { sequence: 7, savedByOthers: false } as const
const counted = { sceneCount: 3, completedScenes: 1, failedScenes: 0 }

describe('describeReplayDifference', () => {
  it.each<readonly [ReplayDifference, string]>([
    [
      { kind: 'scene-gone', sequence: 7 },
      'scene 7 was added and not removed by any event, and there is no record of it',
    ],
    [
      { kind: 'scene-unknown', ...scene, savedByOthers: true },
      'scene 7 is there, and no event added it, or one removed it; another system saved it since',
    ],
    [
      { kind: 'scene-status', ...scene, replayed: 'completed', stored: 'pending' },
      'scene 7 is pending, its events say completed',
    ],
    [
      { kind: 'scene-clips', ...scene, replayed: { original, working: original }, stored: {} },
      `scene 7 has no clips, its events say the clips original ${original}, working ${original}`,
    ],
    [
      { kind: 'scene-order', ...scene, replayed: 4, stored: 5 },
      'scene 7 counts its events to 5, the last one found is 4',
    ],
    [
      { kind: 'project-status', savedByOthers: true, replayed: 'completed', stored: 'processing' },
      'the project is processing, its events say completed; another system saved it since',
    ],
    [
      { kind: 'project-order', savedByOthers: false, replayed: 4, stored: 5 },
      'the project counts its events to 5, the last one found is 4',
    ],
    [
      { kind: 'final-output', savedByOthers: false, replayed: original, stored: undefined },
      `the film is not there, the events say ${original}`,
    ],
    [
      {
        kind: 'counters',
        savedByOthers: false,
        replayed: { ...counted, completedScenes: 2 },
        stored: counted,
      },
      'the project counts 3 scenes, 1 completed, 0 failed, its events 3 scenes, 2 completed, 0 failed',
    ],
  ])('of $0.kind', (difference, text) => {
    expect(describeReplayDifference(difference)).toBe(text)
  })
})
