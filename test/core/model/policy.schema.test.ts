import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { resolvePolicy } from '../../../src/core/model/policy.schema.js'
import type { SceneStatus } from '../../../src/core/model/status.js'
import { thrown } from '../support/thrown.js'

/** What a caller without types may pass. */
function resolveUntyped(choices: Readonly<Record<string, unknown>>) {
  return resolvePolicy(choices)
}

describe('DEFAULT_POLICY', () => {
  it('is what the design says', () => {
    expect(DEFAULT_POLICY).toMatchObject({
      transitions: 'strict',
      foreignGraceMs: 0,
      skipStatuses: [],
      leaseMs: 120_000,
      graceMs: 60_000,
      maxAttempts: 3,
      concurrency: 4,
      commitBudgetMs: 30_000,
      maxPromptLength: 5_000,
      maxNegativePromptLength: 1_000,
      addScenesIn: ['completed', 'processing'],
    })
    expect(Object.isFrozen(DEFAULT_POLICY)).toBe(true)
  })
})

describe('resolvePolicy', () => {
  it('is the default without choices, and with undefined ones', () => {
    expect(resolvePolicy()).toEqual(DEFAULT_POLICY)
    expect(resolveUntyped({ leaseMs: undefined })).toEqual(DEFAULT_POLICY)
  })

  it('takes choices over defaults', () => {
    expect(resolvePolicy({ leaseMs: 300_000, transitions: 'permissive' })).toEqual({
      ...DEFAULT_POLICY,
      leaseMs: 300_000,
      transitions: 'permissive',
    })
  })

  it.each([0, 0.2, 1])('takes a share of %d', (maxDemotedShare) => {
    expect(resolvePolicy({ maxDemotedShare }).maxDemotedShare).toBe(maxDemotedShare)
  })

  it('is frozen and shares nothing with the choices', () => {
    const skipStatuses: SceneStatus[] = ['failed']
    const policy = resolvePolicy({ skipStatuses })
    skipStatuses.push('pending')
    expect(policy.skipStatuses).toEqual(['failed'])
    expect(Object.isFrozen(policy)).toBe(true)
  })

  it.each([
    ['an unknown rule', { leaseMilliseconds: 1 }, 'leaseMilliseconds'],
    ['a negative duration', { graceMs: -1 }, 'graceMs'],
    ['a lease of no length', { leaseMs: 0 }, 'leaseMs'],
    ['no budget for commits', { commitBudgetMs: 0 }, 'commitBudgetMs'],
    ['an endless duration', { leaseMs: Number.POSITIVE_INFINITY }, 'leaseMs'],
    ['a duration that is no number', { leaseMs: Number.NaN }, 'leaseMs'],
    ['less than no share', { maxDemotedShare: -0.1 }, 'maxDemotedShare'],
    ['more than all', { maxDemotedShare: 1.1 }, 'maxDemotedShare'],
    ['no attempt', { maxAttempts: 0 }, 'maxAttempts'],
    ['half a worker', { concurrency: 1.5 }, 'concurrency'],
    ['an unknown mode', { transitions: 'lenient' }, 'transitions'],
    ['an unknown scene status', { skipStatuses: ['done'] }, 'skipStatuses.0'],
    ['an unknown project status', { addScenesIn: ['done'] }, 'addScenesIn.0'],
    ['null', { leaseMs: null }, 'leaseMs'],
  ])('refuses %s', (_, choices, named) => {
    const error = thrown(() => resolveUntyped(choices), 'INVALID_INPUT')
    expect(error.details.input).toBe('policy')
    expect(error.details.issues?.join()).toContain(named)
  })
})
