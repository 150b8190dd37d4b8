import type { ProjectStatus, SceneStatus } from './status.js'

/** Every rule and number that a caller may choose. Durations are milliseconds. */
export interface Policy {
  /** `strict`: the tables of `SCENE_TRANSITIONS` and `PROJECT_TRANSITIONS`; `permissive`: any move, as the backend allows. */
  readonly transitions: 'strict' | 'permissive'
  /**
   * How long a `processing` scene without a claim of this library is taken to be in the hands of another worker, from
   * its `updatedAt`. 0 is the pure URL rule; 900,000 is advised while the Python backend also generates.
   */
  readonly foreignGraceMs: number
  /** Statuses that are left out of selection and refused by claims. None by default: status alone never excludes. */
  readonly skipStatuses: readonly SceneStatus[]
  /** How long a claim lives without a heartbeat. Heartbeats come three times as often. */
  readonly leaseMs: number
  /** How long after an expiry or an upload a slow winner may still finish by itself. */
  readonly graceMs: number
  /** How long scenes may be in the making, or the film, before an audit reports the project as stalled. */
  readonly workflowLimitMs: number
  /**
   * Of the scenes that a repair saw, the share that may lose their video as their object is gone; beyond it (and beyond
   * three) a wrong bucket is more likely.
   */
  readonly maxDemotedShare: number
  /** Tries of one `generateMissing` run per scene. */
  readonly maxAttempts: number
  /** Scenes generated at the same time by one `generateMissing` run. */
  readonly concurrency: number
  /** How long a command keeps trying against conflicts and an unavailable store. */
  readonly commitBudgetMs: number
  /** How long an aborted run waits for generators that are still busy before it releases their claims. */
  readonly abortGraceMs: number
  /** How long the stream of a clip may give no bytes while it is uploaded, before the upload is ended. */
  readonly uploadIdleMs: number
  /** Wait before the second try of a generation; doubled for each further one, with full jitter. */
  readonly backoffBaseMs: number
  /** The longest wait between two tries of a generation. */
  readonly backoffMaxMs: number
  /** Characters. */
  readonly maxPromptLength: number
  /** Characters. */
  readonly maxNegativePromptLength: number
  /** Statuses of a project that take further scenes. */
  readonly addScenesIn: readonly ProjectStatus[]
  /** Statuses of a project that take its first scenes. */
  readonly addFirstScenesIn: readonly ProjectStatus[]
  /** Statuses of a project that scenes may be removed from. */
  readonly removeScenesIn: readonly ProjectStatus[]
}

/** What holds unless a caller says otherwise. */
export const DEFAULT_POLICY: Policy = Object.freeze<Policy>({
  transitions: 'strict',
  foreignGraceMs: 0,
  skipStatuses: [],
  leaseMs: 120_000,
  graceMs: 60_000,
  workflowLimitMs: 3_600_000,
  maxDemotedShare: 0.2,
  maxAttempts: 3,
  concurrency: 4,
  commitBudgetMs: 30_000,
  abortGraceMs: 5_000,
  uploadIdleMs: 60_000,
  backoffBaseMs: 1_000,
  backoffMaxMs: 30_000,
  maxPromptLength: 5_000,
  maxNegativePromptLength: 1_000,
  addScenesIn: ['completed', 'processing'],
  addFirstScenesIn: ['pending', 'queued', 'generating_scenes'],
  removeScenesIn: ['queued', 'generating_scenes', 'processing', 'completed', 'failed'],
})
