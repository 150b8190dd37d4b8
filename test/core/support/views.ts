import type { ProjectRecords } from '../../../src/core/model/records.js'
import type { Scene } from '../../../src/core/model/scene.js'
import type { ProjectView, SceneView } from '../../../src/core/model/view.js'
import { projectView } from '../../../src/core/rules/view.js'
import { projectRecords } from './builders.js'

/** The URL of a key, signed at some time. */
export function urlOf(key: string, signedAt = 1): string {
  return `https://media.example/${encodeURIComponent(key)}?X-Amz-Date=${signedAt}`
}

/** A URL for everything that stands where a key belongs, so that no view is refused. */
export function urlsOf(records: Pick<ProjectRecords, 'project' | 'scenes'>, signedAt = 1) {
  const urls = new Map<string, string>()
  const { project, scenes } = records
  const { characterImageKey, productImageKey, audioBackingTrackKey, finalOutputKey } = project.value
  const keys: (string | undefined)[] = [
    characterImageKey,
    productImageKey,
    audioBackingTrackKey,
    finalOutputKey,
  ]
  for (const { value } of scenes) {
    keys.push(value.audioClipKey, ...(value.referenceImageKeys ?? []))
    keys.push(value.clips.original, value.clips.working, value.clips.lipSynced)
  }
  for (const key of keys) if (key !== undefined) urls.set(key, urlOf(key, signedAt))
  return urls
}

/** The view of records, whatever stands where keys belong. */
export function viewOf(records: ProjectRecords, signedAt = 1): ProjectView {
  return projectView({ ...records, invalid: [] }, urlsOf(records, signedAt))
}

/** The views of scenes, each in the place of its scene. */
export function sceneViews(scenes: readonly Scene[], signedAt = 1): readonly SceneView[] {
  return scenes.flatMap((scene) => viewOf(projectRecords([scene]), signedAt).scenes)
}
