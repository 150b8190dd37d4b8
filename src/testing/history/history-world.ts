import type { ObjectKey } from '../../core/model/object-key.js'
import { SceneError } from '../../core/model/error.js'
import type { BlobStore } from '../../core/ports/blob-store.js'
import type { ClaimedJob } from '../../service/methods/claim-methods.js'
import type { Scenes } from '../../service/scenes.js'

/** An item that another writer read, and may save. */
export interface ReadItem {
  save(): void | Promise<void>
}

/**
 * What a history is played on: the service and, for the steps that are not the service's, its surroundings. A history needs
 * those of the steps that it has.
 */
export interface HistoryWorld {
  readonly scenes: Scenes
  /** For `wait`. */
  readonly clock?: { advance(ms: number): void | Promise<void> }
  /** For `pythonReads` and `pythonSaves`: a project's own item, or that of a scene. */
  readonly python?: { read(projectId: string, sequence?: number): ReadItem | Promise<ReadItem> }
  /** For `uploadOnly` and `loseObject`. */
  readonly blobs?: Pick<BlobStore, 'put'> & { deleteObject(key: ObjectKey): void | Promise<void> }
}

/** A history under way. */
export interface Game {
  readonly world: HistoryWorld
  readonly projectId: string
  /** The last claim of each worker on each scene. */
  readonly claims: Map<string, ClaimedJob>
  /** What the Python backend read last of each item. */
  readonly reads: Map<number | undefined, ReadItem>
}

/** The bytes of every clip. */
export const CLIP_BYTES: Uint8Array = new Uint8Array(16).fill(7)

/** Seconds of every clip. */
export const CLIP_SECONDS = 8

/** A clip as it is generated or uploaded. */
export const CLIP = { body: CLIP_BYTES, durationSeconds: CLIP_SECONDS } as const

/**
 * A part of the world that a step needs.
 * @throws SceneError `INVALID_INPUT` when it is missing.
 */
export function needed<Part extends 'clock' | 'python' | 'blobs'>(
  { world }: Game,
  part: Part,
): NonNullable<HistoryWorld[Part]> {
  const found = world[part]
  if (found !== undefined) return found
  const message = `the history has a step that needs world.${part}; pass it, or leave such steps out with \`steps\``
  throw new SceneError('INVALID_INPUT', message, { input: `world.${part}` })
}

/**
 * Makes sure that there is a scene for a step that no method of the service checks.
 * @throws SceneError `SCENE_NOT_FOUND`
 */
export async function sceneOf({ world, projectId }: Game, sequence: number) {
  const { scenes } = await world.scenes.load(projectId)
  const found = scenes.find(({ value }) => value.sequence === sequence)
  if (found !== undefined) return found.value
  const message = `project ${projectId} has no scene ${sequence}`
  throw new SceneError('SCENE_NOT_FOUND', message, { projectId, sequence })
}
