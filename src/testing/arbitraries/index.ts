/**
 * Arbitrary scenes, projects, claims, tables and histories for property tests with fast-check.
 * @packageDocumentation
 * @module @badapple/scenes/testing/arbitraries
 */
export { arbitraryScene } from './scene.js'
export { arbitraryProject } from './project.js'
export { arbitraryClaim } from './claim.js'
export type { ClaimedScene } from './claim.js'
export type { FixedFields } from './fixed-fields.js'
export * from './table.js'
export type { CountRange } from './table/count-range.js'
export * from './history.js'
export * from '../history/play-history.js'
export type * from '../history/history-step.js'
export type { HistoryWorld, ReadItem } from '../history/history-world.js'
