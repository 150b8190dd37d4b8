import type { Scene } from '../model/scene.js'
import { SCENE_STATUSES } from '../model/status.js'
import type { SceneStatus } from '../model/status.js'
import type { SceneView } from '../model/view.js'
import { hasUrl } from './clip-source.js'
import { entriesOf, oneOf, propertyOf } from './untyped.js'

/** What progress needs of a scene, of the domain or of an API view. */
export type SceneInProgress =
  | Pick<Scene, 'clips' | 'status' | 'durationSeconds'>
  | Pick<SceneView, 'originalVideoClipUrl' | 'status' | 'duration'>

/** How far the scenes of a project are. */
export interface Progress {
  readonly total: number
  /** Scenes that have a video, whatever their status. */
  readonly withVideo: number
  /** Scenes that have none. */
  readonly missing: number
  readonly byStatus: Readonly<Record<SceneStatus, number>>
  /** Share of the scenes that have a video: a whole number, 0 exactly for none and 100 exactly for all of them. */
  readonly percent: number
  /**
   * Share of the film's length that has a video, as `percent`. A scene of unknown length counts as long as the mean of
   * those known.
   */
  readonly percentByDuration: number
}

/**
 * How far the scenes of a project are, by the URL rule. A project without scenes is at 0 percent.
 * @param scenes - Scenes of the domain or of an API view.
 * @throws SceneError `INVALID_INPUT` for objects that are neither, and for a status that no scene has.
 * @example
 * const progress = progressOf([
 *   { originalVideoClipUrl: 'https://media.example/1.mp4', status: 'completed', duration: 6 },
 *   { originalVideoClipUrl: null, status: 'processing', duration: 2 },
 * ])
 * progress.percent // 50
 * progress.percentByDuration // 75
 */
export function progressOf(scenes: Iterable<SceneInProgress>): Progress {
  const byStatus = { pending: 0, processing: 0, completed: 0, failed: 0 }
  const entries = entriesOf(scenes, 'scenes').map((scene) => {
    const video = hasUrl(scene)
    byStatus[oneOf(SCENE_STATUSES, scene.status, 'scene status')]++
    return { video, length: lengthOf(scene) }
  })
  const withVideo = entries.filter(({ video }) => video).length
  const missing = entries.length - withVideo
  const weights = weightsOf(entries.map(({ length }) => length))
  const done = sum(weights.filter((_, at) => entries[at]?.video === true))
  return {
    total: entries.length,
    withVideo,
    missing,
    byStatus,
    percent: percentOf(withVideo / entries.length, withVideo, missing),
    percentByDuration: percentOf(done / sum(weights), withVideo, missing),
  }
}

/** Rounding never makes all or nothing of a part. */
function percentOf(share: number, withVideo: number, missing: number): number {
  if (withVideo === 0) return 0
  return missing === 0 ? 100 : Math.min(Math.max(Math.round(share * 100), 1), 99)
}

/** Lengths relative to the longest, so that no sum of them is too large for a number. */
function weightsOf(lengths: readonly (number | undefined)[]): readonly number[] {
  const known = lengths.filter((length) => length !== undefined)
  if (known.length === 0) return lengths.map(() => 1)
  const longest = known.reduce((longer, length) => Math.max(longer, length))
  const mean = sum(known.map((length) => length / longest)) / known.length
  return lengths.map((length) => (length === undefined ? mean : length / longest))
}

/** A length that is no positive number is unknown. */
function lengthOf(scene: SceneInProgress): number | undefined {
  const length = propertyOf(scene, 'clips' in scene ? 'durationSeconds' : 'duration')
  return typeof length === 'number' && Number.isFinite(length) && length > 0 ? length : undefined
}

/** Added in order of size: the order of the scenes must not show in the last digits. */
function sum(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b).reduce((total, number) => total + number, 0)
}
