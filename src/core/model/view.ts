import type { TrimPoints } from './scene.js'
import type { ProjectStatus, SceneStatus } from './status.js'

/**
 * A scene as today's API shows it. What is missing is `null`; object keys are shown as presigned URLs, and a key that
 * is set never as `null`. Times are ISO 8601 strings.
 */
export interface SceneView {
  readonly sequence: number
  readonly displaySequence: number | null
  readonly status: SceneStatus
  readonly prompt: string
  readonly negativePrompt: string | null
  /** Seconds. */
  readonly duration: number | null
  readonly referenceImageUrls: readonly string[] | null
  readonly audioClipUrl: string | null
  /** The generated clip. A scene has a video when this is set. */
  readonly originalVideoClipUrl: string | null
  /** The trimmed or edited clip. */
  readonly workingVideoClipUrl: string | null
  /** Seconds from the start of the original clip. */
  readonly trimPoints: TrimPoints | null
  /** Older name of `workingVideoClipUrl`, with the same value. */
  readonly videoClipUrl: string | null
  readonly needsLipSync: boolean | null
  readonly lipSyncedVideoClipUrl: string | null
  readonly retryCount: number | null
  readonly errorMessage: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A project as today's API shows it; see {@link SceneView} for what is missing, keys and times. */
export interface ProjectView {
  readonly projectId: string
  readonly status: ProjectStatus
  readonly conceptPrompt: string
  readonly characterDescription: string | null
  readonly characterImageUrl: string | null
  readonly productDescription: string | null
  readonly productImageUrl: string | null
  readonly audioBackingTrackUrl: string | null
  readonly finalOutputUrl: string | null
  readonly directorConfig: string | null
  readonly mode: string | null
  /** As stored; where it is missing, counted. */
  readonly sceneCount: number
  /** Scenes that are `completed`: as stored; where it is missing, counted. */
  readonly completedScenes: number
  /** Scenes that are `failed`: as stored; where it is missing, counted. */
  readonly failedScenes: number
  /** In display order. */
  readonly scenes: readonly SceneView[]
  readonly createdAt: string
  readonly updatedAt: string
}
