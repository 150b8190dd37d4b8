import type { StoredKey } from '../../core/model/object-key.js'
import type { Environment } from '../environment.js'
import type { Generate } from './generation-job.js'
import type { GenerationProgress } from './generation-progress.js'
import type { KnownProject } from './known-project.js'

/** What all scenes of one run share. */
export interface GenerationRun {
  readonly environment: Environment
  readonly projectId: string
  readonly generate: Generate
  readonly owner: string
  readonly leaseMs: number
  readonly maxAttempts: number
  /** Aborted when the run is to end. */
  readonly signal: AbortSignal
  /** Scenes to generate although they have a video, with the video that each had when the run began. */
  readonly regenerate: ReadonlyMap<number, StoredKey>
  /** Keys that clips of the project used when the run began. */
  readonly usedKeys: ReadonlySet<string>
  /** What is known of the project without another load. */
  readonly known: KnownProject
  readonly report: (progress: GenerationProgress) => void
}
