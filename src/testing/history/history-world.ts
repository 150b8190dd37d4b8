import type { ObjectKey } from '../../core/model/object-key.js'
import type { BlobStore } from '../../core/ports/blob-store.js'
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
