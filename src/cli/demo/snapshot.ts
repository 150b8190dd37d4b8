import { hasVideo, inDisplayOrder } from '../../index.js'
import type { BlobStore, Project, ProjectRecords, Scene, SceneStore } from '../../index.js'
import { lookAtClip } from './clip-object.js'
import type { ClipObject } from './clip-object.js'

/** A scene as stored, and the object behind its URL. */
export interface SceneState {
  readonly scene: Scene
  readonly object: ClipObject
}

/** A project at one moment. */
export interface ProjectState {
  readonly project: Project
  readonly records: ProjectRecords
  /** In display order. */
  readonly scenes: readonly SceneState[]
}

/** Every project as it is now: those with scenes first, each group from the oldest on. */
export async function takeSnapshot(store: SceneStore, blobs: BlobStore): Promise<readonly ProjectState[]> {
  const states: ProjectState[] = []
  for (const projectId of await projectIds(store)) {
    const records = await store.loadProject(projectId)
    if (records === undefined) continue
    const scenes: SceneState[] = []
    for (const scene of inDisplayOrder(records.scenes.map(({ value }) => value))) {
      scenes.push({ scene, object: await lookAtClip(blobs, scene) })
    }
    states.push({ project: records.project.value, records, scenes })
  }
  const isEmpty = ({ scenes }: ProjectState) => Number(scenes.length === 0)
  return states.sort(
    (a, b) => isEmpty(a) - isEmpty(b) || (a.project.createdAt < b.project.createdAt ? -1 : 1),
  )
}

/** The scenes without a video. */
export function scenesWithoutVideo({ scenes }: ProjectState): readonly Scene[] {
  return scenes.map(({ scene }) => scene).filter((scene) => !hasVideo(scene))
}

async function projectIds(store: SceneStore): Promise<readonly string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await store.listProjects(cursor === undefined ? {} : { cursor })
    ids.push(...page.items.map(({ value }) => value.projectId))
    if (page.cursor === undefined) return ids
    cursor = page.cursor
  }
}
