import type { ObjectKey } from '../core/model/object-key.js'
import type { Environment } from './environment.js'
import { presentOf } from './environment.js'
import type { Command } from './execute.js'
import { execute } from './execute.js'
import type { CheckedClip } from './generated-clip.schema.js'
import { refusalError } from './refusal-error.js'
import { persistently } from './retry.js'
import { storeClip } from './store-clip.js'

/** An object for a command to record. */
export interface ObjectToRecord<Input> {
  readonly clip: CheckedClip
  /** The key for bytes: of the command's own, so that a repeated command finds its upload. */
  readonly uploadKey: (commandId: string) => ObjectKey
  readonly input: (key: ObjectKey) => Input
}

/**
 * Brings an object into the bucket where bytes are given, makes sure that it is there, and runs the command that records
 * it. Nothing is uploaded for a command that is refused, has nothing to change, or was carried out under its id before.
 * When the process dies after the upload, nothing refers to the object; the command repeated with its id records it.
 * @throws SceneError `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`, `BODY_STALLED`, and what the command throws.
 */
export async function executeWithObject<State, Input, Result>(
  environment: Environment,
  command: Command<State, Input, Result>,
  { clip, uploadKey, input: inputOf }: ObjectToRecord<Input>,
  {
    actor = environment.actor,
    commandId: repeated,
  }: { actor?: string | undefined; commandId?: string | undefined },
): Promise<Result> {
  const { store, clock, ids, policy } = environment
  const { projectId } = command
  const commandId = repeated ?? ids.commandId(clock.now())
  const key = 'key' in clip ? clip.key : uploadKey(commandId)
  const input = inputOf(key)
  const isDone =
    repeated !== undefined &&
    (await persistently(environment, () => store.findEvent(projectId, commandId))) !== undefined
  if (!isDone) {
    const state = await persistently(environment, () => command.load(store))
    const now = presentOf(environment)
    const decision = command.decide(state, input, {
      now,
      policy,
      commandId,
      commitId: `${commandId}.0`,
      actor,
    })
    if (!decision.ok) throw refusalError(decision.refusal, projectId)
    if (decision.change === undefined) return decision.result
    await storeClip(environment, clip, key)
  }
  // An upload may take long, and readers of events count on an id that is made right before its commit.
  const commitAs = repeated ?? ids.commandId(clock.now())
  const options = { actor, commandId: commitAs, isNew: repeated === undefined }
  return (await execute(environment, command, input, options)).result
}
