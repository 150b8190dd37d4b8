import type { SceneEvent } from '../../core/model/event.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { Scene } from '../../core/model/scene.js'
import { supersededKeys } from '../../core/rules/clip-history.js'
import { savedByOthers } from '../../core/rules/foreign-save.js'
import { hasVideo } from '../../core/rules/video.js'
import type { Environment } from '../environment.js'
import { eventPages } from '../event-pages.js'
import type { BucketView } from './observe-bucket.js'

/**
 * For the scenes where it matters, the keys that their history took away. It is read only where a clip may have come back
 * or a finished one lies about, and where this library ever took a clip away: that always leaves a lease.
 */
export async function clipHistories(
  environment: Environment,
  records: ProjectRecords,
  bucket: BucketView,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const suspects = records.scenes
    .map(({ value }) => value)
    .filter((scene) => records.claims.has(scene.sequence) && isSuspect(scene, bucket))
  if (suspects.length === 0) return new Map()
  const events: SceneEvent[] = []
  const { projectId } = records.project.value
  for await (const { items } of eventPages(environment, projectId, signal)) events.push(...items)
  return new Map(suspects.map((scene) => [scene.sequence, supersededKeys(events, scene)]))
}

function isSuspect(scene: Scene, { scenes }: BucketView): boolean {
  if (hasVideo(scene)) return savedByOthers(scene)
  const found = scenes.get(scene.sequence)?.found ?? []
  return found === 'unreachable' || found.length > 0
}
