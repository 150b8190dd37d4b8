/**
 * The pure core: the model, the rules and the decisions. No I/O, no clock, no randomness; it runs in a browser.
 * @packageDocumentation
 * @module @badapple/scenes/core
 */
export * from './model/status.js'
export type { Timestamp } from './model/time.js'
export { addMs, epochMs, parseTimestamp, toTimestamp } from './model/time.js'
export { isObjectKey, MAX_KEY_BYTES, objectKeyProblem, toObjectKey } from './model/object-key.js'
export type { InvalidKey, ObjectKey, StoredKey } from './model/object-key.js'
export {
  attemptKey,
  attemptOfKey,
  finalKey,
  lipSyncedKey,
  oldSceneKey,
  projectPrefix,
  roleOfKey,
  scenePrefix,
  uploadedKey,
  workingKey,
} from './model/object-key-layout.js'
export type { KeyRole } from './model/object-key-layout.js'
export type { ClipName, Clips, Scene, TrimPoints } from './model/scene.js'
export * from './model/project.js'
export type * from './model/view.js'
export type * from './model/claim.js'
export * from './model/event.js'
export * from './model/finding.js'
export { eventJsonSchema, eventSchema } from './model/event.schema.js'
export type * from './model/records.js'
export type * from './model/intent.js'
export type * from './model/repair.js'
export * from './model/change.js'
export type * from './model/blob.js'
export type * from './model/unreferenced-object.js'
export * from './model/scene-mover.js'
export type * from './model/refusal.js'
export * from './model/policy.js'
export { resolvePolicy } from './model/policy.schema.js'
export * from './model/error.js'
export { newProjectSchema } from './model/new-project.schema.js'
export type { NewProject, NewProjectInput } from './model/new-project.schema.js'
export type { GivenFields } from './model/given-fields.js'
export { projectChangesSchema } from './model/project-changes.schema.js'
export type { ProjectChanges, ProjectChangesInput } from './model/project-changes.schema.js'
export { newSceneSchema } from './model/new-scene.schema.js'
export type { NewScene, NewSceneInput } from './model/new-scene.schema.js'
export { sceneChangesSchema } from './model/scene-changes.schema.js'
export type { SceneChanges, SceneChangesInput } from './model/scene-changes.schema.js'
export * from './model/trim.js'

export { hasVideo } from './rules/video.js'
export { deriveProjectStatus, recalculateCounters } from './rules/counters.js'
export type { Counters } from './rules/counters.js'
export { liveClaim } from './rules/claims.js'
export type { Lease } from './rules/claims.js'
export * from './rules/selection.js'
export { describeSkip, explain } from './rules/explain.js'
export * from './rules/transitions.js'
export * from './rules/assert-transition.js'
export { describeRefusal } from './rules/describe-refusal.js'
export { projectStateDiagram, sceneStateDiagram } from './rules/state-diagram.js'
export { judgeCandidates } from './rules/adoption.js'
export type { AdoptionCandidate, AdoptionCase } from './rules/adoption.js'
export { inDisplayOrder } from './rules/display-order.js'
export type { Placed } from './rules/display-order.js'
export type { SceneWithClips, SceneWithUrls } from './rules/clip-source.js'
export * from './rules/progress.js'
export * from './rules/badge.js'
export * from './rules/replay.js'
export * from './rules/replay-differences.js'
export { describeReplayDifference } from './rules/describe-replay-difference.js'
export { isLocked } from './rules/locked.js'
export * from './rules/polling.js'
export * from './rules/poll-interval.js'
export * from './rules/playback.js'
export { keysToSign, projectView } from './rules/view.js'
export type { KeyToSign, ViewPlace, ViewRecords } from './rules/view.js'
export { reconcileScene } from './rules/reconcile-scene.js'
export type { Reconciliation } from './rules/reconcile-scene.js'
export { referencedKeys } from './rules/scene-case.js'
export type { AuditPolicy, SceneCase, SceneObjects } from './rules/scene-case.js'
export { keyUses } from './rules/key-uses.js'
export type { KeyUses } from './rules/key-uses.js'
export { keyInUrl } from './rules/key-in-url.js'
export { checkProject } from './rules/check-project.js'
export type { ProjectCheck } from './rules/check-project.js'
export { planRepairs } from './rules/plan-repairs.js'
export * from './rules/check-demotions.js'
export { assertChange } from './model/assert-change.js'
export { factsHold } from './model/guard.js'

