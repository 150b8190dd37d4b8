import type { Policy } from '../../core/model/policy.js'
import type { Verdict } from '../../core/model/refusal.js'
import { checkDemotions } from '../../core/rules/check-demotions.js'
import type { Audit } from '../audit/audit-project.js'

/** What a run has seen. */
export interface DemotionTally {
  readonly scenesSeen: number
  /** Referenced objects that were there. */
  readonly objectsSeen: number
  /** Videos that the repairs of the run take away, those that were held back included. */
  readonly demotions: number
}

/**
 * The safety stop of a sweep. What counts is all that the run would take away, whether it was done or held back: otherwise a
 * bucket that holds a few of the objects would cost a share of all videos, project by project.
 */
export class SafetyStop {
  #tally: DemotionTally
  readonly #policy: Pick<Policy, 'maxDemotedShare'>
  readonly #force: boolean

  constructor(begin: DemotionTally, { policy, force }: { readonly policy: Policy; readonly force: boolean }) {
    this.#tally = begin
    this.#policy = policy
    this.#force = force
  }

  get tally(): DemotionTally {
    return this.#tally
  }

  /** Counts a project in, once. */
  see({ scenesSeen, objectsSeen }: Audit, demoted: readonly number[]): void {
    const { tally } = this
    this.#tally = {
      scenesSeen: tally.scenesSeen + scenesSeen,
      objectsSeen: tally.objectsSeen + objectsSeen,
      demotions: tally.demotions + demoted.length,
    }
  }

  /** Whether these scenes of a project may lose their videos, by all that has been seen. */
  judge(demoted: readonly number[]): Verdict {
    if (this.#force) return { ok: true }
    return checkDemotions({ sequences: demoted, ...this.#tally, policy: this.#policy })
  }
}
