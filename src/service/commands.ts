import { decideAddScenes } from '../core/commands/add-scenes.js'
import type { AddScenesInput } from '../core/commands/add-scenes.js'
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
import { decideFail } from '../core/commands/fail.js'
import type { FailInput } from '../core/commands/fail.js'
import { decideHeartbeat } from '../core/commands/heartbeat.js'
import type { HeartbeatInput } from '../core/commands/heartbeat.js'
import { decideRelease } from '../core/commands/release.js'
import type { ReleaseInput } from '../core/commands/release.js'
import { decideReset } from '../core/commands/reset.js'
import type { ResetInput } from '../core/commands/reset.js'
import { decideRetry } from '../core/commands/retry.js'
import { decideStartVideoGeneration } from '../core/commands/start-video-generation.js'
import { decideSubmitted } from '../core/commands/submitted.js'
import type { SubmittedInput } from '../core/commands/submitted.js'
import type { Claim } from '../core/model/claim.js'
import type { EventType } from '../core/model/event.js'
import type { Project } from '../core/model/project.js'
import type { ProjectRecords, SceneRecords } from '../core/model/records.js'
import type { Scene } from '../core/model/scene.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import type { Command, Earlier } from './execute.js'
import { loadProject, loadScene } from './load.js'
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
export const retry = onScene<object>('scene-retried', decideRetry)
export const adopt = onScene<AdoptInput>('clip-adopted', decideAdopt)

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

export function addScenes(projectId: string): Command<ProjectRecords, AddScenesInput, readonly Scene[]> {
  return {
    ...projectSource(projectId),
    eventType: 'scenes-added',
    decide: decideAddScenes,
    recover: ({ scenes }, { result, event }: Earlier<readonly Scene[]>) => {
      const added = scenes
        .map(({ value }) => value)
        .filter((scene) => event?.sequences?.includes(scene.sequence))
      return { ok: true, result: result ?? added }
    },
  }
}

export function startVideoGeneration(projectId: string): Command<ProjectRecords, object, Project> {
  return {
    ...projectSource(projectId),
    eventType: 'video-generation-started',
    decide: decideStartVideoGeneration,
    recover: ({ project }) => ({ ok: true, result: project.value }),
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
