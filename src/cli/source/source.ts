import type { Clock, DynamoJsonItem, Scenes, SceneStore } from '../../index.js'

/** Where commands are carried out. */
export interface Workplace {
  readonly scenes: Scenes
  readonly store: SceneStore
}

/** Where the scenes are: a table and a bucket, or an export of them in a file. */
export interface Source extends Workplace {
  /** In words, such as `table MVProjects`. */
  readonly name: string
  /** Whether anything can be said about objects. */
  readonly objects: 'known' | 'unknown'
  /** The present by which everything is judged. */
  readonly clock: Clock
  readonly items: ItemDoor
  /** A copy of a project in memory, beside the same bucket. What is done there is what would be done here. */
  readonly rehearse: (projectId: string) => Promise<Workplace>
  /** Makes what was written last; a table needs no saving. */
  readonly save: () => Promise<void>
}

/** The items themselves, as they are stored. */
export interface ItemDoor {
  /** All of them, or those of some projects. */
  readonly read: (projectIds: readonly string[]) => AsyncIterable<DynamoJsonItem>
  /** The item at the key of this one. */
  readonly find: (item: DynamoJsonItem) => Promise<DynamoJsonItem | undefined>
  /** Stores an item; over another only where that is allowed. Whether it did. */
  readonly put: (item: DynamoJsonItem, options: { readonly overwrite: boolean }) => Promise<boolean>
  /** All objects of some projects, or of all. */
  readonly objects: (projectIds: readonly string[]) => AsyncIterable<ExportedObject>
}

/** An object in the form of a listing. */
export interface ExportedObject {
  readonly key: string
  /** Bytes. */
  readonly size: number
  readonly lastModified: string
  readonly contentType?: string
}
