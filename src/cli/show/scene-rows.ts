import type { Badge, Claim, ProjectRecords, Scene, Timestamp } from '../../index.js'
import {
  addMs,
  BADGE_LABELS,
  badgeOf,
  DEFAULT_POLICY,
  hasVideo,
  inDisplayOrder,
  liveClaim,
} from '../../index.js'

/** What is known about a scene. */
export interface SceneRow {
  readonly scene: Scene
  /** Its place in the film, from 1; stored ones may have gaps and duplicates. */
  readonly place: number
  readonly badge: Badge
  readonly hasVideo: boolean
  /** The lease, live or over. */
  readonly claim?: Claim
  readonly isClaimed: boolean
}

const STALLED: Badge = { kind: 'stalled', label: BADGE_LABELS.stalled }

/** The scenes of a project in the order of the film. */
export function sceneRows(
  { scenes, claims }: ProjectRecords,
  now: Timestamp,
  foreignGraceMs = 0,
): readonly SceneRow[] {
  const graceMs = Math.max(DEFAULT_POLICY.graceMs, foreignGraceMs)
  return inDisplayOrder(scenes.map(({ value }) => value)).map((scene, index) => {
    const claim = claims.get(scene.sequence)?.value
    return {
      scene,
      place: index + 1,
      badge: isForgotten(scene, claim, addMs(now, -graceMs)) ? STALLED : badgeOf(scene, { claim, now }),
      hasVideo: hasVideo(scene),
      isClaimed: liveClaim(scene, claim, now) !== undefined,
      ...(claim !== undefined && { claim }),
    }
  })
}

/** Nobody holds it and nobody has touched it for so long that an audit calls it stalled. */
function isForgotten(scene: Scene, claim: Claim | undefined, before: Timestamp): boolean {
  const isAtWork = scene.status === 'processing' && !hasVideo(scene)
  return isAtWork && claim === undefined && scene.updatedAt < before
}

/** What its status says is not so, by the key of its clip. */
export function isContradicted({ hasVideo, scene }: SceneRow): boolean {
  return hasVideo !== (scene.status === 'completed')
}
