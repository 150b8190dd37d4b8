import type { Patch, Write } from '../model/change.js'
import type { SceneEvent } from '../model/event.js'
import { patchOf } from '../model/patch.js'
import type { Project } from '../model/project.js'
import type { Stored } from '../model/records.js'
import type { CommandContext, Decision } from './decision.js'
import { nextOrder } from './next-order.js'

/** What a command makes of a project. Whatever is not named stays. */
export interface ProjectStep<Result> {
  readonly project: Project
  /** What the decision relied on besides the revision and the status. */
  readonly facts?: Patch<Project>
  /** Other records written in the same commit. */
  readonly writes?: readonly Write[]
  readonly event: Omit<
    SceneEvent,
    'version' | 'id' | 'time' | 'order' | 'projectId' | 'actor' | 'from' | 'to'
  >
  readonly result: (after: Project) => Result
}

/** One atomic change of a project, as it was read, with the event that tells of it. */
export function projectChange<Result>(
  stored: Stored<Project>,
  { now, commitId, actor }: CommandContext,
  step: ProjectStep<Result>,
): Decision<Result> {
  const before = stored.value
  const { projectId, status } = before
  const order = nextOrder(before.order, now)
  const after: Project = { ...step.project, updatedAt: now, order }
  return {
    ok: true,
    change: {
      id: commitId,
      projectId,
      writes: [
        {
          op: 'update',
          ref: { kind: 'project', projectId },
          set: patchOf(before, after),
          guard: { revision: stored.revision, equals: { status, ...step.facts } },
        },
        ...(step.writes ?? []),
      ],
      event: {
        version: 1,
        id: commitId,
        ...step.event,
        time: now,
        order,
        projectId,
        actor,
        ...(status !== after.status && { from: status, to: after.status }),
      },
    },
    result: step.result(after),
  }
}
