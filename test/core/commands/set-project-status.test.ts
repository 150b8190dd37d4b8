import { describe, expect, it } from 'vitest'
import { decideSetProjectStatus } from '../../../src/core/commands/set-project-status.js'
import { DEFAULT_POLICY } from '../../../src/core/model/policy.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { aContext, projectRecords, sceneKey } from '../support/builders.js'
import { accepted, operations, refusalOf, unchanged } from '../support/decisions.js'
import { PROJECT_MOVES } from '../support/transition-tables.js'

const done = { clips: { original: sceneKey('video.mp4') } }
const permissive = aContext({ policy: { ...DEFAULT_POLICY, transitions: 'permissive' } })
const MOVES = PROJECT_STATUSES.flatMap((from) =>
  PROJECT_STATUSES.filter((to) => to !== 'queued' && to !== from).map((to) => ({ from, to })),
)

describe('decideSetProjectStatus', () => {
  it.each(MOVES)('from $from to $to', ({ from, to }) => {
    if (to === 'queued') throw new Error('never entered')
    const status = to === 'completed' ? 'completed' : 'pending'
    const state = projectRecords([{ ...done, status }], { status: from })
    const decision = decideSetProjectStatus(state, { status: to, reason: 'because' }, aContext())
    if (PROJECT_MOVES[from]?.split(' ').includes(to) === true) {
      const { event, result } = accepted(decision)
      expect(result).toMatchObject({ status: to, listedAs: to })
      expect(event).toMatchObject({ type: 'project-status-set', reason: 'because', from, to })
    } else expect(refusalOf(decision)).toEqual({ kind: 'transition', of: 'project', from, to })
    const { event, result } = accepted(decideSetProjectStatus(state, { status: to }, permissive))
    expect(result.status).toBe(to)
    expect(event).not.toHaveProperty('reason')
  })

  it('contradicts no counts: a failed film goes on where its scenes are, and nothing is completed too early', () => {
    const all = projectRecords([{ ...done, status: 'completed' }], { status: 'failed' })
    expect(accepted(decideSetProjectStatus(all, { status: 'processing' }, aContext())).result.status).toBe(
      'completed',
    )
    expect(refusalOf(decideSetProjectStatus(all, { status: 'pending' }, aContext()))).toMatchObject({
      kind: 'counts-disagree',
      status: 'pending',
      derived: 'completed',
      completedScenes: 1,
    })
    const open = projectRecords([{ ...done, status: 'completed' }, { sequence: 4 }])
    expect(refusalOf(decideSetProjectStatus(open, { status: 'completed' }, aContext()))).toMatchObject({
      kind: 'counts-disagree',
      derived: 'processing',
      sceneCount: 2,
    })
  })

  it('is done already where the scenes make of it what it is', () => {
    const all = projectRecords([{ ...done, status: 'completed' }], { status: 'completed' })
    expect(unchanged(decideSetProjectStatus(all, { status: 'processing' }, aContext()))).toBe(
      all.project.value,
    )
    expect(accepted(decideSetProjectStatus(all, { status: 'processing' }, permissive)).result.status).toBe(
      'processing',
    )
  })

  it('composes only while nobody changes the scenes in steps', () => {
    const state = projectRecords([{ ...done, status: 'completed' }], { status: 'completed' })
    const set = (status: 'composing' | 'processing') =>
      operations(accepted(decideSetProjectStatus(state, { status }, permissive)).change)
    expect(set('composing')).toEqual(['check-absent intent', 'update project'])
    expect(set('processing')).toEqual(['update project'])
  })

  it('is done already where the status is so', () => {
    const state = projectRecords([{}], { status: 'composing' })
    expect(unchanged(decideSetProjectStatus(state, { status: 'composing' }, aContext()))).toBe(
      state.project.value,
    )
  })

  it('is refused when the status is not what the caller saw, whatever the policy', () => {
    for (const context of [aContext(), permissive]) {
      const input = { status: 'failed', expected: 'composing' } as const
      expect(refusalOf(decideSetProjectStatus(projectRecords([]), input, context))).toEqual({
        kind: 'status-changed',
        expected: 'composing',
        actual: 'processing',
      })
      expect(
        accepted(decideSetProjectStatus(projectRecords([]), { ...input, expected: 'processing' }, context))
          .result,
      ).toMatchObject({ status: 'failed' })
    }
  })

  it('composes only when every scene has a video, whatever the policy', () => {
    for (const context of [aContext(), permissive]) {
      expect(
        refusalOf(decideSetProjectStatus(projectRecords([{}]), { status: 'composing' }, context)),
      ).toEqual({
        kind: 'videos-missing',
        sequences: [3],
      })
    }
  })
})
