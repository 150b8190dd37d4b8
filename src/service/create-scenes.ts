import type { AdoptInput } from '../core/commands/adopt.js'
import { SceneError } from '../core/model/error.js'
import { parseInput } from '../core/model/issues.schema.js'
import { newProjectSchema } from '../core/model/new-project.schema.js'
import { newSceneSchema } from '../core/model/new-scene.schema.js'
import { toObjectKey } from '../core/model/object-key.js'
import { attemptKey } from '../core/model/object-key-layout.js'
import type { Policy } from '../core/model/policy.js'
import { resolvePolicy } from '../core/model/policy.schema.js'
import type { BlobStore } from '../core/ports/blob-store.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import { usedKeys } from '../core/rules/scene-records.js'
import * as z from 'zod'
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'
import * as commands from './commands.js'
import type { SceneRef } from './commands.js'
import type { Environment } from './environment.js'
import type { Command, ExecuteOptions } from './execute.js'
import { execute } from './execute.js'
import { findSceneObjects } from './find-scene-objects.js'
import { generatedClipSchema } from './generated-clip.schema.js'
import { generateMissing, selectScenes } from './generation/generate-missing.js'
import type { Ids } from './ids.js'
import { randomIds } from './ids.js'
import {
  parseAttempt,
  parseClaimRef,
  parseCommandOptions,
  parseProjectId,
  parseSceneRef,
  parseText,
} from './input.schema.js'
import { loadProject, loadScene } from './load.js'
import type { Scenes } from './scenes.js'
import { storeClip } from './store-clip.js'

/** Options of {@link createScenes}. */
export interface CreateScenesOptions {
  readonly store: SceneStore
  readonly blobs: BlobStore
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Default: UUIDs and ULIDs. */
  readonly ids?: Ids
  /** Chance for waits between tries, from 0 to below 1. Default: `Math.random`. */
  readonly random?: () => number
  /** Rules and numbers that differ from `DEFAULT_POLICY`. */
  readonly policy?: Partial<Policy>
  /** Who acts where a call names nobody. Default: `scenes`. */
  readonly actor?: string
}

/**
 * The service on a scene store and a blob store.
 * @throws SceneError `INVALID_INPUT` for a policy that is none.
 * @example
 * const scenes = createScenes({ store: createMemorySceneStore(), blobs: createMemoryBlobStore() })
 * const { projectId } = await scenes.createProject({ conceptPrompt: 'A lighthouse keeper dances alone' })
 */
