import type { ObjectKey } from '../../core/model/object-key.js'
import type { Scene } from '../../core/model/scene.js'
import type { GeneratedClip } from '../generated-clip.schema.js'

/** One attempt at a scene, as the generator sees it. */
export interface GenerationJob {
  /**
   * Aborted when the run is aborted or the claim is lost; stop then, the result is not needed. A stream that was returned
   * already may go on: its clip is paid for, and is stored to its end. Break it with an error to stop that too.
   */
  readonly signal: AbortSignal
  /** Number of the attempt at this scene, over all runs and workers. */
  readonly attempt: number
  /**
   * The provider's job of an earlier attempt that came to no end. Ask for its result first; submit anew only if the
   * provider says that it is gone or failed. An error without `retryable` makes the job forgotten, a `retryable` one
   * keeps it for the next attempt.
   */
  readonly resumeJobId?: string
  /** This attempt's own key, for generators that upload by themselves and return `{ key }`. */
  readonly uploadKey: ObjectKey
  /**
   * Records the provider's job id; call it right after submission, so that a crash does not pay twice. While the store
   * does not answer, the id is kept and recorded later.
   * @throws SceneError `CLAIM_LOST`
   */
  submitted(jobId: string): Promise<void>
  /**
   * Prolongs the claim. It happens by itself; call it where the event loop is blocked for long.
   * @throws SceneError `CLAIM_LOST`
   */
  heartbeat(): Promise<void>
}

/**
 * Makes the clip of one scene. An error with `retryable: true` is tried again after a wait; any other fails the scene.
 * The clip is paid for: a length or media type that makes no sense is left out rather than refused. A stream that gives no
 * bytes for the policy's `uploadIdleMs` is let go of, and the generator asked again, with the job to resume.
 */
export type Generate = (scene: Scene, job: GenerationJob) => Promise<GeneratedClip>
