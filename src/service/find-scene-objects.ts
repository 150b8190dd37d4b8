import type { BlobStat } from '../core/model/blob.js'
import type { ObjectKey } from '../core/model/object-key.js'
import { oldSceneKey, scenePrefix } from '../core/model/object-key-layout.js'
import type { Environment } from './environment.js'
import { persistently } from './retry.js'
import type { SceneRef } from './scene-ref.js'
import { unreachable } from './upload.js'

/**
 * Every object that may be a clip of a scene: its folder, the single file of the older layout, and the clip that the lease
 * names, wherever it is.
 * @throws SceneError `BLOB_UNREACHABLE` when the bucket does not answer in time; it is never taken to be empty.
 */
export async function findSceneObjects(
  environment: Environment,
  { projectId, sequence }: SceneRef,
  recorded: ObjectKey | undefined,
): Promise<readonly BlobStat[]> {
  const { blobs } = environment
  const prefix = scenePrefix(projectId, sequence)
  const others = [oldSceneKey(projectId, sequence)]
  if (recorded !== undefined && !recorded.startsWith(prefix)) others.push(recorded)
  return persistently(environment, async () => {
    const objects: BlobStat[] = []
    for await (const object of blobs.list(prefix)) objects.push(object)
    for (const key of new Set(others)) {
      const answer = await blobs.stat(key)
      if (answer === 'unreachable') throw unreachable(key)
      if (typeof answer !== 'string') objects.push(answer)
    }
    return objects
  })
}
