import type { Guard, Numbers, UpdateWrite } from '../model/change.js'
import { addNumbers, patchOf } from '../model/patch.js'
import type { Project } from '../model/project.js'
import type { Stored } from '../model/records.js'
import type { Timestamp } from '../model/time.js'
import type { Counters } from '../rules/counters.js'
import { deriveProjectStatus, isSettled, plus, storedCounters } from '../rules/counters.js'
import { isWorkflow } from '../rules/workflow.js'
import { nextOrder } from './next-order.js'
import { withStatus } from './project-status.js'

/** A change of scenes that the counters of their project must follow. */
export interface CountedStep {
  readonly now: Timestamp
  readonly delta: Counters
  /** How many counted changes these are: one per scene. */
  readonly changes: number
  /** Counted changes of scenes that go with this commit, this one included. */
  readonly retired?: number
  /** The project after what the command itself does to it; the status by its counts comes on top. */
  readonly project?: Project
  /** What else must hold of the project. */
  readonly guard?: Pick<Guard<Project>, 'revision' | 'equals'>
}

/** The write that keeps a project's counters with its scenes. */
export interface CountedWrite {
  readonly write: UpdateWrite<'project'>
  readonly after: Project
  /** Nobody vouches for the counters, so they were left alone: the project must be sealed. */
  readonly isUnsealed: boolean
}

/**
 * Moves a project's counters by what a commit changes, with the seal of those counters and the status that follows from
 * them, each on the condition under which it is right. It does not ask for the project's revision, so that any number of
 * scenes can be settled at the same time.
 *
 * While some scenes stay unsettled it is enough that they still are, whatever else was counted meanwhile. A commit that
 * settles the last one, or moves the project, needs the counts exactly as read.
 */
export function countedWrite(stored: Stored<Project>, step: CountedStep): CountedWrite {
  const before = stored.value
  const given = step.project ?? before
  if (before.ledger === undefined) {
    const after = numbered(before, given, step.now)
    const guard = guardOf(step, { ...asRead(before, after), ledger: null })
    return { write: projectWrite(before, after, guard), after, isUnsealed: true }
  }
  const read = storedCounters(before)
  const counts = plus(read, step.delta)
  const status = deriveProjectStatus(given.status, counts)
  const moved = status === given.status ? given : withStatus(given, status)
  const after = numbered(before, moved, step.now)
  const isExact =
    status !== before.status || !isComplete(before) || (isSettled(counts) && !isWorkflow(status))
  const guard: Guard<Project> = {
    ...guardOf(step, { ...asRead(before, after), ...(isExact && countersAsRead(before)) }),
    present: { ledger: true },
    ...(!isExact && !isWorkflow(status) && whileUnsettled(read, step.delta)),
  }
  const add: Numbers<Project> = {
    ...nonZero(step.delta),
    ledger: step.changes,
    ...(step.retired !== undefined && { ledgerRetired: step.retired }),
  }
  return {
    write: { ...projectWrite(before, after, guard), add },
    after: addNumbers(after, add),
    isUnsealed: false,
  }
}

/** The facts that the counters are as they were read; missing ones too. */
export function countersAsRead({ sceneCount, completedScenes, failedScenes }: Project) {
  return {
    sceneCount: sceneCount ?? null,
    completedScenes: completedScenes ?? null,
    failedScenes: failedScenes ?? null,
  }
}

/** Whether every counter is there; bounds never hold of a missing one. */
function isComplete(project: Project): boolean {
  return Object.values(countersAsRead(project)).every((counter) => counter !== null)
}

/** The bounds within which some scene stays unsettled after the delta; counts are only compared one by one. */
function whileUnsettled(
  { sceneCount, failedScenes }: Counters,
  delta: Counters,
): Pick<Guard<Project>, 'atMost' | 'atLeast'> {
  const left = sceneCount + delta.sceneCount - failedScenes - delta.failedScenes - delta.completedScenes
  return { atMost: { failedScenes, completedScenes: left - 1 }, atLeast: { sceneCount } }
}

/** A move of the project is an event of its own, and numbered as such. */
function numbered(before: Project, after: Project, now: Timestamp): Project {
  const moves = after.status !== before.status
  return { ...after, updatedAt: now, ...(moves && { order: nextOrder(before.order, now) }) }
}

function asRead({ status, order }: Project, after: Project): NonNullable<Guard<Project>['equals']> {
  return { status, ...(after.order !== order && { order: order ?? null }) }
}

function guardOf({ guard }: CountedStep, facts: NonNullable<Guard<Project>['equals']>): Guard<Project> {
  return { ...guard, equals: { ...guard?.equals, ...facts } }
}

function projectWrite(before: Project, after: Project, guard: Guard<Project>): UpdateWrite<'project'> {
  const { projectId } = before
  return { op: 'update', ref: { kind: 'project', projectId }, set: patchOf(before, after), guard }
}

function nonZero(delta: Counters): Partial<Counters> {
  return Object.fromEntries(Object.entries(delta).filter(([, number]) => number !== 0))
}
