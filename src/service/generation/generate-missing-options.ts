import type { GenerationProgress } from './generation-progress.js'

/** Options of `Scenes.generateMissing`. */
export interface GenerateMissingOptions {
  /** Scenes generated at the same time. Default: the policy's, 4. */
  readonly concurrency?: number
  /** Aborts the run: nothing more is started, generators are told, claims are released. */
  readonly signal?: AbortSignal
  /** Is told what happens. If it throws, the run goes on and throws that error at its end. */
  readonly onProgress?: (progress: GenerationProgress) => void
  /** Who generates, for people who look. Default: the service's actor. */
  readonly owner?: string
  /** How long a claim lives without a heartbeat, in milliseconds. Default: the policy's, 120,000. */
  readonly leaseMs?: number
  /** Tries per scene in this run. Default: the policy's, 3. */
  readonly maxAttempts?: number
  /** Only these sequences. */
  readonly only?: readonly number[]
  /** Sequences to generate although they have a video; the old clip stays until the new one is recorded. */
  readonly regenerate?: readonly number[]
}
