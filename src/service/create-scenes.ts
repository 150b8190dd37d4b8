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
import * as z from 'zod'
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'
import * as commands from './commands.js'
import type { Environment } from './environment.js'
import type { Command, ExecuteOptions } from './execute.js'
import { execute } from './execute.js'
import { completeScene } from './complete-scene.js'
import { findAdoptable } from './find-adoptable.js'
import { generatedClipSchema } from './generated-clip.schema.js'
import { generateMissing } from './generation/generate-missing.js'
import type { Ids } from './ids.js'
import { randomIds } from './ids.js'
import {
  isClaim,
  OPTIONS,
  parseClaimRef,
  parseOptions,
  parseProjectId,
  parseSceneRef,
  parseText,
} from './input.schema.js'
import { readProject } from './load.js'
import type { Scenes } from './scenes.js'
import { selectScenes } from './select-scenes.js'

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
  assertPort(options, 'store', 'commit', 'createMemorySceneStore()')
  assertPort(options, 'blobs', 'put', 'createMemoryBlobStore()')
  const environment: Environment = Object.freeze({
    store: options.store,
    blobs: options.blobs,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? randomIds,
    random: options.random ?? Math.random,
    policy: resolvePolicy(options.policy),
    actor: options.actor ?? 'scenes',
  })
  const { ids, clock, policy } = environment
  const run = async <State, Input, Result>(
    command: Command<State, Input, Result>,
    input: Input,
    options: ExecuteOptions<State>,
  ): Promise<Result> => (await execute(environment, command, input, options)).result

  return {
    async createProject(project, given) {
      const checked = parseInput(newProjectSchema, project, 'project')
      const { actor, commandId: repeated } = parseOptions(OPTIONS.command, given)
      const commandId = repeated ?? ids.commandId(clock.now())
      const { projectId = ids.projectId(commandId), ...rest } = checked
      const options = { actor, commandId, isNew: repeated === undefined }
      return run(commands.createProject(projectId), { projectId, ...rest }, options)
    },

    async addScenes(projectId, scenes, given) {
      const checked = parseInput(z.array(newSceneSchema(policy)).min(1), scenes, 'scenes')
      const command = commands.addScenes(parseProjectId(projectId))
      return run(command, { scenes: checked }, parseOptions(OPTIONS.command, given))
    },

    async startVideoGeneration(projectId, given) {
      const command = commands.startVideoGeneration(parseProjectId(projectId))
      return run(command, {}, parseOptions(OPTIONS.command, given))
    },

    async load(projectId) {
      return readProject(environment, parseProjectId(projectId))
    },

    async select(projectId, given) {
      const options = parseOptions(OPTIONS.select, given)
      return selectScenes(environment, await readProject(environment, parseProjectId(projectId)), options)
    },

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
      const input = { reason: parseText(reason, 'reason') }
      if (!isClaim(claim)) {
        return run(commands.fail(parseSceneRef(claim.projectId, claim.sequence)), input, options)
      }
      const { ref, claimId } = parseClaimRef(claim)
      return run(commands.fail(ref), { ...input, claimId }, options)
    },

    async release(claim, given) {
      const { ref, claimId } = parseClaimRef(claim)
      const { reason, ...options } = parseOptions(OPTIONS.reason, given)
      return run(commands.release(ref), { claimId, ...(reason !== undefined && { reason }) }, options)
    },

    async reset(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { reason, ...options } = parseOptions(OPTIONS.reason, given)
      return run(commands.reset(ref), { ...(reason !== undefined && { reason }) }, options)
    },

    async retry(projectId, sequence, given) {
      const command = commands.retry(parseSceneRef(projectId, sequence))
      return run(command, {}, parseOptions(OPTIONS.command, given))
    },

    async adopt(projectId, sequence, given) {
      const ref = parseSceneRef(projectId, sequence)
      const { key, ...options } = parseOptions(OPTIONS.adopt, given)
      const requested = key === undefined ? undefined : toObjectKey(key)
      return run(commands.adopt(ref), await findAdoptable(environment, ref, requested), options)
    },

    async generateMissing(projectId, generate, given) {
      if (typeof generate !== 'function') {
        throw new SceneError('INVALID_INPUT', 'generate must be a function (scene, job) => Promise<clip>', {
          input: 'generate',
        })
      }
      return generateMissing(environment, parseProjectId(projectId), generate, given ?? {})
    },

    newCommandId: () => ids.commandId(clock.now()),
  }
}

/** Callers without types forget one; without this they would learn it in the middle of a run. */
function assertPort(options: unknown, name: 'store' | 'blobs', method: string, example: string): void {
  const given: unknown =
    typeof options === 'object' && options !== null ? Reflect.get(options, name) : undefined
  if (typeof given === 'object' && given !== null && typeof Reflect.get(given, method) === 'function') return
  throw new SceneError('INVALID_INPUT', `createScenes needs \`${name}\`, for instance ${example}`, {
    input: name,
  })
}
