import type { Finding } from '../model/finding.js'
import type { Policy } from '../model/policy.js'
import type { InvalidRecord, ProjectRecords } from '../model/records.js'
import type { Timestamp } from '../model/time.js'
import { addMs } from '../model/time.js'
import type { Counters } from './counters.js'
import { deriveProjectStatus, isSameCount, storedCounters } from './counters.js'
import { shown, withoutQuery } from './describe-finding.js'
import { keyInUrl } from './key-in-url.js'
import { invalidProjectKeys } from './project-keys.js'
import { leftOverChunks } from './left-over-chunks.js'
import { countedChanges, recountOf } from './recount.js'
import { misplacedScenes } from './repaired-order.js'
import { sequenceOf, unreadableScenes } from './unreadable-records.js'
import { isWorkflow } from './workflow.js'

/** When, and by which rules, a project is checked. */
export interface ProjectCheck {
  readonly now: Timestamp
  readonly policy: Pick<Policy, 'workflowLimitMs'>
}

type ProjectFinding = Omit<Finding, 'projectId'>

/** Characters. */
const LONGEST_STATUS = 60

/**
 * What is wrong with a project itself: records that cannot be read, keys, counters, status, index, the order of the
 * scenes, and work that takes too long. What is wrong with its scenes, `reconcileScene` says.
 */
export function checkProject(records: ProjectRecords, check: ProjectCheck): readonly Finding[] {
  const { projectId } = records.project.value
  const findings: readonly ProjectFinding[] = [
    ...records.invalid.map((record) => unreadableRecord(projectId, record)),
    ...checkKeys(records),
    ...checkIntent(records, check),
    ...checkOrder(records),
    ...checkCounters(records),
    ...checkLedger(records),
    ...checkStatus(records),
    ...checkWorkflow(records, check),
  ]
  return findings.map((finding) => ({ ...finding, projectId }))
}

/** The finding of a record that cannot be read. */
export function unreadableRecord(
  projectId: string,
  record: Pick<InvalidRecord, 'kind' | 'id' | 'issues'>,
): ProjectFinding {
  const { kind, id, issues } = record
  const sequence = sequenceOf(record)
  return {
    kind: 'invalid-item',
    ...(sequence !== undefined && { sequence }),
    message: `${id} of project ${projectId} cannot be read as a ${kind}: ${issues.join('; ')}. It is only reported, and left as it is stored; correct it by hand`,
    repairable: false,
  }
}

function checkKeys({ project: { value } }: ProjectRecords): readonly ProjectFinding[] {
  return invalidProjectKeys(value).map((key) => {
    const inside = keyInUrl(key)
    const what = `project ${value.projectId} has ${shown(key)} where an object key belongs`
    return {
      kind: 'invalid-key',
      message:
        inside === undefined
          ? `${what}, and it contains none of this bucket's layout; it is kept as it is. Store the file in the bucket and set its key`
          : `${what}; the repair puts the key ${inside} in its place`,
      repairable: inside !== undefined,
      key: withoutQuery(key),
    }
  })
}

function checkCounters(records: ProjectRecords): readonly ProjectFinding[] {
  const project = records.project.value
  const [stored, counted] = [storedCounters(project), recountOf(records)]
  if (isSameCount(stored, counted)) return []
  const message = `project ${project.projectId} says ${inWords(stored)}, and has ${inWords(counted)}; the repair counts again when its scenes are repaired`
  return [{ kind: 'counter-drift', message, repairable: true }]
}

function inWords({ sceneCount, completedScenes, failedScenes }: Counters): string {
  return `${sceneCount} scene${sceneCount === 1 ? '' : 's'} (${completedScenes} completed, ${failedScenes} failed)`
}

/** A project whose counters this library never sealed shows nothing of foreign writes. */
function checkLedger(records: ProjectRecords): readonly ProjectFinding[] {
  const { projectId, ledger } = records.project.value
  const counted = countedChanges(records)
  const isBroken = ledger === undefined ? wasSealed(records) : ledger !== counted
  if (!isBroken) return []
  const said = ledger === undefined ? 'has lost its ledger' : `has a ledger of ${ledger}`
  const message = `project ${projectId} ${said}, and its scenes add up to ${counted} counted changes: another system has written it. The repair counts again and seals the counters`
  return [{ kind: 'foreign-write', message, repairable: true }]
}

function wasSealed({ project, scenes, invalid }: ProjectRecords): boolean {
  return (
    project.value.ledgerRetired !== undefined ||
    scenes.some(({ value }) => value.ledger !== undefined) ||
    unreadableScenes(invalid).some(({ raw }) => typeof raw['ledger'] === 'number')
  )
}

function checkStatus(records: ProjectRecords): readonly ProjectFinding[] {
  const { projectId, status, listedAs } = records.project.value
  const derived = deriveProjectStatus(status, recountOf(records))
  const findings: ProjectFinding[] = []
  // A film that failed stays so until work goes on.
  if (derived !== status && status !== 'failed') {
    const message = `project ${projectId} is ${status}, and by its scenes as they are stored it would be ${derived}; the repair decides it again when its scenes are repaired`
    findings.push({ kind: 'project-status-drift', message, repairable: true })
  }
  if (listedAs !== status) {
    // Another system may have written anything there.
    const isLong = (listedAs?.length ?? 0) > LONGEST_STATUS
    const listed =
      listedAs === undefined
        ? 'not listed under any status'
        : `listed as ${isLong ? shown(listedAs) : listedAs}`
    const message = `project ${projectId} is ${status} and ${listed}; the repair lists it by its status`
    findings.push({ kind: 'status-index-drift', message, repairable: true })
  }
  return findings
}

function checkOrder(records: ProjectRecords): readonly ProjectFinding[] {
  const misplaced = misplacedScenes(records)
  if (misplaced.length === 0) return []
  const message = `the display order of project ${records.project.value.projectId} has gaps, duplicates or missing places; the repair keeps the order and renumbers scene${misplaced.length === 1 ? '' : 's'} ${misplaced.join(', ')}`
  return [{ kind: 'display-order', message, repairable: true }]
}

/** Changes of order that were left half done, and what is left of one that never began. */
function checkIntent(records: ProjectRecords, check: ProjectCheck): readonly ProjectFinding[] {
  const { projectId } = records.project.value
  const intent = records.intent?.value
  if (intent !== undefined) {
    const message = `project ${projectId} is in the middle of a change since ${intent.createdAt} (${intent.goal}, step ${intent.step}); whoever began it may still be at it, and the repair finishes it either way`
    return [{ kind: 'unfinished-intent', message, repairable: true }]
  }
  const left = leftOverChunks(records, check).length
  if (left === 0) return []
  const message = `project ${projectId} has ${left} part${left === 1 ? '' : 's'} of a change that never began; the repair removes what is left of it`
  return [{ kind: 'unfinished-intent', message, repairable: true }]
}

function checkWorkflow(
  { project: { value } }: ProjectRecords,
  { now, policy: { workflowLimitMs } }: ProjectCheck,
): readonly ProjectFinding[] {
  const { projectId, status, updatedAt } = value
  if (!isWorkflow(status) || addMs(updatedAt, workflowLimitMs) >= now) return []
  const what = status === 'composing' ? 'composing its film' : 'generating its scenes'
  const message = `project ${projectId} is ${what} since ${updatedAt}, longer than the limit of ${Math.round(workflowLimitMs / 60_000)} minutes; it is only reported, as nobody can tell whether the work goes on. Finish it or set it to failed`
  return [{ kind: 'stalled-project', message, repairable: false }]
}
