import type { SceneState } from './scene-drafts.js'

/** What happened to a scene, and how long ago. */
export interface PastStep {
  readonly agoMs: number
  readonly does:
    | 'claim'
    | 'complete'
    | 'fail'
    | 'upload'
    /** Somebody removes the object of its video. */
    | 'delete-object'
    /** Somebody puts an object without bytes in the place of its video. */
    | 'empty-object'
    /** Somebody edits its item by hand. */
    | 'clear-video'
    | 'set-processing'
    | 'set-failed'
    | 'key-to-url'
}

const MINUTE_MS = 60_000

/** Some time ago, and not all at the same moment. */
const CLAIMED = { agoMs: 60 * MINUTE_MS, does: 'claim' } as const
const DONE: readonly PastStep[] = [CLAIMED, { agoMs: 59 * MINUTE_MS, does: 'complete' }]
const STUCK: readonly PastStep[] = [{ agoMs: 30 * MINUTE_MS, does: 'claim' }]
const TAMPERED_MS = 20 * MINUTE_MS

/** How a scene comes to be in a state. */
export const SCENE_PASTS: { readonly [State in SceneState]: readonly PastStep[] } = {
  missing: [],
  generating: [{ agoMs: 10_000, does: 'claim' }],
  stuck: STUCK,
  failed: [CLAIMED, { agoMs: 58 * MINUTE_MS, does: 'fail' }],
  done: DONE,
  regenerating: [...DONE, { agoMs: 10_000, does: 'claim' }],
  'orphaned-blob': [...STUCK, { agoMs: 29 * MINUTE_MS, does: 'upload' }],
  'orphaned-status': [...DONE, { agoMs: TAMPERED_MS, does: 'clear-video' }],
  'silent-success': [...DONE, { agoMs: TAMPERED_MS, does: 'set-processing' }],
  'failed-with-video': [...DONE, { agoMs: TAMPERED_MS, does: 'set-failed' }],
  'missing-blob': [...DONE, { agoMs: TAMPERED_MS, does: 'delete-object' }],
  'empty-blob': [...DONE, { agoMs: TAMPERED_MS, does: 'empty-object' }],
  'invalid-key': [...DONE, { agoMs: TAMPERED_MS, does: 'key-to-url' }],
}
