import { describe, expect, it } from 'vitest'
import { decideHeartbeat } from '../../../src/core/commands/heartbeat.js'
import { aClaim, aContext, NOW, records, secondsFromNow } from '../support/builders.js'
import { refusalOf, unchanged } from '../support/decisions.js'

const INPUT = { claimId: 'claim-1', leaseMs: 120_000 }

describe('decideHeartbeat', () => {
  it('moves the end of the lease and nothing else, without an event', () => {
    const expiry = secondsFromNow(120)
    expect(decideHeartbeat(records({ claim: {} }), INPUT, aContext())).toEqual({
      ok: true,
      change: {
        id: 'command-1.1',
        projectId: '91cf',
        writes: [
          {
            op: 'update',
            ref: { kind: 'claim', projectId: '91cf', sequence: 3 },
            set: { expiry },
            guard: { equals: { claimId: 'claim-1', expiry: secondsFromNow(60), ended: null } },
          },
        ],
      },
      result: aClaim({ expiry }),
    })
  })

  it.each([120, 500])('never moves it back: it ends in %i seconds', (seconds) => {
    const claim = { expiry: secondsFromNow(seconds) }
    expect(unchanged(decideHeartbeat(records({ claim }), INPUT, aContext()))).toEqual(aClaim(claim))
  })

  it('revives a lease that is over while nobody else holds the scene', () => {
    const decision = decideHeartbeat(records({ claim: { expiry: secondsFromNow(-9) } }), INPUT, aContext())
    expect(decision).toMatchObject({ ok: true, result: { expiry: secondsFromNow(120) } })
  })

  it('never revives a claim that was ended', () => {
    const state = records({ claim: { ended: true } })
    expect(refusalOf(decideHeartbeat(state, INPUT, aContext())).kind).toBe('claim-lost')
  })

  it('is refused when the claim was replaced', () => {
    const lost = { kind: 'claim-lost', projectId: '91cf', sequence: 3, claimId: 'claim-1' }
    for (const state of [
      records({ claim: { claimId: 'claim-2' } }),
      records({ claim: { sceneCreatedAt: NOW } }),
      records({}),
    ]) {
      expect(refusalOf(decideHeartbeat(state, INPUT, aContext()))).toEqual(lost)
    }
  })
})
