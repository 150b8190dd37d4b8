import type { PromiseCase } from '../case-of.js'
import type { SceneStoreCapability, SceneStoreSubject } from '../scene-store-subject.js'

/** A promise of the scene store, and how to see whether it is kept. */
export type SceneStoreCase = PromiseCase<SceneStoreSubject, SceneStoreCapability>
