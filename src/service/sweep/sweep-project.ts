import { isSceneError } from '../../core/model/error.js'
import type { Finding } from '../../core/model/finding.js'
import type { InvalidRecord } from '../../core/model/records.js'
import { unreadableRecord } from '../../core/rules/check-project.js'
import { unreferencedObjects } from '../../core/rules/unreferenced-objects.js'
import type { Observation } from '../audit/audit-project.js'
import { observeProject } from '../audit/audit-project.js'
import { carryOutPlan } from '../audit/carry-out-plan.js'
import type { PlannedRepair } from '../audit/planned-repair.js'
import { plannedRepair } from '../audit/planned-repair.js'
import { presentOf } from '../environment.js'
import type { SweptProject } from './sweep-progress.js'
import type { SweepRun } from './sweep-run.js'

/**
 * Looks at one project, tells of what it finds, and repairs it where that is asked for. What goes wrong with it is its outcome.
 * @returns `undefined` when it is not over, as the sweep was aborted.
 * @throws What a listener throws.
 */
export async function sweepProject(run: SweepRun, projectId: string): Promise<SweptProject | undefined> {
  const { options, tally, safetyStop } = run
  return outcomeOf(run, projectId, async () => {
    const [observation, planned] = await observe(run, projectId)
    const { audit } = observation
    safetyStop.see(audit, planned.demoted)
    tally.audited(audit, planned.demoted)
    await tellFindings(run, audit.findings)
    if (options.unreferenced === true) await tellUnreferenced(run, observation)
    if (options.repair !== true || planned.plan.length === 0) {
      return { projectId, outcome: 'audited', findings: audit.findings.length }
    }
    return repairObserved(run, observation, planned)
  })
}

/** Tries to repair a project that was held back, on what it is now; it was counted when it was seen first. */
export async function repairHeldBack(run: SweepRun, projectId: string): Promise<SweptProject | undefined> {
  return outcomeOf(run, projectId, async () => repairObserved(run, ...(await observe(run, projectId))))
}

/** A project that cannot even be listed. */
export async function reportUnreadable(
  run: SweepRun,
  projectId: string,
  record: Pick<InvalidRecord, 'kind' | 'id' | 'issues'>,
): Promise<SweptProject> {
  const findings = [{ ...unreadableRecord(projectId, record), projectId }]
  run.tally.found(findings)
  await tellFindings(run, findings)
  return { projectId, outcome: 'unreadable' }
}

async function observe(
  { environment, options: { kinds, signal } }: SweepRun,
  projectId: string,
): Promise<[Observation, PlannedRepair]> {
  const observation = await observeProject(environment, projectId, signal)
  return [observation, plannedRepair(observation.audit, { kinds })]
}

async function repairObserved(
  { environment, options: { actor, signal }, tally, safetyStop }: SweepRun,
  observation: Observation,
  { plan, demoted }: PlannedRepair,
): Promise<SweptProject> {
  const { projectId, findings } = observation.audit
  const found = { projectId, findings: findings.length }
  const verdict = safetyStop.judge(demoted)
  if (!verdict.ok) return { ...found, outcome: 'held-back', refusal: verdict.refusal }
  const report = tally.step.bind(tally)
  const steps = await carryOutPlan(environment, observation, plan, { actor, signal, report })
  return { ...found, outcome: 'repaired', steps }
}

async function outcomeOf(
  run: SweepRun,
  projectId: string,
  work: () => Promise<SweptProject>,
): Promise<SweptProject | undefined> {
  try {
    return await work()
  } catch (error) {
    if (run.listeners.haveFailed) throw error
    if (run.options.signal?.aborted === true) return undefined
    if (isSceneError(error, 'PROJECT_NOT_FOUND')) return { projectId, outcome: 'gone' }
    if (isSceneError(error, 'INVALID_ITEM')) {
      const { record: id, issues } = error.details
      return reportUnreadable(run, projectId, { kind: 'project', id, issues })
    }
    return { projectId, outcome: 'failed', error }
  }
}

async function tellFindings({ options, listeners }: SweepRun, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) await listeners.tell(options.onFinding, finding)
}

async function tellUnreferenced(
  { environment, options, listeners, tally }: SweepRun,
  { records, listed, audit }: Observation,
): Promise<void> {
  const { policy } = environment
  const seen = { records, objects: listed?.values() ?? [], findings: audit.findings, policy }
  for (const object of unreferencedObjects({ ...seen, now: presentOf(environment) })) {
    tally.unreferenced(object)
    await listeners.tell(options.onUnreferenced, object)
  }
}
