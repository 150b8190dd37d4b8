import type { StoredKey } from './object-key.js'
import type { ProjectStatus } from './status.js'
import type { Timestamp } from './time.js'

/** What a project is for; missing on old records. */
export const PROJECT_MODES = ['music-video', 'ad-creative'] as const

/** What a project is for. */
export type ProjectMode = (typeof PROJECT_MODES)[number]

/** A music video or ad: a set of scenes and what they share. */
export interface Project {
  readonly projectId: string
  readonly status: ProjectStatus
  readonly conceptPrompt: string
  readonly characterDescription?: string
  readonly characterImageKey?: StoredKey
  readonly productDescription?: string
  readonly productImageKey?: StoredKey
  readonly audioBackingTrackKey?: StoredKey
  readonly finalOutputKey?: StoredKey
  /** The name of the director's style. */
  readonly directorConfig?: string
  readonly mode?: string
  /** Number of scenes, as stored. Derived: a recount of the scenes is the truth. */
  readonly sceneCount?: number
  /** Number of scenes with status `completed`, as stored. */
  readonly completedScenes?: number
  /** Number of scenes with status `failed`, as stored. */
  readonly failedScenes?: number
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  /** The status under which the status index lists the project; differs from `status` when a write went wrong. */
  readonly listedAs?: string
  /** Number of the last event of the project itself. Missing after a foreign save. */
  readonly order?: number
  /**
   * The seal of the counters: how many counted changes its scenes have had. Always the sum of the scenes' own and
   * `ledgerRetired`. Missing: nobody vouches for the counters.
   */
  readonly ledger?: number
  /** Counted changes of scenes that are gone. */
  readonly ledgerRetired?: number
}
