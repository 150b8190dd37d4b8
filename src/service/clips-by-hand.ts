import type { SetClipInput } from '../core/commands/set-clip.js'
import { givenFields } from '../core/model/given-fields.js'
import type { ObjectKey } from '../core/model/object-key.js'
import { lipSyncedKey, uploadedKey, workingKey } from '../core/model/object-key-layout.js'
import type { Scene } from '../core/model/scene.js'
import { keysOfOthers } from '../core/rules/scene-records.js'
import type { CheckedClipToSet } from './clip-to-set.schema.js'
import * as commands from './commands.js'
import type { Environment } from './environment.js'
import { executeWithObject } from './execute-with-object.js'
import { findInHistory } from './find-in-history.js'
import type { CheckedClip } from './generated-clip.schema.js'
import { readProject } from './load.js'
import type { SceneRef } from './scene-ref.js'

/** Options of a command, checked. */
interface Options {
  readonly actor?: string | undefined
  readonly commandId?: string | undefined
}

/** Stores a video by hand, and makes it the scene's. */
export async function uploadClip(
  environment: Environment,
  ref: SceneRef,
  clip: CheckedClip,
  options: Options,
): Promise<Scene> {
  const usedByOthers = await usedElsewhere(environment, ref, clip)
  const { durationSeconds } = clip
  const recorded = {
    clip,
    uploadKey: (commandId: string) => uploadedKey(ref.projectId, ref.sequence, commandId),
    input: (key: ObjectKey) => ({ key, usedByOthers, ...givenFields({ durationSeconds }) }),
  }
  return executeWithObject(environment, commands.upload(ref), recorded, options)
}

/** Stores a clip that was made from the scene's video, and sets it. */
export async function setClip(
  environment: Environment,
  ref: SceneRef,
  { facts, source }: CheckedClipToSet,
  options: Options,
): Promise<Scene> {
  const usedByOthers = await usedElsewhere(environment, ref, source)
  const ownKey = facts.clip === 'working' ? workingKey : lipSyncedKey
  const recorded = {
    clip: source,
    uploadKey: (commandId: string) => ownKey(ref.projectId, ref.sequence, commandId),
    input: (key: ObjectKey): SetClipInput => {
      const derived = { key, madeFrom: facts.madeFrom, usedByOthers }
      if (facts.clip === 'working') return { ...derived, clip: 'working', trimPoints: facts.trimPoints }
      return { ...derived, clip: 'lipSynced', ...givenFields({ jobId: facts.jobId }) }
    },
  }
  return executeWithObject(environment, commands.setClip(ref), recorded, options)
}

/** Makes an earlier clip the scene's video again. */
export async function restoreClip(
  environment: Environment,
  ref: SceneRef,
  key: ObjectKey,
  options: Options,
): Promise<Scene> {
  const clip = { key }
  const usedByOthers = await usedElsewhere(environment, ref, clip)
  const history = await findInHistory(environment, ref, key)
  const recorded = { clip, uploadKey: () => key, input: () => ({ key, history, usedByOthers }) }
  return executeWithObject(environment, commands.restore(ref), recorded, options)
}

/** Nobody else can use the command's own key, where bytes go. */
async function usedElsewhere(
  environment: Environment,
  { projectId, sequence }: SceneRef,
  clip: CheckedClip,
): Promise<ReadonlySet<string>> {
  return 'key' in clip ? keysOfOthers(await readProject(environment, projectId), sequence) : new Set()
}
