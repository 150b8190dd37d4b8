import type { Scene } from '../model/scene.js'

/**
 * Whether a scene has a video: its original clip is set. The one rule that decides what is generated; `null`, `""` and
 * absent all mean "no video".
 * @example
 * hasVideo({ clips: {} }) // false
 */
export function hasVideo(scene: Pick<Scene, 'clips'>): boolean {
  return Boolean(scene.clips.original)
}
