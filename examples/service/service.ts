import type { BlobStore, Scenes } from '@badapple/scenes'
import type { Background } from './background.js'
import type { ClaimTokens } from './claim-token.js'
import type { VideoProvider } from './provider.js'
import type { SceneWriter } from './scene-writer.js'
import type { VideoEditor } from './video-editor.js'

/** What the routes work with. */
export interface Service {
  readonly scenes: Scenes
  readonly blobs: BlobStore
  readonly provider: VideoProvider
  readonly editor: VideoEditor
  readonly writer: SceneWriter
  readonly tokens: ClaimTokens
  readonly background: Background
  /** Where the provider tells that a clip is ready. */
  readonly callbackUrl: () => string
  /** How long a scene waits for the provider or a browser, in milliseconds; nobody renews its claim meanwhile. */
  readonly leaseMs: number
  /** Aborted when the service stops: what would go on for ever ends. */
  readonly stopping: AbortSignal
  /** Is told of errors that no caller can do anything about. */
  readonly report: (error: unknown) => void
}
