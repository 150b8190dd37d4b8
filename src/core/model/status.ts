/** Every status a scene can be stored with. Status is metadata: whether a scene has a video is decided by its clips. */
export const SCENE_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const

/** A scene's stored status. */
export type SceneStatus = (typeof SCENE_STATUSES)[number]

/** Every status a project can be stored with; `queued` occurs on old items only and is never written. */
export const PROJECT_STATUSES = [
  'pending',
  'queued',
  'generating_scenes',
  'processing',
  'composing',
  'completed',
  'failed',
] as const

/** A project's stored status. */
export type ProjectStatus = (typeof PROJECT_STATUSES)[number]
