import type { Claim } from '../../core/model/claim.js'
import { parseInput } from '../../core/model/issues.schema.js'
import type { ObjectKey } from '../../core/model/object-key.js'
import { attemptKey } from '../../core/model/object-key-layout.js'
import type { Scene } from '../../core/model/scene.js'
import type { Timestamp } from '../../core/model/time.js'
import type { CommandOptions, ReasonOptions } from '../command-options.js'
import * as commands from '../commands.js'
import { completeScene } from '../complete-scene.js'
import type { Environment } from '../environment.js'
import { runner } from '../execute.js'
import type { GeneratedClip } from '../generated-clip.schema.js'
import { generatedClipSchema } from '../generated-clip.schema.js'
import {
  isClaim,
  OPTIONS,
  parseClaimRef,
  parseFailure,
  parseOptions,
  parseSceneRef,
  parseText,
} from '../input.schema.js'
import type { SceneRef } from '../scene-ref.js'

/** Options of {@link ClaimMethods.claim}. */
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

/** Claims: who generates a scene, and what becomes of it. */
export interface ClaimMethods {
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
   * @throws SceneError `CLAIM_LOST`: the object stays; `BLOB_ABSENT`, `BLOB_EMPTY`, `BLOB_EXISTS`, `BLOB_UNREACHABLE`;
   * `BODY_STALLED` for a stream that gives no bytes for too long: pass a new one.
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
  release(claim: ClaimRef, options?: ReasonOptions): Promise<Scene>
}

/** See {@link ClaimMethods}. */
export function claimMethods(environment: Environment): ClaimMethods {
  const run = runner(environment)
  const { policy } = environment
  return {
    async claim(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const options = parseOptions(OPTIONS.claim, given)
      const owner = options.owner ?? options.actor ?? environment.actor
      const { leaseMs = policy.leaseMs, regenerate = false, actor = owner, commandId } = options
      const input = { owner, leaseMs, regenerate }
      const { scene, claim } = await run(commands.claim(ref), input, { actor, commandId })
      const { claimId, attempt, expiry, jobId } = claim
      return {
        ...ref,
        claimId,
        attempt,
        expiry,
        uploadKey: attemptKey(projectId, sequence, attempt, claimId),
        ...(jobId !== undefined && { resumeJobId: jobId }),
        scene,
      }
    },

    async heartbeat(claim, given) {
      const { ref, claimId } = parseClaimRef(claim)
      const { leaseMs = policy.leaseMs } = parseOptions(OPTIONS.heartbeat, given)
      return run(commands.heartbeat(ref, claimId), { claimId, leaseMs }, {})
    },

    async submitted(claim, jobId, given) {
      const { ref, claimId } = parseClaimRef(claim)
      const input = { claimId, jobId: parseText(jobId, 'jobId') }
      return run(commands.submitted(ref, claimId), input, parseOptions(OPTIONS.command, given))
    },

    async complete(claim, clip, given) {
      const { ref, claimId, attempt } = parseClaimRef(claim)
      const checked = parseInput(generatedClipSchema, clip, 'clip')
      const options = parseOptions(OPTIONS.command, given)
      const uploadKey = attemptKey(ref.projectId, ref.sequence, attempt, claimId)
      return completeScene(environment, { ref, claimId, uploadKey, clip: checked }, options)
    },

    async fail(claim, reason, given) {
      const options = parseOptions(OPTIONS.command, given)
      const input = { reason: parseFailure(reason) }
      if (!isClaim(claim)) {
        return run(commands.fail(parseSceneRef(claim.projectId, claim.sequence)), input, options)
      }
      const { ref, claimId } = parseClaimRef(claim)
      return run(commands.fail(ref), { ...input, claimId }, options)
    },

    async release(claim, given) {
      const { ref, claimId } = parseClaimRef(claim)
      const { reason, ...options } = parseOptions(OPTIONS.release, given)
      return run(commands.release(ref), { claimId, ...(reason !== undefined && { reason }) }, options)
    },
  }
}
