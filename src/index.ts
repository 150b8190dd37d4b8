/**
 * Which scenes still need a clip, each generated exactly once, and records that stay consistent with the bucket. This
 * entry point holds the service and all of the core.
 * @packageDocumentation
 * @module @badapple/scenes
 */
export * from './core/index.js'
export { createScenes } from './service/create-scenes.js'
export type { CreateScenesOptions } from './service/create-scenes.js'
export type * from './service/scenes.js'
export type * from './service/command-options.js'
export type { ProjectMethods, SetProjectStatusOptions } from './service/methods/project-methods.js'
export type { OrderMethods } from './service/methods/order-methods.js'
export type {
  RejectOptions,
  RestoreOptions,
  SceneMethods,
  SetSceneStatusOptions,
} from './service/methods/scene-methods.js'
export type { ClaimMethods, ClaimOptions, ClaimRef, ClaimedJob } from './service/methods/claim-methods.js'
export type { GenerationMethods, SelectOptions } from './service/methods/generation-methods.js'
export type {
  HistoryOptions,
  ListOptions,
  ProjectList,
  ReadingMethods,
} from './service/methods/reading-methods.js'
export type { EventMethods } from './service/methods/event-methods.js'
export type { ProjectReplayReport } from './service/replay-project.js'
export type * from './service/watch/watch.js'
export type * from './service/watch/watch-options.js'
export type { EventStreamOptions } from './service/event-stream/event-stream-options.js'
export type { RepairMethods } from './service/methods/repair-methods.js'
export type { SweepMethods } from './service/methods/sweep-methods.js'
export type { SweepOptions } from './service/sweep/sweep-options.js'
export type { SweepProgress, SweptProject } from './service/sweep/sweep-progress.js'
export type { SweepSummary } from './service/sweep/sweep-summary.js'
export type { Audit } from './service/audit/audit-project.js'
export type {
  RepairOptions,
  RepairProgress,
  RepairSelection,
  RepairStep,
  RepairSummary,
} from './service/audit/repair-project.js'
export { SIGNAL_CHANNEL } from './service/signals/signal-channel.js'
export type * from './service/signals/signal.js'
export type { SceneRef } from './service/scene-ref.js'
export { systemClock } from './service/clock.js'
export type { Clock } from './service/clock.js'
export { randomIds } from './service/ids.js'
export type { Ids } from './service/ids.js'
export type { ClipBy, GeneratedClip } from './service/generated-clip.schema.js'
export type { ClipSource, ClipToSet, LipSyncedClip, WorkingClip } from './service/clip-to-set.schema.js'
export type { Generate, GenerationJob } from './service/generation/generation-job.js'
export type { GenerateMissingOptions } from './service/generation/generate-missing-options.js'
export type { GenerationProgress } from './service/generation/generation-progress.js'
export { OUTCOMES } from './service/generation/generation-summary.js'
export type { GenerationSummary, SceneOutcome } from './service/generation/generation-summary.js'
