import type { ObjectKey } from '../model/object-key.js'
import type { Project } from '../model/project.js'
import type { ProjectRecords } from '../model/records.js'
import { mayBeFilm } from '../rules/clip-keys.js'
import { deriveProjectStatus } from '../rules/counters.js'
import { countersOf } from '../rules/recount.js'
import type { CommandContext, Decision } from './decision.js'
import { refuse } from './decision.js'
import { projectChange } from './project-change.js'
import { statusRefusal, withStatus } from './project-status.js'

/** Input of {@link decideFinishComposition}. The object was checked: it exists and has bytes. */
export interface FinishCompositionInput {
  /** The film. Each composition needs a key of its own, or a late repetition of one could end the next. */
  readonly key: ObjectKey
}

/**
 * Records the film and ends the composition: the project becomes `completed`, or what its scenes make of that. An earlier
 * film goes to history, its object stays in the bucket. Nothing changes when the composition was ended with this film
 * already.
 */
export function decideFinishComposition(
  state: ProjectRecords,
  { key }: FinishCompositionInput,
  context: CommandContext,
): Decision<Project> {
  const project = state.project.value
  const { projectId, status, finalOutputKey: earlier } = project
  // Providers deliver their callbacks more than once.
  if (status !== 'composing' && earlier === key) return { ok: true, result: project }
  const refusal = statusRefusal(project, 'finishing the composition', ['composing'])
  if (refusal !== undefined) return refuse(refusal)
  if (!mayBeFilm(projectId, key)) return refuse({ kind: 'unfit-key', key })
  return projectChange(state.project, context, {
    project: {
      ...withStatus(project, deriveProjectStatus('completed', countersOf(state))),
      finalOutputKey: key,
    },
    event: {
      type: 'composition-finished',
      ...(earlier !== key && {
        finalOutput: key,
        ...(earlier !== undefined && { finalOutputSuperseded: earlier }),
      }),
    },
    result: (after) => after,
  })
}
