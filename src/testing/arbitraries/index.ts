/**
 * Arbitrary scenes, projects, claims, tables and histories for property tests with fast-check.
 * @packageDocumentation
 * @module @badapple/scenes/testing/arbitraries
 */
export {}
