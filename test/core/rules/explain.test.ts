import { arbitraryClaim } from '@badapple/scenes/testing/arbitraries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SkipReason } from '../../../src/core/model/refusal.js'
import { describeSkip, explain } from '../../../src/core/rules/explain.js'
import { skipReason } from '../../../src/core/rules/selection.js'
import { scenes } from '../../arbitraries/scenes.js'
import { aClaim, aScene, NOW, sceneKey, secondsFromNow } from '../support/builders.js'
import { untypedScene } from '../support/untyped.js'

const REASONS: {
  readonly [Kind in SkipReason['kind']]: readonly [Extract<SkipReason, { kind: Kind }>, string]
} = {
  'has-video': [{ kind: 'has-video' }, 'it has a video'],
  claimed: [
    { kind: 'claimed', owner: 'worker-1', until: NOW },
    'worker-1 is generating it, its lease runs until 2025-11-24T12:00:00.123456Z',
  ],
  'foreign-claim': [
    { kind: 'foreign-claim', until: NOW },
    'it is processing without a claim, so another system may be generating it until 2025-11-24T12:00:00.123456Z',
  ],
  'status-skipped': [
    { kind: 'status-skipped', status: 'failed' },
    'the policy leaves out scenes that are failed',
  ],
  'not-requested': [{ kind: 'not-requested' }, 'other scenes were asked for'],
}

describe('describeSkip', () => {
  it.each(Object.values(REASONS))('has words for %j', (reason, words) => {
    expect(describeSkip(reason)).toBe(words)
  })
})

describe('explain', () => {
  it('says what selection does, in one or two sentences', () => {
    const cases = scenes.chain((scene) => fc.tuple(fc.constant(scene), arbitraryClaim(scene), fc.boolean()))
    fc.assert(
      fc.property(cases, ([scene, claim, again]) => {
        const options = {
          now: NOW,
          claims: new Map([[scene.sequence, claim]]),
          ...(again && { regenerate: [scene.sequence] }),
        }
        const text = explain(scene, options)
        const reason = skipReason(scene, options)
        const start = `Scene ${scene.sequence} `
        expect(text.startsWith(start)).toBe(true)
        expect(text.includes('will be generated')).toBe(reason === undefined)
        if (reason !== undefined) expect(text).toContain(`is left out: ${describeSkip(reason)}.`)
        expect(text.endsWith('.')).toBe(true)
      }),
    )
  })

  it('knows a scene without a video', () => {
    expect(explain(aScene())).toBe('Scene 3 will be generated: it has no video.')
    expect(explain({ sequence: 2, originalVideoClipUrl: null })).toBe(
      'Scene 2 will be generated: it has no video.',
    )
  })

  it('knows a scene that is generated again', () => {
    const clips = { original: sceneKey('video.mp4') }
    const expected = 'Scene 3 will be generated: it has a video, and generating it again was asked for.'
    expect(explain(aScene({ status: 'completed', clips }), { regenerate: [3] })).toBe(expected)
    const view = { sequence: 3, originalVideoClipUrl: 'https://media.example/3.mp4' }
    expect(explain(view, { regenerate: [3] })).toBe(expected)
  })

  it('remarks on a status that suggests something else', () => {
    const note = (status: 'pending' | 'processing' | 'completed' | 'failed', original?: 'video.mp4') => {
      const clips = original === undefined ? {} : { original: sceneKey(original) }
      return /Its status says (\w+), which does not decide this\.$/.exec(
        explain(aScene({ status, clips })),
      )?.[1]
    }
    expect([note('pending'), note('completed', 'video.mp4')]).toEqual([undefined, undefined])
    expect([note('completed'), note('failed'), note('processing')]).toEqual([
      'completed',
      'failed',
      'processing',
    ])
    expect([note('pending', 'video.mp4'), note('failed', 'video.mp4')]).toEqual(['pending', 'failed'])
  })

  it('says what it can of a scene whose number or status is none', () => {
    // Callers without types.
    const nameless = untypedScene({ clips: {}, status: 'pending' })
    expect(explain(nameless)).toBe('The scene will be generated: it has no video.')
    expect(explain(untypedScene({ clips: {}, status: 7, sequence: 3 }))).toBe(
      'Scene 3 will be generated: it has no video.',
    )
  })

  it('names who holds a scene', () => {
    const claims = new Map([[3, aClaim({ expiry: secondsFromNow(5) })]])
    expect(explain(aScene(), { now: NOW, claims })).toBe(
      'Scene 3 is left out: worker-1 is generating it, its lease runs until 2025-11-24T12:00:05.123456Z.',
    )
  })
})
