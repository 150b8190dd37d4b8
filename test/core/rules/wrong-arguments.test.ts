import { describe, expect, it } from 'vitest'
import { badgeOf } from '../../../src/core/rules/badge.js'
import { recalculateCounters } from '../../../src/core/rules/counters.js'
import { compositionClips } from '../../../src/core/rules/playback.js'
import { nextPollMs } from '../../../src/core/rules/poll-interval.js'
import { shouldPoll } from '../../../src/core/rules/polling.js'
import { progressOf } from '../../../src/core/rules/progress.js'
import { selectForGeneration } from '../../../src/core/rules/selection.js'
import { oneOf } from '../../../src/core/rules/untyped.js'
import { NOW } from '../support/builders.js'
import { thrown } from '../support/thrown.js'

const view = { sequence: 1, status: 'pending', originalVideoClipUrl: null, createdAt: NOW }
const film = { status: 'completed', finalOutputUrl: null }

/** Calls of callers without types, and the argument that is wrong in each. */
const CALLS: readonly (readonly [call: unknown, given: readonly unknown[], input: string])[] = [
  [selectForGeneration, [7], 'scenes'],
  [selectForGeneration, [[view], null], 'options'],
  [selectForGeneration, [[view], { claims: { 1: {} } }], 'options'],
  [selectForGeneration, [[view], { claims: [[1, {}]] }], 'options'],
  [selectForGeneration, [[view], { only: 1 }], 'options'],
  [selectForGeneration, [[view], { regenerate: '1' }], 'options'],
  [selectForGeneration, [[view], { policy: { skipStatuses: 'failed' } }], 'options'],
  [selectForGeneration, [[view], { policy: { foreignGraceMs: '900' } }], 'options'],
  [selectForGeneration, [[view], { policy: { foreignGraceMs: -1 } }], 'options'],
  [selectForGeneration, [[view], { policy: { foreignGraceMs: Number.NaN } }], 'options'],
  [recalculateCounters, [7], 'scenes'],
  [progressOf, [7], 'scenes'],
  [compositionClips, [7], 'scenes'],
  [compositionClips, [[{ clips: {}, sequence: '1' }]], 'scene'],
  [badgeOf, [view, null], 'options'],
  [badgeOf, [view, { claim: {}, now: NOW }], 'claim'],
  [badgeOf, [view, { claim: { expiry: NOW, sceneCreatedAt: 7 }, now: NOW }], 'claim'],
  [
    badgeOf,
    [
      { ...view, createdAt: 7 },
      { claim: {}, now: NOW },
    ],
    'scene',
  ],
  [nextPollMs, [null], 'options'],
  [nextPollMs, [{ errors: -1 }], 'errors'],
  [nextPollMs, [{ errors: '1' }], 'errors'],
  [nextPollMs, [{ errors: 0, giveUpAfter: 0 }], 'giveUpAfter'],
  [shouldPoll, [film, null], 'options'],
  [shouldPoll, [{ ...film, finalOutputUrl: 7 }, { waitingForFilm: true }], 'project'],
  [shouldPoll, [film, { waitingFor: [] }], 'project'],
  [shouldPoll, [{ ...film, scenes: 7 }, { waitingFor: [] }], 'scenes'],
  [shouldPoll, [{ ...film, scenes: [] }, { waitingFor: 7 }], 'waitingFor'],
  [shouldPoll, [{ ...film, scenes: [] }, { waitingFor: [7] }], 'waitingFor'],
  [shouldPoll, [{ ...film, scenes: [view] }, { waitingFor: [{ ...view, clips: {} }] }], 'waitingFor'],
]

describe('an argument that is wrong', () => {
  it.each(CALLS)('is named by the error: %o of %j', (call, given, input) => {
    const untyped = call as (...args: readonly unknown[]) => unknown
    expect(thrown(() => untyped(...given), 'INVALID_INPUT').details.input).toBe(input)
  })

  it('is shown where it is a text, as far as it fits', () => {
    const of = (value: unknown) => thrown(() => oneOf(['a', 'b'], value, 'letter'), 'INVALID_INPUT').message
    expect(of('c')).toBe('unknown letter "c": it must be one of a, b')
    expect(of('x'.repeat(61))).toContain(`"${'x'.repeat(60)}"`)
    expect(of(7)).toBe('unknown letter: it must be one of a, b')
  })
})
