import type { Finding } from '../../core/model/finding.js'
import type { Repair } from '../../core/model/repair.js'
import { planRepairs } from '../../core/rules/plan-repairs.js'
import type { Audit } from './audit-project.js'
import type { RepairSelection } from './repair-project.js'

/** What a repair is to do. */
export interface PlannedRepair {
  /** The findings that it puts right. */
  readonly wanted: readonly Finding[]
  readonly plan: readonly Repair[]
  /** The scenes that lose their video, as its object is gone. */
  readonly demoted: readonly number[]
}

/** The repair of the findings that are wanted and can be put right. */
export function plannedRepair(audit: Pick<Audit, 'findings'>, only: RepairSelection): PlannedRepair {
  const wanted = audit.findings.filter((finding) => finding.repairable && isWanted(finding, only))
  const plan = planRepairs(wanted)
  const demoted = plan.flatMap((repair) =>
    repair.command === 'repair-scene' && repair.demotes ? repair.sequence : [],
  )
  return { wanted, plan, demoted }
}

function isWanted({ kind, sequence }: Finding, { kinds, sequences }: RepairSelection): boolean {
  const isScene = sequence !== undefined && sequences?.includes(sequence) === true
  return kinds?.includes(kind) !== false && (sequences === undefined || isScene)
}
