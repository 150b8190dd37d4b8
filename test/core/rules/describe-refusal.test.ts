import { describe, expect, it } from 'vitest'
import type { AdoptionObstacle, Refusal } from '../../../src/core/model/refusal.js'
import { describeRefusal } from '../../../src/core/rules/describe-refusal.js'
import { NOW, sceneKey } from '../support/builders.js'

const OBSTACLES: Readonly<Record<AdoptionObstacle, string>> = {
  'no-candidate': 'no finished clip',
  'scene-has-video': 'has a video already',
  claimed: 'a worker is generating',
  'other-scene': 'not an original clip of this scene',
  'in-use': 'already uses it',
  absent: 'no such object',
  empty: 'no bytes',
  unreachable: 'did not answer',
  'older-than-scene': 'older than the scene',
  'within-grace': 'so young',
  'settled-attempt': 'settled',
  'no-evidence': 'nothing shows',
}

const SENTENCES: readonly (readonly [Refusal, readonly string[]])[] = [
  [
    { kind: 'transition', of: 'scene', from: 'failed', to: 'processing', by: 'claim' },
    ['a scene that is failed cannot become processing by claim'],
  ],
  [
    { kind: 'transition', of: 'scene', from: 'pending', to: 'pending', by: 'reset', sequence: 3 },
    ['scene 3 is pending and cannot become pending by reset; it must be processing or completed or failed'],
  ],
  [
    { kind: 'transition', of: 'scene', from: 'pending', to: 'failed', by: 'retry' },
    ['a scene that is pending cannot become failed by retry; no scene can'],
  ],
  [
    {
      ...{ kind: 'transition', of: 'scene', from: 'completed', to: 'processing', by: 'claim' },
      ...{ sequence: 3, hasVideo: true },
    },
    ['scene 3 is completed', 'because it has a video; reset it first, or ask to regenerate it'],
  ],
  [
    { kind: 'transition', of: 'project', from: 'composing', to: 'processing' },
    ['composing cannot become processing; it must be pending or', 'can become completed or failed now'],
  ],
  [
    { kind: 'transition', of: 'project', from: 'failed', to: 'queued' },
    ['failed cannot become queued; no project can'],
  ],
  [
    { kind: 'project-status', status: 'composing', command: 'reset', allowed: ['pending', 'failed'] },
    ['reset is not possible while the project is composing', 'finishComposition or failComposition'],
  ],
  [
    {
      kind: 'project-status',
      status: 'generating_scenes',
      command: 'adding scenes',
      allowed: ['processing'],
    },
    ['finishSceneGeneration or failSceneGeneration'],
  ],
  [
    {
      kind: 'project-status',
      status: 'pending',
      command: 'adding scenes',
      allowed: ['failed', 'processing'],
    },
    ['it must be failed or processing (startVideoGeneration or setProjectStatus moves it on)'],
  ],
  [
    { kind: 'project-status', status: 'pending', command: 'finishing it', allowed: ['composing'] },
    ['it must be composing (startComposition begins that)'],
  ],
  [
    { kind: 'project-status', status: 'pending', command: 'finishing it', allowed: ['generating_scenes'] },
    ['it must be generating_scenes (startSceneGeneration begins that)'],
  ],
  [
    { kind: 'claim-lost', projectId: '91cf', sequence: 3, claimId: 'claim-1' },
    ['claim-1', 'scene 3', '91cf', 'stays in the bucket'],
  ],
  [{ kind: 'no-scenes' }, ['no scenes']],
  [{ kind: 'nothing-to-generate' }, ['every scene has a video']],
  [{ kind: 'unfit-key', sequence: 3, key: sceneKey('a.mp4') }, [sceneKey('a.mp4'), 'scene 3']],
  [{ kind: 'unfit-key', key: sceneKey('a.mp4') }, [sceneKey('a.mp4'), 'the film of this project']],
  [{ kind: 'no-video', sequence: 3 }, ['scene 3', 'has no video']],
  [{ kind: 'videos-missing', sequences: [3] }, ['scene 3 has no video']],
  [{ kind: 'videos-missing', sequences: [3, 5] }, ['scenes 3, 5 have no video']],
  [{ kind: 'has-scenes', count: 1 }, ['1 scene already']],
  [{ kind: 'has-scenes', count: 2 }, ['2 scenes already']],
  [{ kind: 'no-such-scene', sequence: 3 }, ['no scene 3']],
  [{ kind: 'last-scene', sequence: 3 }, ['scene 3', 'only one left']],
  [
    { kind: 'video-changed', sequence: 3, madeFrom: sceneKey('a.mp4'), current: sceneKey('b.mp4') },
    ['scene 3', `made from ${sceneKey('a.mp4')}`, `has ${sceneKey('b.mp4')} now`],
  ],
  [{ kind: 'video-changed', sequence: 3, madeFrom: sceneKey('a.mp4') }, ['scene 3', 'has no video now']],
  [{ kind: 'not-in-history', sequence: 3, key: sceneKey('a.mp4') }, ['scene 3', sceneKey('a.mp4')]],
  [
    { kind: 'status-changed', sequence: 3, expected: 'failed', actual: 'completed' },
    ['scene 3 is completed', 'not failed'],
  ],
  [{ kind: 'status-changed', expected: 'failed', actual: 'composing' }, ['the project is composing']],
  [
    { kind: 'status-disagrees', sequence: 3, status: 'processing', hasVideo: false },
    ['scene 3', 'processing; claim it'],
  ],
  [
    { kind: 'status-disagrees', sequence: 3, status: 'completed', hasVideo: false },
    ['scene 3 has no video', 'completed; its video decides'],
  ],
  [
    { kind: 'status-disagrees', sequence: 3, status: 'pending', hasVideo: true },
    ['scene 3 has a video', 'pending; its video decides'],
  ],
  [
    {
      ...{ kind: 'counts-disagree', status: 'completed', derived: 'processing' },
      ...{ sceneCount: 8, completedScenes: 5, failedScenes: 2 },
    },
    ['set to completed', '8 scenes', '5 are completed', '2 failed', 'makes it processing'],
  ],
  [
    { kind: 'not-a-permutation', missing: [2, 3], unknown: [7], repeated: [] },
    ['missing: 2, 3; not in the project: 7'],
  ],
  [{ kind: 'not-a-permutation', missing: [], unknown: [], repeated: [4] }, ['named more than once: 4']],
  [
    { kind: 'too-many-demotions', sequences: [3, 5], scenes: 9, objectsSeen: 0 },
    ['scenes 3, 5', 'of 9', 'not one object', 'force: true'],
  ],
  [
    { kind: 'too-many-demotions', sequences: [3], scenes: 9, objectsSeen: 4 },
    ['scene 3', '4 objects were found'],
  ],
  [{ kind: 'torn-read', ledger: 6, counted: 7 }, ['add up to 7', 'says 6', 'isolated']],
  [{ kind: 'project-exists', projectId: '91cf' }, ['91cf', 'exists already']],
  [{ kind: 'has-video', sequence: 3 }, ['scene 3', 'has a video', 'trim it']],
  [{ kind: 'claimed', sequence: 3, owner: 'worker-1', until: NOW }, ['scene 3', 'worker-1', NOW]],
  [{ kind: 'foreign-claim', sequence: 3, until: NOW }, ['scene 3', NOW]],
  [{ kind: 'status-skipped', sequence: 3, status: 'failed' }, ['scene 3', 'failed']],
  [{ kind: 'not-requested', sequence: 3 }, ['scene 3', 'asked for']],
]

describe('describeRefusal', () => {
  it.each(SENTENCES)('names the facts of %j', (refusal, facts) => {
    const text = describeRefusal(refusal)
    for (const fact of facts) expect(text).toContain(fact)
    expect(text).not.toMatch(/undefined|\[object/)
  })

  it('names only the mistakes that an order has', () => {
    const refusal = { kind: 'not-a-permutation', missing: [2], unknown: [], repeated: [] } as const
    expect(describeRefusal(refusal)).toMatch(/once; missing: 2$/)
  })

  it.each(Object.entries(OBSTACLES))('explains the obstacle %s', (obstacle, words) => {
    const refusal = { kind: 'not-adoptable', sequence: 3, obstacle: obstacle as AdoptionObstacle } as const
    expect(describeRefusal(refusal)).toContain(words)
    expect(describeRefusal(refusal)).toContain('scene 3 cannot adopt a clip')
    expect(describeRefusal({ ...refusal, key: sceneKey('a.mp4') })).toContain(`adopt ${sceneKey('a.mp4')}`)
  })
})
