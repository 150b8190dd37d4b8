import type { Claim } from '../model/claim.js'
import type { SceneRecords } from '../model/records.js'
import { addMs, latest } from '../model/time.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'

/** Input of {@link decideHeartbeat}. */
export interface HeartbeatInput {
  readonly claimId: string
  /** How long the claim lives from now on, in milliseconds. */
  readonly leaseMs: number
}

/**
 * Moves the end of a lease, never back; a claim that was ended stays so. It writes no event and leaves the revision as
 * it is.
 */
export function decideHeartbeat(
  state: SceneRecords,
  { claimId, leaseMs }: HeartbeatInput,
  { now, commitId }: CommandContext,
): Decision<Claim> {
  const claim = currentClaim(state, claimId)
  if (claim === undefined || claim.ended === true) return refuse(claimLost(state, claimId))
  const expiry = latest(claim.expiry, addMs(now, leaseMs))
  if (expiry === claim.expiry) return { ok: true, result: claim }
  const { projectId, sequence } = claim
  return {
    ok: true,
    change: {
      id: commitId,
      projectId,
      writes: [
        {
          op: 'update',
          ref: { kind: 'claim', projectId, sequence },
          set: { expiry },
          guard: { equals: { claimId, expiry: claim.expiry, ended: null } },
        },
      ],
    },
    result: { ...claim, expiry },
  }
}