export function createScenes(options: CreateScenesOptions): Scenes {
  const environment: Environment = Object.freeze({
    store: options.store,
    blobs: options.blobs,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? randomIds,
    random: options.random ?? Math.random,
    policy: resolvePolicy(options.policy),
    actor: options.actor ?? 'scenes',
  })
  const { store, ids, clock, policy } = environment
  const run = async <State, Input, Result>(
    command: Command<State, Input, Result>,
    input: Input,
    { actor, commandId }: ExecuteOptions<State>,
  ): Promise<Result> => (await execute(environment, command, input, { actor, commandId })).result

  return {
    async createProject(project, given = {}) {
      const { projectId = ids.projectId(), ...rest } = parseInput(newProjectSchema, project, 'project')
      return run(commands.createProject(projectId), { projectId, ...rest }, parseCommandOptions(given))
    },

    async addScenes(projectId, scenes, given = {}) {
      const checked = parseInput(z.array(newSceneSchema(policy)).min(1), scenes, 'scenes')
      return run(
        commands.addScenes(parseProjectId(projectId)),
        { scenes: checked },
        parseCommandOptions(given),
      )
    },

    async startVideoGeneration(projectId, given = {}) {
      return run(commands.startVideoGeneration(parseProjectId(projectId)), {}, parseCommandOptions(given))
    },

    async load(projectId) {
      return loadProject(store, parseProjectId(projectId))
    },

    async select(projectId, given = {}) {
      return selectScenes(environment, await loadProject(store, parseProjectId(projectId)), given)
    },

    async claim(projectId, sequence, given = {}) {
      const options = parseCommandOptions(given)
      const ref = parseSceneRef(projectId, sequence)
      const owner = options.owner ?? options.actor ?? environment.actor
      const { leaseMs = policy.leaseMs, regenerate = false } = options
      const { scene, claim } = await run(
        commands.claim(ref),
        { owner, leaseMs, regenerate },
        { actor: options.actor ?? owner, commandId: options.commandId },
      )
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

    async heartbeat(claim, given = {}) {
      const { claimId, ...ref } = parseClaimRef(claim)
      const { leaseMs = policy.leaseMs } = parseCommandOptions(given)
      return run(commands.heartbeat(ref, claimId), { claimId, leaseMs }, {})
    },

    async submitted(claim, jobId, given = {}) {
      const { claimId, ...ref } = parseClaimRef(claim)
      const input = { claimId, jobId: parseText(jobId, 'jobId') }
      return run(commands.submitted(ref, claimId), input, parseCommandOptions(given))
    },

    async complete(claim, clip, given = {}) {
      const { claimId, ...ref } = parseClaimRef(claim)
      const checked = parseInput(generatedClipSchema, clip, 'clip')
      const attempt = parseAttempt(claim) ?? (await attemptOfClaim(environment, ref, claimId))
      const uploadKey = attemptKey(ref.projectId, ref.sequence, attempt, claimId)
      const key = await storeClip(environment, checked, uploadKey)
      const { durationSeconds } = checked
      const input = { claimId, key, ...(durationSeconds !== undefined && { durationSeconds }) }
      return run(commands.complete(ref), input, parseCommandOptions(given))
    },

    async fail(claim, reason, given = {}) {
      const input = { reason: parseText(reason, 'reason') }
      if (claim.claimId === undefined) {
        const ref = parseSceneRef(claim.projectId, claim.sequence)
        return run(commands.fail(ref), input, parseCommandOptions(given))
      }
      const { claimId, ...ref } = parseClaimRef(claim)
      return run(commands.fail(ref), { ...input, claimId }, parseCommandOptions(given))
    },

    async release(claim, given = {}) {
      const { claimId, ...ref } = parseClaimRef(claim)
      const { reason, ...options } = parseCommandOptions(given)
      return run(commands.release(ref), { claimId, ...(reason !== undefined && { reason }) }, options)
    },

    async reset(projectId, sequence, given = {}) {
      const { reason, ...options } = parseCommandOptions(given)
      const ref = parseSceneRef(projectId, sequence)
      return run(commands.reset(ref), { ...(reason !== undefined && { reason }) }, options)
    },

    async retry(projectId, sequence, given = {}) {
      return run(commands.retry(parseSceneRef(projectId, sequence)), {}, parseCommandOptions(given))
    },

    async adopt(projectId, sequence, given = {}) {
      const { key, ...options } = parseCommandOptions(given)
      const ref = parseSceneRef(projectId, sequence)
      return run(commands.adopt(ref), await adoptInput(environment, ref, key), options)
    },

    async generateMissing(projectId, generate, given = {}) {
      if (typeof generate !== 'function') {
        throw new SceneError('INVALID_INPUT', 'generate must be a function (scene, job) => Promise<clip>', {
          input: 'generate',
        })
      }
      return generateMissing(environment, parseProjectId(projectId), generate, given)
    },

    newCommandId: () => ids.commandId(clock.now()),
  }
}

/** The attempt that a claim stands for; 0, which is never adopted on its own, when the claim was lost. */
async function attemptOfClaim({ store }: Environment, ref: SceneRef, claimId: string): Promise<number> {
  const { claim } = await loadScene(store, ref)
  return claim?.value.claimId === claimId ? claim.value.attempt : 0
}

async function adoptInput(environment: Environment, ref: SceneRef, key?: string): Promise<AdoptInput> {
  const { store, blobs } = environment
  const used = usedKeys(await loadProject(store, ref.projectId))
  if (key === undefined) return { usedKeys: used, objects: await findSceneObjects(environment, ref) }
  const requested = toObjectKey(key)
  return { usedKeys: used, objects: [], requested: { key: requested, answer: await blobs.stat(requested) } }
}
