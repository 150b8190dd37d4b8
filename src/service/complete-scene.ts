import type { ObjectKey } from '../core/model/object-key.js'
import type { Scene } from '../core/model/scene.js'
import { complete } from './commands.js'
import type { Environment } from './environment.js'
import { execute } from './execute.js'
import type { CheckedClip } from './generated-clip.schema.js'
import { readScene } from './load.js'
import type { SceneRef } from './scene-ref.js'
import { storeClip } from './store-clip.js'

/** A clip to record, under the claim that it was made with. */
export interface Completion {
  readonly ref: SceneRef
  readonly claimId: string
  /** The attempt's own key, where bytes go. */
  readonly uploadKey: ObjectKey
  readonly clip: CheckedClip
}

/**
 * Stores a clip and records it. Nothing is uploaded again when the scene has this attempt's clip already.
 * @throws SceneError `CLAIM_LOST`, `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE` or `BODY_STALLED`
 */
export async function completeScene(
  environment: Environment,
  { ref, claimId, uploadKey, clip }: Completion,
  options: { readonly actor?: string | undefined; readonly commandId?: string | undefined },
): Promise<Scene> {
  const known = await readScene(environment, ref)
  if ('body' in clip && known.scene.value.clips.original === uploadKey) return known.scene.value
  const key = await storeClip(environment, clip, uploadKey)
  const { durationSeconds } = clip
  const input = { claimId, key, ...(durationSeconds !== undefined && { durationSeconds }) }
  return (await execute(environment, complete(ref), input, { ...options, known })).result
}
