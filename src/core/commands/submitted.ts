import type { Claim } from '../model/claim.js'
import type { SceneRecords } from '../model/records.js'
import { claimLost, currentClaim } from './current-claim.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { sceneChange } from './scene-change.js'

/** Input of {@link decideSubmitted}. */
export interface SubmittedInput {
  readonly claimId: string
  /** The provider's id of the job that now costs money. */
  readonly jobId: string
}

/** Records the provider's job on the claim, so that the next claimant can resume it instead of paying again. */
export function decideSubmitted(
  state: SceneRecords,
  { claimId, jobId }: SubmittedInput,
  context: CommandContext,
): Decision<Claim> {
  const current = currentClaim(state, claimId)
  if (current === undefined) return refuse(claimLost(state, claimId))
  if (current.jobId === jobId) return { ok: true, result: current }
  const claim: Claim = { ...current, jobId }
  return sceneChange(state, context, {
    scene: state.scene.value,
    claim,
    event: { type: 'job-submitted', attempt: claim.attempt, jobId },
    result: () => claim,
  })
}
