import { describe, expect, it } from 'vitest'
import type { SceneFact } from '../../../src/core/rules/scene-fact.js'
import { isRepairable } from '../../../src/core/rules/scene-fact.js'
import { sceneKey } from '../support/builders.js'

const key = sceneKey('video.mp4')
const gone = { key, clips: ['original'] } as const

describe('isRepairable', () => {
  it.each<SceneFact>([
    { kind: 'foreign-key', key, owner: 'scene 4' },
    { kind: 'shared-key', key, others: [4] },
    { kind: 'stale-clip', key },
    { kind: 'invalid-key', key },
    { kind: 'missing-blob', ...gone, remedy: 'kept' },
    { kind: 'empty-blob', ...gone, remedy: 'kept-for-others' },
    { kind: 'lost-clip', key, hindrance: 'other-clips' },
    { kind: 'orphaned-blob', key, hindrance: 'fenced' },
  ])('does not hold for what is only reported: %j', (fact) => {
    expect(isRepairable(fact)).toBe(false)
  })

  it.each<SceneFact>([
    { kind: 'invalid-key', key, inside: key },
    { kind: 'missing-blob', ...gone, remedy: 'demoted' },
    { kind: 'empty-blob', ...gone, remedy: 'replaced' },
    { kind: 'empty-blob', ...gone, remedy: 'dropped' },
    { kind: 'lost-clip', key },
    { kind: 'orphaned-blob', key },
    { kind: 'silent-success', key, status: 'pending' },
    { kind: 'orphaned-status' },
  ])('holds for what a repair puts right: %j', (fact) => {
    expect(isRepairable(fact)).toBe(true)
  })
})
