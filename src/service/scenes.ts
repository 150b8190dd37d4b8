import type { Claim } from '../core/model/claim.js'
import type { NewProjectInput } from '../core/model/new-project.schema.js'
import type { NewSceneInput } from '../core/model/new-scene.schema.js'
import type { ObjectKey } from '../core/model/object-key.js'
import type { Project } from '../core/model/project.js'
import type { ProjectRecords } from '../core/model/records.js'
import type { Scene } from '../core/model/scene.js'
import type { Timestamp } from '../core/model/time.js'
import type { Selection } from '../core/rules/selection.js'
import type { SceneRef } from './scene-ref.js'
import type { GeneratedClip } from './generated-clip.schema.js'
import type { GenerateMissingOptions } from './generation/generate-missing-options.js'
import type { Generate } from './generation/generation-job.js'
import type { GenerationSummary } from './generation/generation-summary.js'

/** Options of every command. */
export interface CommandOptions {
  /** Who acts, for the history. Default: the service's actor. */
  readonly actor?: string
  /**
   * An id from {@link Scenes.newCommandId}, kept by a caller that may have to repeat the call, after a crash for
   * instance: whatever was done under this id is not done again.
   */
  readonly commandId?: string
}

/** Options of {@link Scenes.claim}. */
export interface ClaimOptions extends CommandOptions {
  /** Who will generate. Default: the actor. */
  readonly owner?: string
  /** How long the claim lives without a heartbeat, in milliseconds. Default: the policy's, 120,000. */
  readonly leaseMs?: number
  /** Claim it although it has a video. */
  readonly regenerate?: boolean
}

/** What names a claim; plain data that another process can complete the scene with. */
export interface ClaimRef extends SceneRef {
  readonly claimId: string
  /** Number of the attempt; with the claim's id it makes the attempt's own key. */
  readonly attempt: number
}

/** A claim just made. */
export interface ClaimedJob extends ClaimRef {
  /** When the claim runs out without a heartbeat. */
  readonly expiry: Timestamp
  /** This attempt's own key: upload the clip there. */
  readonly uploadKey: ObjectKey
  /** The provider's job of an earlier attempt that came to no end; ask for its result before submitting anew. */
  readonly resumeJobId?: string
  readonly scene: Scene
}

/** Options of {@link Scenes.select}. */
export interface SelectOptions {
  /** Only these sequences. */
  readonly only?: readonly number[]
  /** Sequences to select although they have a video. */
  readonly regenerate?: readonly number[]
}

/**
 * The service: every command loads, decides by pure rules, and commits atomically. Any number of workers, on any number
 * of machines, may call the same commands on the same project at the same time.
 *
 * All methods throw {@link SceneError}: `INVALID_INPUT` for arguments that are not what they must be,
 * `PROJECT_NOT_FOUND`, `SCENE_NOT_FOUND`, `REFUSED` where a rule says no, `CONTENDED` and `STORE_UNAVAILABLE` when the
 * time budget was used up. Nothing is changed then, except that `STORE_UNAVAILABLE` with `outcome: 'unknown'` may or
 * may not have taken effect: repeat the call with the `commandId` in its details.
 */
export interface Scenes {
  /**
   * Creates a project without scenes.
   * @throws SceneError `PROJECT_EXISTS`
   */
  createProject(project: NewProjectInput, options?: CommandOptions): Promise<Project>
  /**
   * Appends scenes, under numbers that were never used before; at most 87 at once. The project must be `processing` or
   * `completed`, or have no scenes yet.
   */
  addScenes(
    projectId: string,
    scenes: readonly NewSceneInput[],
    options?: CommandOptions,
  ): Promise<readonly Scene[]>
  /** Moves a project to `processing`. Refused when it has nothing to generate. */
  startVideoGeneration(projectId: string, options?: CommandOptions): Promise<Project>

  /** All records of a project. */
  load(projectId: string): Promise<ProjectRecords>
  /** Which scenes would be generated now, and why the others not; in display order. */
  select(projectId: string, options?: SelectOptions): Promise<Selection<Scene>>

  /** Claims a scene. Whoever holds the claim generates; the result may be completed by another process. */
  claim(projectId: string, sequence: number, options?: ClaimOptions): Promise<ClaimedJob>
  /**
   * Prolongs a claim.
   * @throws SceneError `CLAIM_LOST`
   */
  heartbeat(claim: ClaimRef, options?: { readonly leaseMs?: number }): Promise<Claim>
  /**
   * Records the provider's job on the claim.
   * @throws SceneError `CLAIM_LOST`
   */
  submitted(claim: ClaimRef, jobId: string, options?: CommandOptions): Promise<Claim>
  /**
   * Uploads the clip where bytes are given, makes sure that the object is there, and records it. Calling it again after
   * it succeeded succeeds again, as long as the scene has this clip.
   * @throws SceneError `CLAIM_LOST`: the object stays; `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`.
   */
  complete(claim: ClaimRef, clip: GeneratedClip, options?: CommandOptions): Promise<Scene>
  /**
   * Ends an attempt that failed for good. Without a claim it fails a scene that nobody has started.
   * @throws SceneError `CLAIM_LOST`
   */
  fail(
    claim: SceneRef & { readonly claimId?: string },
    reason: string,
    options?: CommandOptions,
  ): Promise<Scene>
  /**
   * Gives a claim back without a result; the next claimant can resume the provider's job.
   * @throws SceneError `CLAIM_LOST`
   */
  release(claim: ClaimRef, options?: CommandOptions & { readonly reason?: string }): Promise<Scene>

  /** Takes a scene back to `pending` to be generated again; its clips go to history, and a worker at it is shut out. */
  reset(
    projectId: string,
    sequence: number,
    options?: CommandOptions & { readonly reason?: string },
  ): Promise<Scene>
  /** Takes a failed scene back to `pending`. */
  retry(projectId: string, sequence: number, options?: CommandOptions): Promise<Scene>
  /**
   * Records a finished clip that nobody recorded: the one whose making is beyond doubt or, on request, the one at `key`.
   */
  adopt(
    projectId: string,
    sequence: number,
    options?: CommandOptions & { readonly key?: string },
  ): Promise<Scene>

  /**
   * Generates every scene that has no video: adopts finished clips that nobody recorded, claims, generates, uploads,
   * verifies and records; renews its claims; tries again after errors that say `retryable`. Safe to run many times at
   * once: workers share the scenes among them. A scene that one run failed is tried by another run whose turn comes
   * later, as status never excludes.
   * @returns What became of each scene; it does not throw for scenes that fail.
   * @example
   * const summary = await scenes.generateMissing('91cf', async (scene, job) => {
   *   const jobId = job.resumeJobId ?? (await provider.submit(scene.prompt))
   *   await job.submitted(jobId)
   *   return { body: await provider.result(jobId, job.signal), durationSeconds: 8 }
   * })
   */
  generateMissing(
    projectId: string,
    generate: Generate,
    options?: GenerateMissingOptions,
  ): Promise<GenerationSummary>

  /** An id for {@link CommandOptions.commandId}. */
  newCommandId(): string
}
