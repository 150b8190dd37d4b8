import type { StoredKey } from './object-key.js'
import type { SceneStatus } from './status.js'
import type { Timestamp } from './time.js'

/**
 * The videos of a scene. A scene **has a video when `original` is set**; that one fact decides whether it is generated.
 */
export interface Clips {
  /** The generated or uploaded clip. */
  readonly original?: StoredKey
  /** The trimmed or edited clip; the original itself until somebody trims. */
  readonly working?: StoredKey
  readonly lipSynced?: StoredKey
}

/** The name of a clip of a scene. */
export type ClipName = keyof Clips

/** The names of a scene's clips, the one that decides first. */
export const CLIP_NAMES = ['original', 'working', 'lipSynced'] as const satisfies readonly ClipName[]

/** The keys of a scene's clips, or what is stored in their places; one that several clips share stands once for each. */
export function clipTexts(clips: Clips): readonly StoredKey[] {
  return CLIP_NAMES.map((name) => clips[name]).filter((text) => text !== undefined)
}

/** Whether each clip is the same. */
export function haveSameKeys(a: Clips, b: Clips): boolean {
  return CLIP_NAMES.every((name) => a[name] === b[name])
}

/** The part of the original clip that is used, in seconds from its start. */
export interface TrimPoints {
  readonly in: number
  readonly out: number
}

/** One scene of a project, as data. */
export interface Scene {
  readonly projectId: string
  /** 1-based, immutable, never used again after a delete. */
  readonly sequence: number
  /** 1-based place in the film; missing on old records. */
  readonly displaySequence?: number
  readonly status: SceneStatus
  readonly prompt: string
  readonly negativePrompt?: string
  readonly referenceImageKeys?: readonly StoredKey[]
  /** Seconds: the wanted length before generation, the real or trimmed length after. */
  readonly durationSeconds?: number
  readonly audioClipKey?: StoredKey
  readonly clips: Clips
  readonly trimPoints?: TrimPoints
  readonly needsLipSync?: boolean
  /** The job id that the backend recorded; this library keeps job ids on the claim. */
  readonly videoGenerationJobId?: string
  readonly lipsyncJobId?: string
  /** For information; nothing is decided by it. */
  readonly retryCount?: number
  readonly errorMessage?: string
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  readonly generationStartedAt?: Timestamp
  readonly generationCompletedAt?: Timestamp
  readonly failedAt?: Timestamp
  /** Number of the last event of this scene; grows with every commit. Missing after a foreign save. */
  readonly order?: number
  /**
   * A foreign save came before the changes that this library made since, and none of them decided about the video: a clip
   * that the save took away can still be given back.
   */
  readonly foreignSave?: boolean
  /** How many changes of this scene its project has counted. */
  readonly ledger?: number
}
