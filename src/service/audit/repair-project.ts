import type { Finding, FindingKind } from '../../core/model/finding.js'
import type { Repair } from '../../core/model/repair.js'
import { checkDemotions } from '../../core/rules/check-demotions.js'
import type { CommandOptions } from '../command-options.js'
import type { Environment } from '../environment.js'
import { ProgressReport } from '../progress-report.js'
import { refusalError } from '../refusal-error.js'
import type { Audit } from './audit-project.js'
import { observeProject } from './audit-project.js'
import { carryOutPlan } from './carry-out-plan.js'
import { plannedRepair } from './planned-repair.js'

/** Which findings to put right. A finding must fit everything that is named. */
export interface RepairSelection {
  readonly kinds?: readonly FindingKind[] | undefined
  /** Scenes by their sequence; findings about the project itself are left out then. */
  readonly sequences?: readonly number[] | undefined
}

/** Options of a repair. */
export interface RepairOptions extends Pick<CommandOptions, 'actor'> {
  /** Take videos away even where so many are said to be gone that a wrong bucket is more likely. */
  readonly force?: boolean
  /** Only these findings. Default: all that can be put right. */
  readonly only?: RepairSelection
  /** Ends the repair before its next step; what is done stays done. */
  readonly signal?: AbortSignal
  /** Told of every step when it is over. */
  readonly onProgress?: (progress: RepairProgress) => void
}

/** What became of one step of the plan. */
export interface RepairStep {
  readonly repair: Repair
  /**
   * `superseded`: the reason for it was gone. Somebody else had put it right or had come in between, or an earlier step did
   * it along the way: the first step that counts seals the counters of a project that has no ledger.
   */
  readonly outcome: 'repaired' | 'superseded' | 'failed'
  /** Why a step failed; the others were done all the same. */
  readonly error?: unknown
}

/** A step that is over, of a repair under way. */
export interface RepairProgress extends RepairStep {
  /** Steps that are over, this one included. */
  readonly done: number
  readonly total: number
}

/** What a repair did. */
export interface RepairSummary {
  /** What was found before. */
  readonly audit: Audit
  readonly steps: readonly RepairStep[]
  readonly repaired: number
  readonly superseded: number
  readonly failed: number
  /** Findings that nothing was done about: those that are only reported, and those that were not asked for. */
  readonly left: readonly Finding[]
}

/**
 * Audits a project and puts right what can be. Each step looks at the records as they are then.
 * @throws SceneError `REFUSED` with `too-many-demotions`, and nothing is changed; `PROJECT_NOT_FOUND`, `ABORTED`
 */
export async function repairProject(
  environment: Environment,
  projectId: string,
  options: RepairOptions,
): Promise<RepairSummary> {
  const { force = false, only = {}, actor, signal, onProgress } = options
  const observation = await observeProject(environment, projectId, signal)
  const { audit } = observation
  const planned = plannedRepair(audit, only)
  const verdict = checkDemotions({
    sequences: planned.demoted,
    scenesSeen: audit.scenesSeen,
    objectsSeen: audit.objectsSeen,
    policy: environment.policy,
  })
  if (!verdict.ok && !force) throw refusalError(verdict.refusal, projectId)
  const progress = new ProgressReport(onProgress)
  const steps = await carryOutPlan(environment, observation, planned.plan, {
    actor,
    signal,
    report: (step) => {
      progress.report(step)
    },
  })
  progress.rethrow()
  const count = (wanted: RepairStep['outcome']) => steps.filter(({ outcome }) => outcome === wanted).length
  return {
    audit,
    steps,
    repaired: count('repaired'),
    superseded: count('superseded'),
    failed: count('failed'),
    left: audit.findings.filter((finding) => !planned.wanted.includes(finding)),
  }
}