export type { CommandContext, Decision } from './commands/decision.js'
export * from './commands/create-project.js'
export { decideAddScenes } from './commands/add-scenes.js'
export type { AddScenesInput } from './commands/add-scenes.js'
export { decideReorderScenes } from './commands/reorder-scenes.js'
export type { ReorderScenesInput } from './commands/reorder-scenes.js'
export { decideRemoveScene } from './commands/remove-scene.js'
export type { RemoveSceneInput } from './commands/remove-scene.js'
export { decideAdvanceIntent } from './commands/advance-intent.js'
export type { IntentProgress } from './commands/advance-intent.js'
export * from './commands/start-video-generation.js'
export * from './commands/claim-scene.js'
export * from './commands/heartbeat.js'
export * from './commands/submitted.js'
export { decideComplete } from './commands/complete.js'
export type { CompleteInput } from './commands/complete.js'
export * from './commands/fail.js'
export * from './commands/release.js'
export { decideReset } from './commands/reset.js'
export type { ResetInput } from './commands/reset.js'
export * from './commands/retry.js'
export * from './commands/repair-scene.js'
export { decideRecount } from './commands/recount.js'
export type { CountedSnapshot } from './commands/recount.js'
export * from './commands/adopt.js'
export * from './commands/edit-scene.js'
export { decideUpload } from './commands/upload.js'
export type { UploadInput } from './commands/upload.js'
export * from './commands/set-clip.js'
export * from './commands/reject.js'
export * from './commands/restore.js'
export * from './commands/set-scene-status.js'
export * from './commands/edit-project.js'
export * from './commands/start-scene-generation.js'
export * from './commands/finish-scene-generation.js'
export * from './commands/fail-scene-generation.js'
export * from './commands/start-composition.js'
export * from './commands/finish-composition.js'
export * from './commands/fail-composition.js'
export * from './commands/set-project-status.js'
export type { WorkflowFailure } from './commands/workflow.js'

export type * from './ports/scene-store.js'
export type * from './ports/blob-store.js'
export { byteChunks } from './ports/byte-chunks.js'

export type { DynamoJson, Item, ItemValue, RawAttribute } from './items/item.js'
export { placeOf } from './items/item.js'
export { fromDynamoJson, toDynamoJson } from './items/dynamo-json.js'
export type { DynamoJsonItem } from './items/dynamo-json.js'
export type { ItemKey } from './items/keys.js'
export {
  EVENT_PREFIX,
  eventKey,
  FIRST_RECORD_SK,
  keyOf,
  LAST_RECORD_SK,
  partitionKey,
  PROJECT_SK,
} from './items/keys.js'
export { executeChange, itemKeysOf } from './items/execute-change.js'
export type { ChangeExecution } from './items/execute-change.js'
export type {
  DecodedItem,
  Field,
  FieldTable,
  ItemForm,
  ItemPatch,
  RecordCodec,
  UnreadableItem,
} from './items/record-codec.js'
export type { Attribute } from './items/attribute.js'
export { projectCodec } from './items/project-item.js'
export { sceneCodec } from './items/scene-item.js'
export { claimCodec } from './items/claim-item.js'
export { readProjectItems, readSceneItems } from './items/read-records.js'
export { readEventPage, readListedPage } from './items/read-pages.js'
export { fromEventItem } from './items/event-item.js'
export { segmentOf } from './items/segment.js'
