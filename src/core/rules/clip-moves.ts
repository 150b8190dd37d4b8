import type { ObjectKey } from '../model/object-key.js'
import type { Scene } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'

/**
 * The scene after a clip became its original: used as a whole (as long as was asked for, where its real length is not
 * known), without an older lip-sync or an error.
 */
export function withNewClip(
  scene: Scene,
  key: ObjectKey,
  { now }: { readonly now: Timestamp },
  durationSeconds?: number,
): Scene {
  const { errorMessage, failedAt, trimPoints, ...rest } = scene
  const length = durationSeconds ?? scene.durationSeconds
  return {
    ...rest,
    status: 'completed',
    clips: { original: key, working: key },
    generationCompletedAt: now,
    ...(length !== undefined && { durationSeconds: length, trimPoints: { in: 0, out: length } }),
  }
}

/** The scene after its error and its clips are gone, as for a first generation. */
export function withoutClips(scene: Scene): Scene {
  const { errorMessage, failedAt, trimPoints, generationCompletedAt, ...rest } = scene
  return { ...rest, clips: {} }
}
