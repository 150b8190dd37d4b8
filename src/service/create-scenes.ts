import type { Policy } from '../core/model/policy.js'
import { resolvePolicy } from '../core/model/policy.schema.js'
import type { BlobStore } from '../core/ports/blob-store.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import { assertOptions } from './assert-options.js'
import type { Clock } from './clock.js'
import { systemClock } from './clock.js'
import type { Environment } from './environment.js'
import type { Ids } from './ids.js'
import { randomIds } from './ids.js'
import { claimMethods } from './methods/claim-methods.js'
import { eventMethods } from './methods/event-methods.js'
import { generationMethods } from './methods/generation-methods.js'
import { orderMethods } from './methods/order-methods.js'
import { projectMethods } from './methods/project-methods.js'
import { readingMethods } from './methods/reading-methods.js'
import { repairMethods } from './methods/repair-methods.js'
import { sceneMethods } from './methods/scene-methods.js'
import { sweepMethods } from './methods/sweep-methods.js'
import type { Scenes } from './scenes.js'
import type { SignalListener } from './signals/signal.js'
import { tellSignals } from './signals/tell-signals.js'

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
  /**
   * Is told of what goes on: claims lost, conflicts, findings, repairs, counters that were wrong, how long generations took.
   * Every service also publishes this on the channel `@badapple/scenes` of `node:diagnostics_channel`. What the listener throws
   * becomes a warning of the process, and changes nothing.
   */
  readonly onSignal?: SignalListener
}

/**
 * The service on a scene store and a blob store.
 * @throws SceneError `INVALID_INPUT` for a policy that is none, and for parts that lack something.
 * @example
 * const scenes = createScenes({ store: createMemorySceneStore(), blobs: createMemoryBlobStore() })
 * const { projectId } = await scenes.createProject({ conceptPrompt: 'A lighthouse keeper dances alone' })
 */
export function createScenes(options: CreateScenesOptions): Scenes {
  assertOptions(options)
  const environment: Environment = Object.freeze({
    store: options.store,
    blobs: options.blobs,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? randomIds,
    random: options.random ?? Math.random,
    policy: resolvePolicy(options.policy),
    actor: options.actor ?? 'scenes',
    tell: tellSignals(options.onSignal),
  })
  return {
    ...projectMethods(environment),
    ...orderMethods(environment),
    ...sceneMethods(environment),
    ...claimMethods(environment),
    ...generationMethods(environment),
    ...readingMethods(environment),
    ...eventMethods(environment),
    ...repairMethods(environment),
    ...sweepMethods(environment),
    newCommandId: () => environment.ids.commandId(environment.clock.now()),
  }
}
