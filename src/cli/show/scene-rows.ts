import type { Badge, Claim, ProjectRecords, Scene, Timestamp } from '../../index.js'
import { badgeOf, hasVideo, inDisplayOrder, liveClaim } from '../../index.js'

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

/** The scenes of a project in the order of the film. */
export function sceneRows({ scenes, claims }: ProjectRecords, now: Timestamp): readonly SceneRow[] {
  return inDisplayOrder(scenes.map(({ value }) => value)).map((scene, index) => {
    const claim = claims.get(scene.sequence)?.value
    return {
      scene,
      place: index + 1,
      badge: badgeOf(scene, { claim, now }),
      hasVideo: hasVideo(scene),
      isClaimed: liveClaim(scene, claim, now) !== undefined,
      ...(claim !== undefined && { claim }),
    }
  })
}
