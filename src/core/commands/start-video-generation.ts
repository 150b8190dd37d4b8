import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { patchOf } from '../model/patch.js'
import { checkProjectTransition } from '../rules/transitions.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { withStatus } from './project-status.js'
import { nextOrder } from './scene-change.js'

/** Moves a project to `processing` because scenes are to be generated. Nothing changes when it is there already. */
export function decideStartVideoGeneration(
  state: ProjectRecords,
  _input: object,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { projectId, status } = project
  const { now, commitId, actor, policy } = context
  if (state.scenes.length === 0) return refuse({ kind: 'no-scenes' })
  if (state.scenes.every(({ value }) => hasVideo(value))) return refuse({ kind: 'nothing-to-generate' })
  if (status === 'processing') return { ok: true, result: project }
  const move = checkProjectTransition({ from: status, to: 'processing' }, policy.transitions)
  if (!move.ok) return move
  const order = nextOrder(project.order, now)
  const after: Project = { ...withStatus(project, 'processing'), updatedAt: now, order }
  return {
    ok: true,
    change: {
      id: commitId,
      projectId,
      writes: [
        {
          op: 'update',
          ref: { kind: 'project', projectId },
          set: patchOf(project, after),
          guard: { revision: state.project.revision, equals: { status } },
        },
      ],
      event: {
        version: 1,
        id: commitId,
        type: 'video-generation-started',
        time: now,
        order,
        projectId,
        actor,
        from: status,
        to: 'processing',
      },
    },
    result: after,
  }
}
