import type { Scene } from '../model/scene.js'
import { SCENE_STATUSES } from '../model/status.js'
import type { Timestamp } from '../model/time.js'
import { parseTimestamp } from '../model/time.js'
import type { SceneView } from '../model/view.js'
import { claimOf, liveClaim } from './claims.js'
import type { Lease } from './claims.js'
import { hasUrl } from './clip-source.js'
import { toPresent } from './present.js'
import { assertObject, invalidInput, oneOf, propertyOf } from './untyped.js'

/** Every badge, with its words in English. */
export const BADGE_LABELS = {
  /** It has a video, and nobody is making another. */
  ready: 'Ready',
  /** It has a video, and a worker is making another. */
  regenerating: 'Generating again',
  /** A worker is making its video. */
  generating: 'Generating',
  /** Its worker is gone; the next run or a repair takes it up. */
  stalled: 'Stalled',
  failed: 'Failed',
  /** It has no video, and nobody is making one. */
  missing: 'No video',
} as const

/** What a page shows beside a scene. */
export type BadgeKind = keyof typeof BADGE_LABELS

/** A badge and its words in English. */
export interface Badge {
  readonly kind: BadgeKind
  readonly label: string
}

/** What a badge needs of a scene, of the domain or of an API view. */
export type BadgedScene =
  | Pick<Scene, 'clips' | 'status' | 'createdAt'>
  | Pick<SceneView, 'originalVideoClipUrl' | 'status' | 'createdAt'>

/** Options of {@link badgeOf}. */
export interface BadgeOptions {
  /** The scene's claim, where it is known; without it nobody knows of generating again. */
  readonly claim?: Lease | null | undefined
  /** The present; needed with a claim. */
  readonly now?: Date | number | string | undefined
}

/**
 * What a page shows beside a scene: first by whether it has a video and a live claim, and only then by its status.
 * @throws SceneError `INVALID_INPUT` for what is no scene, for a status that no scene has, and for a claim without `now`.
 * @example
 * badgeOf({ originalVideoClipUrl: null, status: 'completed', createdAt: '2025-11-24T08:15:30Z' })
 * // { kind: 'missing', label: 'No video' }
 */
export function badgeOf(scene: BadgedScene, options: BadgeOptions = {}): Badge {
  const kind = kindOf(scene, options)
  return { kind, label: BADGE_LABELS[kind] }
}

function kindOf(scene: BadgedScene, options: BadgeOptions): BadgeKind {
  const video = hasUrl(scene)
  const status = oneOf(SCENE_STATUSES, scene.status, 'scene status')
  const lease = leaseOf(scene, options)
  if (video) return lease === 'live' ? 'regenerating' : 'ready'
  if (lease === 'live') return 'generating'
  switch (status) {
    case 'processing':
      return lease === 'over' ? 'stalled' : 'generating'
    case 'failed':
      return 'failed'
    case 'pending':
    case 'completed':
      return 'missing'
  }
}

/** The scene's lease, as far as it is known. */
function leaseOf(scene: BadgedScene, options: BadgeOptions): 'live' | 'over' | 'unknown' {
  assertObject(options, 'options')
  const given: unknown = options.claim
  if (given === undefined || given === null) return 'unknown'
  const now = toPresent(options.now)
  const own = { createdAt: timeOf(scene, 'createdAt', 'scene') }
  const claim: Lease = {
    expiry: timeOf(given, 'expiry', 'claim'),
    sceneCreatedAt: timeOf(given, 'sceneCreatedAt', 'claim'),
    ended: propertyOf(given, 'ended') === true,
  }
  if (liveClaim(own, claim, now) !== undefined) return 'live'
  return claimOf(own, claim) === undefined ? 'unknown' : 'over'
}

function timeOf(record: unknown, field: string, input: string): Timestamp {
  const text = propertyOf(record, field)
  const time = typeof text === 'string' ? parseTimestamp(text) : undefined
  if (time !== undefined) return time
  throw invalidInput(input, `the ${field} of the ${input} is no ISO 8601 date-time`)
}
