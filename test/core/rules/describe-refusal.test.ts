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
    ['failed', 'processing', 'claim'],
  ],
  [{ kind: 'transition', of: 'project', from: 'composing', to: 'processing' }, ['composing', 'processing']],
  [
    { kind: 'project-status', status: 'composing', command: 'reset', allowed: ['pending', 'failed'] },
    ['reset', 'composing', 'pending or failed'],
  ],
  [
    { kind: 'claim-lost', projectId: '91cf', sequence: 3, claimId: 'claim-1' },
    ['claim-1', 'scene 3', '91cf', 'stays in the bucket'],
  ],
  [{ kind: 'no-scenes' }, ['no scenes']],
  [{ kind: 'nothing-to-generate' }, ['every scene has a video']],
  [{ kind: 'unfit-key', sequence: 3, key: sceneKey('a.mp4') }, [sceneKey('a.mp4'), 'scene 3']],
  [{ kind: 'project-exists', projectId: '91cf' }, ['91cf', 'exists already']],
  [{ kind: 'has-video', sequence: 3 }, ['scene 3', 'has a video']],
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

  it.each(Object.entries(OBSTACLES))('explains the obstacle %s', (obstacle, words) => {
    const refusal = { kind: 'not-adoptable', sequence: 3, obstacle: obstacle as AdoptionObstacle } as const
    expect(describeRefusal(refusal)).toContain(words)
    expect(describeRefusal(refusal)).toContain('scene 3 cannot adopt a clip')
    expect(describeRefusal({ ...refusal, key: sceneKey('a.mp4') })).toContain(`adopt ${sceneKey('a.mp4')}`)
  })
})
