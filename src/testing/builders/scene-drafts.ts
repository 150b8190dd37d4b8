import type { NewSceneInput } from '../../core/model/new-scene.schema.js'

/** Every state that a builder can bring a scene into. */
export type SceneState =
  | 'missing'
  | 'generating'
  | 'stuck'
  | 'failed'
  | 'done'
  | 'regenerating'
  | 'orphaned-blob'
  | 'orphaned-status'
  | 'silent-success'
  | 'failed-with-video'
  | 'missing-blob'
  | 'empty-blob'
  | 'invalid-key'

/** What a scene is made with; a prompt and a length of 8 seconds unless it says otherwise. */
export type SceneFields = Partial<NewSceneInput>

/** A scene to be built, in a state. */
export interface SceneDraft {
  readonly state: SceneState
  readonly fields: SceneFields
}

/** A scene that nobody has generated yet. */
export function missing(fields: SceneFields = {}): SceneDraft {
  return { state: 'missing', fields }
}

/** A scene that a worker claimed ten seconds ago; its claim is live. */
export function generating(fields: SceneFields = {}): SceneDraft {
  return { state: 'generating', fields }
}

/** A scene that a worker claimed half an hour ago and never came back to. */
export function stuck(fields: SceneFields = {}): SceneDraft {
  return { state: 'stuck', fields }
}

/** A scene whose generation failed for good. */
export function failed(fields: SceneFields = {}): SceneDraft {
  return { state: 'failed', fields }
}

/** A scene with a video, generated an hour ago. */
export function done(fields: SceneFields = {}): SceneDraft {
  return { state: 'done', fields }
}

/** A scene with a video, of which a worker is making another one. */
export function regenerating(fields: SceneFields = {}): SceneDraft {
  return { state: 'regenerating', fields }
}

/** A stuck scene whose clip is in the bucket: paid for, and never recorded. */
export function orphanedBlob(fields: SceneFields = {}): SceneDraft {
  return { state: 'orphaned-blob', fields }
}

/**
 * A scene that says `completed` and has no video: somebody cleared the key by hand. In a project that the Python backend
 * wrote no history tells of the clip, so an audit also reports its object as orphaned.
 */
export function orphanedStatus(fields: SceneFields = {}): SceneDraft {
  return { state: 'orphaned-status', fields }
}

/** A scene with a video that still says `processing`, as somebody set by hand: the project's counters did not hear of it. */
export function silentSuccess(fields: SceneFields = {}): SceneDraft {
  return { state: 'silent-success', fields }
}

/** A scene with a video that says `failed`, as somebody set by hand: the project's counters did not hear of it. */
export function failedWithVideo(fields: SceneFields = {}): SceneDraft {
  return { state: 'failed-with-video', fields }
}

/** A scene whose video is no longer in the bucket. */
export function missingBlob(fields: SceneFields = {}): SceneDraft {
  return { state: 'missing-blob', fields }
}

/** A scene whose video is an object without bytes. */
export function emptyBlob(fields: SceneFields = {}): SceneDraft {
  return { state: 'empty-blob', fields }
}

/** A scene with a URL where the key of its video belongs. */
export function invalidKey(fields: SceneFields = {}): SceneDraft {
  return { state: 'invalid-key', fields }
}
