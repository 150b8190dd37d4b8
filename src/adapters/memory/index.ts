/**
 * Both ports in memory: for tests and demos, and the reference for every other adapter.
 * @packageDocumentation
 * @module @badapple/scenes/memory
 */
export { createMemorySceneStore } from './scene-store.js'
export type { MemorySceneStore, MemorySceneStoreOptions } from './scene-store.js'
export * from './blob-store.js'
