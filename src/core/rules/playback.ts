import type { StoredKey } from '../model/object-key.js'
import type { ClipName, Scene, TrimPoints } from '../model/scene.js'
import type { SceneView } from '../model/view.js'
import { clipSource, nameOf } from './clip-source.js'
import type { SceneWithClips } from './clip-source.js'
import { inDisplayOrder } from './display-order.js'
import { entriesOf, invalidInput, propertyOf } from './untyped.js'

/** What a page plays: the scene as it was last edited. */
const PLAYBACK: readonly ClipName[] = ['working', 'lipSynced', 'original']
/** What the film is made of: the most finished clip. */
const COMPOSITION: readonly ClipName[] = ['lipSynced', 'working', 'original']

/** One of a scene's clips. */
export interface ChosenClip<Source extends string = string> {
  readonly clip: ClipName
  /** Its key in the domain, its URL in an API view. */
  readonly source: Source
  /**
   * The part of it to use, in seconds; missing for all of it. Only an original clip that nobody has cut: a trimmed clip
   * is the part already.
   */
  readonly trimPoints?: TrimPoints
}

/** A scene of the domain, as far as playing it goes. */
export type PlayableScene = Pick<Scene, 'clips' | 'trimPoints'>
/** A scene of an API view, as far as playing it goes. */
export type PlayableView = Pick<
  SceneView,
  'originalVideoClipUrl' | 'workingVideoClipUrl' | 'lipSyncedVideoClipUrl' | 'trimPoints'
>

/** What composing needs of a scene besides its clips. */
export type InFilm<S> = S & { readonly sequence: number; readonly displaySequence?: number | null }

/** A clip of the film and the scene that it is of. */
export interface FilmClip<Source extends string = string> extends ChosenClip<Source> {
  readonly sequence: number
}

/** What a film is made of. */
export interface FilmClips<Source extends string = string> {
  /** In display order. */
  readonly clips: readonly FilmClip<Source>[]
  /** The scenes that have no clip at all, in display order. A film without them is not whole. */
  readonly missing: readonly number[]
}

/**
 * The clip that a page plays: the working clip, else the lip-synced one, else the original; `undefined` when the scene
 * has none.
 * @throws SceneError `INVALID_INPUT` for an object that is no scene of the domain or of an API view.
 * @example
 * const view = { workingVideoClipUrl: null, lipSyncedVideoClipUrl: 'https://media.example/lipsynced.mp4', trimPoints: null }
 * playbackClip({ ...view, originalVideoClipUrl: 'https://media.example/video.mp4' })?.clip // 'lipSynced'
 */
export function playbackClip(scene: PlayableScene): ChosenClip<StoredKey> | undefined
export function playbackClip(scene: PlayableView): ChosenClip | undefined
export function playbackClip(scene: PlayableScene | PlayableView): ChosenClip | undefined {
  return choose(scene, PLAYBACK)
}

/**
 * The clip that the film is made of: the lip-synced clip, else the working one, else the original; `undefined` when the
 * scene has none.
 * @throws SceneError `INVALID_INPUT` for an object that is no scene of the domain or of an API view.
 */
export function compositionClip(scene: PlayableScene): ChosenClip<StoredKey> | undefined
export function compositionClip(scene: PlayableView): ChosenClip | undefined
export function compositionClip(scene: PlayableScene | PlayableView): ChosenClip | undefined {
  return choose(scene, COMPOSITION)
}

/**
 * What the film is made of, scene by scene in display order, and which scenes have nothing to give.
 * @throws SceneError `INVALID_INPUT` for objects that are no scenes of the domain or of an API view.
 */
export function compositionClips(scenes: Iterable<InFilm<PlayableScene>>): FilmClips<StoredKey>
export function compositionClips(scenes: Iterable<InFilm<PlayableView>>): FilmClips
export function compositionClips(scenes: Iterable<InFilm<PlayableScene> | InFilm<PlayableView>>): FilmClips {
  const entries = entriesOf(scenes, 'scenes').map((scene) => {
    const chosen = choose(scene, COMPOSITION)
    return { sequence: scene.sequence, displaySequence: scene.displaySequence ?? null, chosen }
  })
  entries.forEach(assertPlaced)
  const ordered = inDisplayOrder(entries)
  return {
    clips: ordered.flatMap(({ sequence, chosen }) => (chosen === undefined ? [] : [{ sequence, ...chosen }])),
    missing: ordered.filter(({ chosen }) => chosen === undefined).map(({ sequence }) => sequence),
  }
}

function choose(
  scene: PlayableScene | PlayableView,
  preference: readonly ClipName[],
): ChosenClip | undefined {
  const found = preference.map((clip) => ({ clip, source: clipSource(scene, clip) }))
  // All three were looked at, so that a flawed one is refused whichever is chosen.
  for (const { clip, source } of found) {
    if (source === undefined) continue
    const trimPoints = source === clipSource(scene, 'original') ? partOf(scene) : undefined
    return { clip, source, ...(trimPoints !== undefined && { trimPoints }) }
  }
  return undefined
}

/** Trim points that name no part, such as an end before the start, mean the whole clip. */
function partOf(scene: SceneWithClips | PlayableView): TrimPoints | undefined {
  const points = propertyOf(scene, 'trimPoints')
  const [start, end] = [propertyOf(points, 'in'), propertyOf(points, 'out')]
  if (typeof start !== 'number' || typeof end !== 'number') return undefined
  return start >= 0 && end > start && Number.isFinite(end) ? { in: start, out: end } : undefined
}

function assertPlaced(scene: { readonly sequence: unknown; readonly displaySequence: unknown }): void {
  const { sequence, displaySequence } = scene
  if (Number.isFinite(sequence) && (displaySequence === null || Number.isFinite(displaySequence))) return
  throw invalidInput('scene', `${nameOf(scene)} has no number for its place in the film`)
}
