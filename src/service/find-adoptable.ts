import type { AdoptInput } from '../core/commands/adopt.js'
import type { ObjectKey } from '../core/model/object-key.js'
import { usedKeys } from '../core/rules/scene-records.js'
import type { Environment } from './environment.js'
import { findSceneObjects } from './find-scene-objects.js'
import { readProject } from './load.js'
import type { SceneRef } from './scene-ref.js'
import { statAgain } from './upload.js'

/**
 * What adopting a clip is decided on: the object asked for, or whatever there is of the scene.
 * @throws SceneError `PROJECT_NOT_FOUND`, `BLOB_UNREACHABLE`
 */
export async function findAdoptable(
  environment: Environment,
  ref: SceneRef,
  requested: ObjectKey | undefined,
): Promise<AdoptInput> {
  const records = await readProject(environment, ref.projectId)
  const used = usedKeys(records)
  if (requested === undefined) {
    const clip = records.claims.get(ref.sequence)?.value.clip
    return { usedKeys: used, objects: await findSceneObjects(environment, ref, clip) }
  }
  const answer = await statAgain(environment, requested)
  return { usedKeys: used, objects: [], requested: { key: requested, answer } }
}
