/**
 * The test kit: the service in memory with a clock, faults and builders for the tests of a service, and the contracts of
 * both ports for the tests of an adapter. No test runner is imported.
 * @packageDocumentation
 * @module @badapple/scenes/testing
 */
export * from './contract/contract-case.js'
export { sceneStoreContract } from './contract/scene-store-contract.js'
export { blobStoreContract } from './contract/blob-store-contract.js'
export type * from './contract/scene-store-subject.js'
export type * from './contract/blob-store-subject.js'
export { createTestScenes } from './create-test-scenes.js'
export type {
  InterruptionOptions,
  TestProcessOptions,
  TestBlobStore,
  TestScenes,
  TestSceneStore,
  TestScenesOptions,
} from './create-test-scenes.js'
export type * from './test-data.js'
export * from './builders/a-project.js'
export * from './builders/scene-drafts.js'
export * from './manual-clock.js'
export * from './counting-ids.js'
export * from './python-backend.js'
export { CrashError } from './faults/test-process.js'
export type { SentRequest, TestRequest } from './faults/request-log.js'
export type {
  FaultControls,
  FaultOptions,
  FaultRates,
  FaultsByOperation,
  PlannedFault,
} from './faults/fault-queue.js'
export type { CommitFault, ReadingFault, SceneStoreFaults } from './faults/faulty-scene-store.js'
export type { BlobReadingFault, BlobStoreFaults, UploadFault } from './faults/faulty-blob-store.js'
export { DEFAULT_FAULT_RATES, simulate } from './simulation/simulate.js'
export type {
  SimulatedFaultRates,
  SimulateOptions,
  SimulationReport,
  SimulationScenario,
} from './simulation/simulate.js'
export { SimulatedWorld } from './simulation/simulated-world.js'
export type {
  ArrivedCommit,
  ProcessMain,
  StartOptions,
  WorldObserver,
  WorldOptions,
} from './simulation/simulated-world.js'
export type { SimulatedProcess } from './simulation/simulated-process.js'
export type { Waiting } from './simulation/waiting.js'
export { FAULT_WAYS } from './simulation/way.js'
export type { Course, FaultWay, Way } from './simulation/way.js'
export { seededRandom } from './seeded-random.js'
