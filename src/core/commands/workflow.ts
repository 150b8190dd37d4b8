import type { EventType } from '../model/event.js'
import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import type { Refusal } from '../model/refusal.js'
import type { ProjectStatus } from '../model/status.js'
import { sequenceOf, unreadableScenes } from '../rules/unreadable-records.js'
import { hasVideo } from '../rules/video.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import { statusRefusal, withStatus } from './project-status.js'
import { shortReason } from './short-reason.js'

/** Input of the commands that end a workflow without a result. */
export interface WorkflowFailure {
  /** Why, in words, for the history. */
  readonly reason: string
}

/** Ends a workflow without a result: the project becomes `failed`. Nothing changes when it is so already. */
export function failWorkflow(
  { project: stored }: ProjectRecords,
  { reason }: WorkflowFailure,
  context: CommandContext,
  workflow: { readonly status: ProjectStatus; readonly command: string; readonly event: EventType },
): Decision<Project> {
  const project = stored.value
  // Providers deliver their callbacks more than once.
  if (project.status === 'failed') return { ok: true, result: project }
  const refusal = statusRefusal(project, workflow.command, [workflow.status])
  if (refusal !== undefined) return refuse(refusal)
  return projectChange(stored, context, {
    project: withStatus(project, 'failed'),
    event: { type: workflow.event, reason: shortReason(reason) },
    result: (after) => after,
  })
}

/** A refusal when there are no scenes, or some have no video. One that cannot be read counts as having none. */
export function filmRefusal({ scenes, invalid }: ProjectRecords): Refusal | undefined {
  const unreadable = unreadableScenes(invalid).map((record) => sequenceOf(record) ?? 0)
  if (scenes.length + unreadable.length === 0) return { kind: 'no-scenes' }
  const missing = scenes.filter(({ value }) => !hasVideo(value)).map(({ value }) => value.sequence)
  const sequences = [...missing, ...unreadable].sort((a, b) => a - b)
  return sequences.length === 0 ? undefined : { kind: 'videos-missing', sequences }
}
