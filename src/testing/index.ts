/**
 * The test kit: the service in memory with a clock, faults and builders for the tests of a service, and the contracts of
 * both ports for the tests of an adapter. No test runner is imported.
 * @packageDocumentation
 * @module @badapple/scenes/testing
 */
export * from './contract/contract-case.js'
export type * from './contract/scene-store-subject.js'
export type * from './contract/blob-store-subject.js'
