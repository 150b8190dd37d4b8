import type { ObjectKey } from './object-key.js'
import type { Timestamp } from './time.js'

/**
 * The right to generate one scene: a lease with a fence, kept in a record of its own. Whoever holds the current
 * `claimId` may complete; `expiry` only decides when others may take over.
 */
export interface Claim {
  readonly projectId: string
  readonly sequence: number
  /** The fence: random, replaced by every new claim and by reset, adoption on request and the like. */
  readonly claimId: string
  /** Who holds it, for people who look. */
  readonly owner: string
  /** The lease is live while this is in the future. Heartbeats move it, never back. */
  readonly expiry: Timestamp
  /** Given back, failed, completed or fenced off: no heartbeat brings it back to life. */
  readonly ended?: boolean
  /** `createdAt` of the claimed scene; a claim for another one of the same number is no claim. */
  readonly sceneCreatedAt: Timestamp
  /** Number of the current or last attempt; only grows. */
  readonly attempt: number
  /** The attempts limit counts from here; set by completion, reset, reject and retry. */
  readonly attemptBase: number
  /** Attempts up to here are settled: their objects are never adopted on their own. Missing: never fenced. */
  readonly floor?: number
  /** The provider's job of an unfinished attempt; the next attempt can resume it. */
  readonly jobId?: string
  /** The key that this library last set as the scene's original clip. */
  readonly clip?: ObjectKey
}
