import type { BlobStat } from '../model/blob.js'
import type { Claim } from '../model/claim.js'
import type { ObjectKey, StoredKey } from '../model/object-key.js'
import { attemptOfKey, isOriginalOf } from '../model/object-key-layout.js'
import type { AdoptionObstacle } from '../model/refusal.js'
import type { Scene } from '../model/scene.js'
import type { Timestamp } from '../model/time.js'
import { addMs } from '../model/time.js'
import { attemptsOf, claimOf, liveClaim } from './claims.js'
import { savedByOthers } from './foreign-save.js'
import { hasVideo } from './video.js'

/** Buckets tell times in whole seconds, cut off. */
const RESOLUTION_MS = 1_000

/** The scene for which objects are judged. */
export interface AdoptionCase {
  readonly scene: Scene
  readonly claim: Claim | undefined
  /** Keys that clips of the project use. */
  readonly usedKeys: Pick<ReadonlySet<string>, 'has'>
  readonly now: Timestamp
  /** How long after its upload an object is left to its own worker, in milliseconds. */
  readonly graceMs: number
  /** A video that is to be replaced: a finished clip of an unfinished attempt at that may be adopted in its place. */
  readonly insteadOf?: StoredKey
}

/** An object that looks like a clip of the scene, and what keeps it from being adopted on its own. */
export interface AdoptionCandidate {
  readonly key: ObjectKey
  /** Number of the attempt that uploaded it; older uploads have none. */
  readonly attempt?: number
  readonly lastModified: Timestamp
  /** Missing: nothing does. */
  readonly obstacle?: AdoptionObstacle
}

/**
 * Judges objects as finished clips that nobody recorded, best first: adoptable ones (now or after their grace), then by attempt,
 * then the youngest. Objects that are no originals of this scene, are used, empty or older than it are left out.
 *
 * An object with an attempt number is adopted on its own when that attempt is above the lease's `floor`. One without
 * needs evidence: a scene that is `processing` or `failed`, and a lease that was never fenced. The clip that the lease
 * names is given back at once where a stale foreign save took it away.
 */
export function judgeCandidates(
  objects: Iterable<BlobStat>,
  situation: AdoptionCase,
): readonly AdoptionCandidate[] {
  return [...objects]
    .filter((object) => objectObstacle(object, situation) === undefined)
    .map((object): AdoptionCandidate => {
      const attempt = attemptOfKey(object.key)
      const obstacle = evidenceObstacle(object, attempt, situation)
      return {
        key: object.key,
        lastModified: object.lastModified,
        ...(attempt !== undefined && { attempt }),
        ...(obstacle !== undefined && { obstacle }),
      }
    })
    .sort(byPreference)
}

/** What keeps an object from being a clip of the scene at all, evidence or not. */
export function objectObstacle(
  object: BlobStat,
  { scene, claim, usedKeys }: Pick<AdoptionCase, 'scene' | 'claim' | 'usedKeys'>,
): AdoptionObstacle | undefined {
  if (!isOriginalOf(scene, object.key) && !isLostClip(object, scene, claim)) return 'other-scene'
  if (usedKeys.has(object.key)) return 'in-use'
  if (object.size === 0) return 'empty'
  return addMs(object.lastModified, RESOLUTION_MS) <= scene.createdAt ? 'older-than-scene' : undefined
}

/**
 * The clip that this library recorded and the stale save of a foreign writer took away, if its object still exists: the
 * scene has no video, and was not saved by this library since.
 */
export function lostClip(scene: Scene, claim: Claim | undefined): ObjectKey | undefined {
  const mayBeLost = !hasVideo(scene) && scene.status !== 'completed' && savedByOthers(scene)
  return mayBeLost ? claimOf(scene, claim)?.clip : undefined
}

function isLostClip({ key }: BlobStat, scene: Scene, claim: Claim | undefined): boolean {
  return lostClip(scene, claim) === key
}

function evidenceObstacle(
  object: BlobStat,
  attempt: number | undefined,
  { scene, claim, now, graceMs, insteadOf }: AdoptionCase,
): AdoptionObstacle | undefined {
  const replaceable = attempt !== undefined && scene.clips.original === insteadOf
  if (hasVideo(scene) && !replaceable) return 'scene-has-video'
  if (liveClaim(scene, claim, now) !== undefined) return 'claimed'
  if (isLostClip(object, scene, claim)) return undefined
  if (attempt !== undefined && attempt <= (attemptsOf(scene, claim).floor ?? 0)) return 'settled-attempt'
  if (attempt === undefined) {
    if (claimOf(scene, claim)?.floor !== undefined) return 'settled-attempt'
    if (scene.status !== 'processing' && scene.status !== 'failed') return 'no-evidence'
  }
  return addMs(object.lastModified, graceMs) > now ? 'within-grace' : undefined
}

/** Whether a candidate is out of the question; one within its grace only has to wait. */
function isOut({ obstacle }: AdoptionCandidate): boolean {
  return obstacle !== undefined && obstacle !== 'within-grace'
}

function byPreference(a: AdoptionCandidate, b: AdoptionCandidate): number {
  const free = Number(isOut(a)) - Number(isOut(b))
  const attempt = (b.attempt ?? 0) - (a.attempt ?? 0)
  return free || attempt || compare(b.lastModified, a.lastModified) || compare(a.key, b.key)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
