import type { DynamoJsonItem } from '../../core/items/dynamo-json.js'
import type { ItemKey } from '../../core/items/keys.js'
import type { SceneStore } from '../../core/ports/scene-store.js'

/** What not every store has, by name. */
export type SceneStoreCapability =
  /** It keeps items in the form of the production table, which others may write. */
  | 'production-items'
  /** Several stores may be opened on the same data, as several processes do. */
  | 'several-stores'

/** The table behind a store, without the store. */
export interface TableDoor {
  /** An item in DynamoDB JSON as it is stored, strongly consistent. */
  getItem(key: ItemKey): Promise<DynamoJsonItem | undefined>
  /** Saves a whole item, as the Python backend does. */
  putItem(item: DynamoJsonItem): Promise<void>
  deleteItem(key: ItemKey): Promise<void>
}

/** A store to hold to the contract. */
export interface SceneStoreSubject {
  readonly store: SceneStore
  /** Another store on the same data that shares nothing with the first, as another process would open it. */
  readonly another?: () => SceneStore | Promise<SceneStore>
  readonly table?: TableDoor
  /** Called when the case is over, however it went. */
  readonly close?: () => void | Promise<void>
}

/**
 * Makes the store for one case. It may be new and empty each time, or one that all cases share: each case works in
 * projects of its own.
 */
export type SceneStoreFactory = () => SceneStoreSubject | Promise<SceneStoreSubject>

/** Options of `sceneStoreContract`. */
export interface SceneStoreContractOptions {
  /** What the store lacks, with the reason; cases that need it are skipped by name. */
  readonly lacks?: Readonly<Partial<Record<SceneStoreCapability, string>>>
}
