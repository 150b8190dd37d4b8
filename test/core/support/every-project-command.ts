import fc from 'fast-check'
import type { CommandContext, Decision } from '../../../src/core/commands/decision.js'
import { decideEditProject } from '../../../src/core/commands/edit-project.js'
import { decideFailComposition } from '../../../src/core/commands/fail-composition.js'
import { decideFailSceneGeneration } from '../../../src/core/commands/fail-scene-generation.js'
import { decideFinishComposition } from '../../../src/core/commands/finish-composition.js'
import { decideFinishSceneGeneration } from '../../../src/core/commands/finish-scene-generation.js'
import { decideSetProjectStatus } from '../../../src/core/commands/set-project-status.js'
import { decideStartComposition } from '../../../src/core/commands/start-composition.js'
import { decideStartSceneGeneration } from '../../../src/core/commands/start-scene-generation.js'
import { decideStartVideoGeneration } from '../../../src/core/commands/start-video-generation.js'
import { PROJECT_MODES } from '../../../src/core/model/project.js'
import type { ProjectChanges } from '../../../src/core/model/project-changes.schema.js'
import type { ProjectRecords } from '../../../src/core/model/records.js'
import { PROJECT_STATUSES } from '../../../src/core/model/status.js'
import { objectKeys } from '../../arbitraries/object-keys.js'

/** A command about a project as a whole with its input. */
export interface ProjectCommand {
  readonly input: unknown
  readonly decide: (state: ProjectRecords, context: CommandContext) => Decision<unknown>
}

function command<Input>(
  inputs: fc.Arbitrary<Input>,
  decide: (state: ProjectRecords, input: Input, context: CommandContext) => Decision<unknown>,
): fc.Arbitrary<ProjectCommand> {
  return inputs.map((input) => ({ input, decide: (state, context) => decide(state, input, context) }))
}

const nothing = fc.constant({})
const failures = fc.constant({ reason: 'because' })
const statuses = fc.constantFrom(...PROJECT_STATUSES)
const settable = fc.constantFrom(...PROJECT_STATUSES.filter((status) => status !== 'queued'))
const changes: fc.Arbitrary<ProjectChanges> = fc.record(
  {
    conceptPrompt: fc.constantFrom('a', 'b'),
    characterDescription: fc.constantFrom('tall', null),
    characterImageKey: fc.oneof(objectKeys, fc.constant(null)),
    audioBackingTrackKey: fc.oneof(objectKeys, fc.constant(null)),
    mode: fc.constantFrom(...PROJECT_MODES, null),
  },
  { requiredKeys: [], noNullPrototype: true },
)

/** Every command about a project as a whole that does not touch its scenes, with arbitrary input. */
export const projectCommands: fc.Arbitrary<ProjectCommand> = fc.oneof(
  command(changes, decideEditProject),
  command(nothing, decideStartSceneGeneration),
  command(nothing, decideFinishSceneGeneration),
  command(failures, decideFailSceneGeneration),
  command(nothing, decideStartVideoGeneration),
  command(nothing, decideStartComposition),
  command(fc.record({ key: objectKeys }, { noNullPrototype: true }), decideFinishComposition),
  command(failures, decideFailComposition),
  command(
    fc.record(
      { status: settable, expected: statuses, reason: fc.constant('because') },
      { requiredKeys: ['status'], noNullPrototype: true },
    ),
    decideSetProjectStatus,
  ),
)
