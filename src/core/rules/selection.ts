import type { Claim } from '../model/claim.js'
import type { Policy } from '../model/policy.js'
import type { SkipReason } from '../model/refusal.js'
import type { Scene } from '../model/scene.js'
import { addMs } from '../model/time.js'
import { liveClaim } from './claims.js'
import { hasUrl, isDomainScene } from './clip-source.js'
import { mayBeForeignWork } from './foreign-save.js'
import { toPresent } from './present.js'
import { assertObject, entriesOf, invalidInput, propertyOf } from './untyped.js'

/** What selection needs of a scene of today's API: the presigned URL of its original clip, or `null`. */
export interface SceneViewForSelection {
  readonly sequence: number
  readonly originalVideoClipUrl: string | null
}

/** The part of the policy that decides about generating. */
export type SelectionPolicy = Pick<Policy, 'foreignGraceMs' | 'skipStatuses'>

/** Options of {@link selectForGeneration}. */
export interface SelectionOptions {
  /** The present. Needed where claims or a foreign grace are to be judged. */
  readonly now?: Date | string
  /** Claims by sequence; without them every scene counts as unclaimed. */
  readonly claims?: ReadonlyMap<number, Claim>
  readonly policy?: Partial<SelectionPolicy>
  /** Only these sequences. */
  readonly only?: readonly number[]
  /** Sequences to select although they have a video. */
  readonly regenerate?: readonly number[]
}

/** A scene that is left out, and why. */
export interface SkippedScene<S> {
  readonly scene: S
  readonly reason: SkipReason
}

/** Which scenes to generate, and for every other scene the reason; both in the order given. */
export interface Selection<S> {
  readonly selected: readonly S[]
  readonly skipped: readonly SkippedScene<S>[]
}

/**
 * Chooses the scenes to generate: those without an original clip and without a live claim. Status alone never excludes.
 * On API views, which know no claims, only the URL rule applies.
 * @param scenes - Domain scenes, or scenes of an API view; they come back unchanged.
 * @throws SceneError `INVALID_INPUT` for an object that is neither, which would otherwise look unfinished and cost
 * money, and for claims without `now`.
 * @example
 * const { selected, skipped } = selectForGeneration([
 *   { sequence: 1, originalVideoClipUrl: 'https://media.example/1.mp4' },
 *   { sequence: 2, originalVideoClipUrl: null },
 * ])
 * selected.map((scene) => scene.sequence) // [2]
 * skipped[0]?.reason.kind // 'has-video'
 */
export function selectForGeneration<S extends Scene | SceneViewForSelection>(
  scenes: Iterable<S>,
  options: SelectionOptions = {},
): Selection<S> {
  const selected: S[] = []
  const skipped: SkippedScene<S>[] = []
  for (const scene of entriesOf(scenes, 'scenes')) {
    const reason = skipReason(scene, options)
    if (reason === undefined) selected.push(scene)
    else skipped.push({ scene, reason })
  }
  return { selected, skipped }
}

/**
 * Why this scene is not to be generated now, or `undefined` when it is. The same rule binds selection and claims.
 * @throws SceneError as {@link selectForGeneration}.
 */
export function skipReason(
  scene: Scene | SceneViewForSelection,
  options: SelectionOptions = {},
): SkipReason | undefined {
  assertForm(options)
  const video = hasUrl(scene)
  const { only, regenerate } = options
  if (only !== undefined && !only.includes(scene.sequence)) return { kind: 'not-requested' }
  if (video && regenerate?.includes(scene.sequence) !== true) return { kind: 'has-video' }
  return isDomainScene(scene) ? claimReason(scene, options) : undefined
}

function claimReason(scene: Scene, options: SelectionOptions): SkipReason | undefined {
  const { foreignGraceMs = 0, skipStatuses = [] } = options.policy ?? {}
  if (skipStatuses.includes(scene.status)) return { kind: 'status-skipped', status: scene.status }
  const claim = options.claims?.get(scene.sequence)
  if (claim === undefined && foreignGraceMs <= 0) return undefined
  const now = toPresent(options.now)
  const live = liveClaim(scene, claim, now)
  if (live !== undefined) return { kind: 'claimed', owner: live.owner, until: live.expiry }
  if (foreignGraceMs <= 0 || !mayBeForeignWork(scene, claim)) return undefined
  const until = addMs(scene.updatedAt, foreignGraceMs)
  return until > now ? { kind: 'foreign-claim', until } : undefined
}

/**
 * Callers without types pass all sorts of things; claims in another form, for one, would make every scene look unclaimed.
 * @throws SceneError `INVALID_INPUT`
 */
function assertForm(options: SelectionOptions): void {
  assertObject(options, 'options')
  const { claims = new Map(), only = [], regenerate = [] } = options
  const { foreignGraceMs = 0, skipStatuses = [] } = options.policy ?? {}
  const isRight =
    [only, regenerate, skipStatuses].every(Array.isArray) &&
    typeof propertyOf(claims, 'get') === 'function' &&
    typeof foreignGraceMs === 'number' &&
    foreignGraceMs >= 0
  if (isRight) return
  throw invalidInput(
    'options',
    'of the options, claims must be a Map, foreignGraceMs a number, only, regenerate and skipStatuses lists',
  )
}
