import { describe, expect, it } from 'vitest'
import { mayBeForeignWork } from '../../../src/core/rules/foreign-save.js'
import { aClaim, aScene, CREATED, NOW } from '../support/builders.js'

const processing = aScene({ status: 'processing', createdAt: CREATED, order: 7 })
const claim = aClaim({ sceneCreatedAt: CREATED })

describe('mayBeForeignWork', () => {
  it.each([
    ['nobody claimed it', processing, undefined, true],
    ['the claim is of an earlier scene of its number', processing, aClaim({ sceneCreatedAt: NOW }), true],
    ['it was saved after its claim', aScene({ status: 'processing', generationStartedAt: NOW }), claim, true],
    ['a change has kept that it was saved since', { ...processing, foreignSave: true }, claim, true],
    [
      'it was claimed again since',
      { ...processing, foreignSave: true, generationStartedAt: NOW } as const,
      claim,
      false,
    ],
    ['only this library has written it since', processing, claim, false],
    ['nobody is generating it', aScene({ status: 'pending' }), undefined, false],
  ] as const)('of a scene where %s', (_, scene, lease, expected) => {
    expect(mayBeForeignWork(scene, lease)).toBe(expected)
  })
})
