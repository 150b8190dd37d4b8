import { decideAdopt } from '../core/commands/adopt.js'
import type { AdoptInput } from '../core/commands/adopt.js'
import { decideClaim } from '../core/commands/claim-scene.js'
import type { ClaimedScene, ClaimInput } from '../core/commands/claim-scene.js'
import { decideComplete } from '../core/commands/complete.js'
import type { CompleteInput } from '../core/commands/complete.js'
import { decideCreateProject } from '../core/commands/create-project.js'
import type { CreateProjectInput } from '../core/commands/create-project.js'
import { claimLost, currentClaim } from '../core/commands/current-claim.js'
import type { CommandContext, Decision } from '../core/commands/decision.js'
import { refuse } from '../core/commands/decision.js'
import { decideEditProject } from '../core/commands/edit-project.js'
import { decideEditScene } from '../core/commands/edit-scene.js'
import { decideFailComposition } from '../core/commands/fail-composition.js'
import { decideFailSceneGeneration } from '../core/commands/fail-scene-generation.js'
import { decideFail } from '../core/commands/fail.js'
import type { FailInput } from '../core/commands/fail.js'
import { decideFinishComposition } from '../core/commands/finish-composition.js'
import type { FinishCompositionInput } from '../core/commands/finish-composition.js'
import { decideFinishSceneGeneration } from '../core/commands/finish-scene-generation.js'
import { decideHeartbeat } from '../core/commands/heartbeat.js'
import type { HeartbeatInput } from '../core/commands/heartbeat.js'
import type { CountedSnapshot } from '../core/commands/recount.js'
import { decideRecount } from '../core/commands/recount.js'
import { decideReject } from '../core/commands/reject.js'
import type { RejectInput } from '../core/commands/reject.js'
import { decideRelease } from '../core/commands/release.js'
import type { ReleaseInput } from '../core/commands/release.js'
import { decideRepairProject } from '../core/commands/repair-project.js'
import type { RepairProjectInput } from '../core/commands/repair-project.js'
import { decideRepairScene } from '../core/commands/repair-scene.js'
import type { RepairSceneInput } from '../core/commands/repair-scene.js'
import { decideReset } from '../core/commands/reset.js'
import type { ResetInput } from '../core/commands/reset.js'
import { decideRestore } from '../core/commands/restore.js'
import type { RestoreInput } from '../core/commands/restore.js'
import { decideRetry } from '../core/commands/retry.js'
import type { RetryInput } from '../core/commands/retry.js'
import { decideSetClip } from '../core/commands/set-clip.js'
import type { SetClipInput } from '../core/commands/set-clip.js'
import { decideSetProjectStatus } from '../core/commands/set-project-status.js'
import type { SetProjectStatusInput } from '../core/commands/set-project-status.js'
import { decideSetSceneStatus } from '../core/commands/set-scene-status.js'
import type { SetSceneStatusInput } from '../core/commands/set-scene-status.js'
import { decideStartComposition } from '../core/commands/start-composition.js'
import { decideStartSceneGeneration } from '../core/commands/start-scene-generation.js'
import { decideStartVideoGeneration } from '../core/commands/start-video-generation.js'
import { decideSubmitted } from '../core/commands/submitted.js'
import type { SubmittedInput } from '../core/commands/submitted.js'
import { decideUpload } from '../core/commands/upload.js'
import type { UploadInput } from '../core/commands/upload.js'
import type { WorkflowFailure } from '../core/commands/workflow.js'
import type { Claim } from '../core/model/claim.js'
import type { EventType } from '../core/model/event.js'
import type { Project } from '../core/model/project.js'
import type { ProjectChanges } from '../core/model/project-changes.schema.js'
import type { ProjectRecords, SceneRecords } from '../core/model/records.js'
import type { Scene } from '../core/model/scene.js'
import type { SceneChanges } from '../core/model/scene-changes.schema.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import type { Command } from './execute.js'
import { loadCounted, loadProject, loadScene } from './load.js'
import type { SceneRef } from './scene-ref.js'

/** A command on one scene. */
export type SceneCommand<Input, Result> = Command<SceneRecords, Input, Result>

type Decide<State, Input, Result> = (state: State, input: Input, context: CommandContext) => Decision<Result>

/** A command on a scene whose result is the scene. */
function onScene<Input>(eventType: EventType, decide: Decide<SceneRecords, Input, Scene>) {
  return (ref: SceneRef): SceneCommand<Input, Scene> => ({
    ...sceneSource(ref),
    eventType,
    decide,
    recover: ({ scene }) => ({ ok: true, result: scene.value }),
  })
}

