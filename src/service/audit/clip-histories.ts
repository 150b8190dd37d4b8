import type { SceneEvent } from '../../core/model/event.js'
import type { ProjectRecords } from '../../core/model/records.js'
import type { Scene } from '../../core/model/scene.js'
import { supersededKeys } from '../../core/rules/clip-history.js'
import { savedByOthers } from '../../core/rules/foreign-save.js'
import { hasVideo } from '../../core/rules/video.js'
import type { Environment } from '../environment.js'
import { persistently } from '../retry.js'
import type { BucketView } from './observe-bucket.js'

/** Events per read. */
const READ_AT_ONCE = 500

/**
 * For the scenes where it matters, the keys that their history took away. It is read only where a clip may have come back
 * or a finished one lies about, and where this library ever took a clip away: that always leaves a lease.
 */
export async function clipHistories(
  environment: Environment,
  records: ProjectRecords,
  bucket: BucketView,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const suspects = records.scenes
    .map(({ value }) => value)
    .filter((scene) => records.claims.has(scene.sequence) && isSuspect(scene, bucket))
  if (suspects.length === 0) return new Map()
  const events = await readEvents(environment, records.project.value.projectId)
  return new Map(suspects.map((scene) => [scene.sequence, supersededKeys(events, scene)]))
}

function isSuspect(scene: Scene, { scenes }: BucketView): boolean {
  if (hasVideo(scene)) return savedByOthers(scene)
  const found = scenes.get(scene.sequence)?.found ?? []
  return found === 'unreachable' || found.length > 0
}

async function readEvents(environment: Environment, projectId: string): Promise<readonly SceneEvent[]> {
  const events: SceneEvent[] = []
  for (let after: string | undefined; ;) {
    const options = { limit: READ_AT_ONCE, ...(after !== undefined && { after }) }
    const page = await persistently(environment, () => environment.store.readEvents(projectId, options))
    events.push(...page.items)
    if (page.cursor === undefined) return events
    after = page.cursor
  }
}
