import type { BlobStat } from '../core/model/blob.js'
import { SceneError } from '../core/model/error.js'
import { oldSceneKey, scenePrefix } from '../core/model/object-key-layout.js'
import type { SceneRef } from './commands.js'
import type { Environment } from './environment.js'
import { retrying } from './retry.js'

/**
 * Every object of a scene: its folder, and the single file of the older layout.
 * @throws SceneError `BLOB_UNREACHABLE` when the bucket does not answer in time; it is never taken to be empty.
 */
export async function findSceneObjects(
  environment: Environment,
  { projectId, sequence }: SceneRef,
): Promise<readonly BlobStat[]> {
  const { blobs, clock, policy } = environment
  const oldKey = oldSceneKey(projectId, sequence)
  return retrying(environment, clock.now() + policy.commitBudgetMs, async () => {
    const objects: BlobStat[] = []
    for await (const object of blobs.list(scenePrefix(projectId, sequence))) objects.push(object)
    const old = await blobs.stat(oldKey)
    if (old === 'unreachable') {
      throw new SceneError(
        'BLOB_UNREACHABLE',
        `the bucket did not say whether ${oldKey} exists`,
        { key: oldKey },
        {
          retryable: true,
        },
      )
    }
    return typeof old === 'string' ? objects : [...objects, old]
  })
}
