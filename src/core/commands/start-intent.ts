import type { Change, Write } from '../model/change.js'
import type { Intent, IntentChunk } from '../model/intent.js'
import type { ProjectRecords } from '../model/records.js'
import type { CommandContext, Decision } from './decision.js'
import { projectChange } from './project-change.js'

/** What a command that does not fit into one commit writes down. */
export interface IntentStep<Result> {
  readonly intent: Pick<Intent, 'goal'> &
    Partial<Pick<Intent, 'order' | 'sequence' | 'firstSequence' | 'chunks'>>
  /** What it will add, stored before the intent itself. */
  readonly chunks?: readonly Pick<IntentChunk, 'index' | 'offset' | 'scenes'>[]
  readonly sequences?: readonly number[]
  /** Other records written with it. */
  readonly writes?: readonly Write[]
  readonly result: Result
}

/**
 * Accepts a command that is done in steps: its data first, each chunk by itself, and last the intent. From then on it
 * will be finished, by this worker or another; before, it was never asked for.
 */
export function startIntent<Result>(
  { project }: ProjectRecords,
  context: CommandContext,
  step: IntentStep<Result>,
): Decision<Result> {
  const { projectId } = project.value
  const { commandId, commitId, now, actor } = context
  const { goal, sequence } = step.intent
  const intent: Intent = { projectId, id: commandId, step: 0, actor, createdAt: now, ...step.intent }
  const decision = projectChange(project, context, {
    project: project.value,
    writes: [{ op: 'insert', ref: { kind: 'intent', projectId }, value: intent }, ...(step.writes ?? [])],
    event: {
      type: 'intent-started',
      intent: goal,
      ...(sequence !== undefined && { sequence }),
      ...(step.sequences !== undefined && { sequences: step.sequences }),
    },
    result: () => step.result,
  })
  const before = (step.chunks ?? []).map((chunk): Change => ({
    id: `${commitId}-${chunk.index}`,
    projectId,
    writes: [
      {
        op: 'insert',
        ref: { kind: 'intent-chunk', projectId, intentId: commandId, index: chunk.index },
        value: { projectId, intentId: commandId, createdAt: now, ...chunk },
      },
    ],
  }))
  return decision.ok ? { ...decision, before } : decision
}
