import type { SimulatedWorld, WorldObserver } from '@badapple/scenes/testing'

/** Something that is promised of every state: watches a world, and reports there what breaks it. */
export type WatchedPromise = (world: SimulatedWorld) => WorldObserver
