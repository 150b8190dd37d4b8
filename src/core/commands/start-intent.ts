import type { Change, Write } from '../model/change.js'
import type { Intent, IntentChunk } from '../model/intent.js'
import type { ProjectRecords } from '../model/records.js'
import { epochMs } from '../model/time.js'
import type { CommandContext, Decision } from './decision.js'
import { projectChange } from './project-change.js'

/** What a command that does not fit into one commit writes down. */
export interface IntentStep<Result> {
  readonly intent: Pick<Intent, 'goal'> &
    Partial<Pick<Intent, 'order' | 'sequence' | 'firstSequence' | 'chunks'>>
  /** What it will add, stored before the intent itself. */
  readonly chunks?: readonly Pick<IntentChunk, 'index' | 'offset' | 'scenes'>[]
  /** The scenes that come or go. */
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
  const { commitId, now, actor } = context
  const { goal } = step.intent
  // A command that is repeated after its death decides under the same ids: what it left then is not mistaken for this.
  const id = `${commitId}-${epochMs(now)}`
  const intent: Intent = { projectId, id, step: 0, actor, createdAt: now, ...step.intent }
  const decision = projectChange(project, context, {
    project: project.value,
    writes: [{ op: 'insert', ref: { kind: 'intent', projectId }, value: intent }, ...(step.writes ?? [])],
    event: {
      type: 'intent-started',
      intent: goal,
      ...(step.sequences !== undefined && { sequences: step.sequences }),
    },
    result: () => step.result,
  })
  const before = (step.chunks ?? []).map((chunk): Change => ({
    id: `${id}-${chunk.index}`,
    projectId,
    writes: [
      {
        op: 'insert',
        ref: { kind: 'intent-chunk', projectId, intentId: id, index: chunk.index },
        value: { projectId, intentId: id, createdAt: now, ...chunk },
      },
    ],
  }))
  return decision.ok ? { ...decision, before } : decision
}
