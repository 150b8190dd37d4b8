import type { Policy } from '../core/model/policy.js'
import type { Timestamp } from '../core/model/time.js'
import { toTimestamp } from '../core/model/time.js'
import type { BlobStore } from '../core/ports/blob-store.js'
import type { SceneStore } from '../core/ports/scene-store.js'
import type { Clock } from './clock.js'
import type { Ids } from './ids.js'
import type { SignalListener } from './signals/signal.js'

/** Everything the service works with, fixed when it is created. */
export interface Environment {
  readonly store: SceneStore
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly ids: Ids
  /** From 0 to below 1, for jitter. */
  readonly random: () => number
  readonly policy: Policy
  /** Who acts where a call names nobody. */
  readonly actor: string
  /** Tells whoever listens to signals; never throws. */
  readonly tell: SignalListener
}

/** The present of an environment. */
export function presentOf({ clock }: Environment): Timestamp {
  return toTimestamp(clock.now())
}