/** The commands that end in the scene as it is afterwards. */
export const complete = onScene<CompleteInput>('scene-completed', decideComplete)
export const fail = onScene<FailInput>('scene-failed', decideFail)
export const release = onScene<ReleaseInput>('claim-released', decideRelease)
export const reset = onScene<ResetInput>('scene-reset', decideReset)
export const retry = onScene<RetryInput>('scene-retried', decideRetry)
export const adopt = onScene<AdoptInput>('clip-adopted', decideAdopt)
export const editScene = onScene<SceneChanges>('scene-edited', decideEditScene)
export const upload = onScene<UploadInput>('clip-uploaded', decideUpload)
export const setClip = onScene<SetClipInput>('clip-set', decideSetClip)
export const reject = onScene<RejectInput>('scene-rejected', decideReject)
export const restore = onScene<RestoreInput>('clip-restored', decideRestore)
export const setSceneStatus = onScene<SetSceneStatusInput>('scene-status-set', decideSetSceneStatus)
export const repairScene = onScene<RepairSceneInput>('scene-repaired', decideRepairScene)

/** A command on a project whose result is the project. */
function onProject<Input>(eventType: EventType, decide: Decide<ProjectRecords, Input, Project>) {
  return (projectId: string): Command<ProjectRecords, Input, Project> => ({
    ...projectSource(projectId),
    eventType,
    decide,
    recover: ({ project }) => ({ ok: true, result: project.value }),
  })
}

/** The commands that end in the project as it is afterwards. */
export const editProject = onProject<ProjectChanges>('project-edited', decideEditProject)
export const startSceneGeneration = onProject<object>('scene-generation-started', decideStartSceneGeneration)
export const finishSceneGeneration = onProject<object>(
  'scene-generation-finished',
  decideFinishSceneGeneration,
)
export const failSceneGeneration = onProject<WorkflowFailure>(
  'scene-generation-failed',
  decideFailSceneGeneration,
)
export const startVideoGeneration = onProject<object>('video-generation-started', decideStartVideoGeneration)
export const startComposition = onProject<object>('composition-started', decideStartComposition)
export const finishComposition = onProject<FinishCompositionInput>(
  'composition-finished',
  decideFinishComposition,
)
export const failComposition = onProject<WorkflowFailure>('composition-failed', decideFailComposition)
export const setProjectStatus = onProject<SetProjectStatusInput>('project-status-set', decideSetProjectStatus)

/** A command on a project by what its scenes add up to; its result is the project. */
function onCounted<Input>(eventType: EventType, decide: Decide<CountedSnapshot, Input, Project>) {
  return (projectId: string): Command<CountedSnapshot, Input, Project> => ({
    projectId,
    eventType,
    load: (store) => loadCounted(store, projectId),
    decide,
    recover: ({ records }) => ({ ok: true, result: records.project.value }),
  })
}

/** The commands that set a project to what its scenes say. */
export const recount = onCounted<object>('counters-recounted', decideRecount)
export const repairProjectRecord = onCounted<RepairProjectInput>('project-repaired', decideRepairProject)

export function claim(ref: SceneRef): SceneCommand<ClaimInput, ClaimedScene> {
  return {
    ...sceneSource(ref),
    eventType: 'scene-claimed',
    decide: decideClaim,
    // It took effect once, but it is won only if nobody replaced it since.
    recover: (state, { commandId }) => {
      const held = currentClaim(state, commandId)
      if (held === undefined) return refuse(claimLost(state, commandId))
      return { ok: true, result: { scene: state.scene.value, claim: held } }
    },
  }
}

export function heartbeat(ref: SceneRef, claimId: string): SceneCommand<HeartbeatInput, Claim> {
  return { ...sceneSource(ref), decide: decideHeartbeat, recover: currentOrLost(claimId) }
}

export function submitted(ref: SceneRef, claimId: string): SceneCommand<SubmittedInput, Claim> {
  return {
    ...sceneSource(ref),
    eventType: 'job-submitted',
    decide: decideSubmitted,
    recover: currentOrLost(claimId),
  }
}

export function createProject(
  projectId: string,
): Command<ProjectRecords | undefined, CreateProjectInput, Project> {
  return {
    projectId,
    eventType: 'project-created',
    load: (store) => store.loadProject(projectId),
    decide: decideCreateProject,
    recover: (state) =>
      state === undefined
        ? refuse({ kind: 'project-exists', projectId })
        : { ok: true, result: state.project.value },
  }
}

function sceneSource(ref: SceneRef) {
  return { ...ref, load: (store: SceneStore) => loadScene(store, ref) }
}

function projectSource(projectId: string) {
  return { projectId, load: (store: SceneStore) => loadProject(store, projectId) }
}

function currentOrLost(claimId: string) {
  return (state: SceneRecords): Decision<Claim> => {
    const held = currentClaim(state, claimId)
    return held === undefined ? refuse(claimLost(state, claimId)) : { ok: true, result: held }
  }
}
