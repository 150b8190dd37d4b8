import { isSame } from '../model/patch.js'
import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import type { Refusal } from '../model/refusal.js'
import { deriveProjectStatus, isSameCount, storedCounters } from '../rules/counters.js'
import { countedChanges, recountOf } from '../rules/recount.js'
import { countersAsRead } from './counting.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import { withStatus } from './project-status.js'

/** A project's records, and whether they are one serializable snapshot. */
export interface CountedSnapshot {
  readonly records: ProjectRecords
  readonly isolated: boolean
}

/**
 * Sets a project's counters to what its scenes say, with the status that follows from them, and seals them with a
 * ledger. Safe beside running writers: whatever is counted after the reading makes the commit fail.
 *
 * Records that were not read at one moment can only show that nothing is to be done: a scene that is gone from one of them
 * and not from another makes up for a change that was missed, so even ledgers that add up prove nothing. Of an isolated
 * reading the scenes are the truth; ledgers that do not add up then show that somebody else has written, and are made to
 * fit. The ledger never goes down.
 */
export function decideRecount(
  { records, isolated }: CountedSnapshot,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const { value: project } = records.project
  const recounted = withRecount(records)
  if (isSame(project, recounted)) return { ok: true, result: project }
  if (!isolated) return refuse(tornRead(records))
  return projectChange(records.project, context, {
    project: recounted,
    facts: countsAsRead(project),
    event: { type: 'counters-recounted' },
    result: (after) => after,
  })
}

/** The project with its counters, ledger, status and index as its scenes say. */
export function withRecount(records: ProjectRecords): Project {
  const { value: project } = records.project
  const counters = recountOf(records)
  const counted = countedChanges(records)
  const ledger = Math.max(project.ledger ?? 0, counted)
  const ledgerRetired = (project.ledgerRetired ?? 0) + (ledger - counted)
  const isChanged = !isSameCount(counters, storedCounters(project))
  // A film that failed stays so until work goes on.
  const keepsStatus = project.status === 'failed' && !isChanged
  const status = keepsStatus ? project.status : deriveProjectStatus(project.status, counters)
  return withStatus({ ...project, ...counters, ledger, ledgerRetired }, status)
}

/** What a recount relies on besides the revision, which a foreign save may leave as it was. */
export function countsAsRead(project: Project) {
  return { ledger: project.ledger ?? null, ...countersAsRead(project) }
}

/** Whether a reading shows that the counters, their seal, the status and the index are as the scenes say. */
export function isExact(records: ProjectRecords): boolean {
  return isSame(records.project.value, withRecount(records))
}

/** The refusal of records that were not read at one moment. */
export function tornRead(records: ProjectRecords): Refusal {
  const { ledger = 0 } = records.project.value
  return { kind: 'torn-read', ledger, counted: countedChanges(records) }
}
