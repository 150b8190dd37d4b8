import type { ClipName, Clips } from '../model/scene.js'
import { invalidInput, propertyOf } from './untyped.js'

/** A scene of the domain, as far as its clips go. */
export interface SceneWithClips {
  readonly clips: Clips
}

/** A scene of an API view, as far as its clips go: presigned URLs, or `null`. */
export interface SceneWithUrls {
  readonly originalVideoClipUrl: string | null
  readonly workingVideoClipUrl?: string | null
  readonly lipSyncedVideoClipUrl?: string | null
}

/** The fields of a view that hold the URLs of a scene's clips. */
const URL_FIELDS = {
  original: 'originalVideoClipUrl',
  working: 'workingVideoClipUrl',
  lipSynced: 'lipSyncedVideoClipUrl',
} as const satisfies Readonly<Record<ClipName, keyof SceneWithUrls>>

/**
 * Whether a scene has a video, by the URL rule; on scenes of the domain and of API views alike.
 * @throws SceneError `INVALID_INPUT` for anything else: it would look unfinished, and generating it costs money.
 */
export function hasUrl(scene: SceneWithClips | SceneWithUrls): boolean {
  return clipSource(scene, 'original') !== undefined
}

/**
 * Where a clip of a scene is: its key in the domain, its URL in a view, or `undefined` where there is none.
 * @throws SceneError `INVALID_INPUT` for an object that is neither.
 */
export function clipSource(scene: SceneWithClips | SceneWithUrls, name: ClipName): string | undefined {
  const given: unknown = isDomainScene(scene) ? scene.clips[name] : urlOf(scene, name)
  if (given === undefined || given === null || given === '') return undefined
  if (typeof given === 'string') return given
  throw invalidInput('scene', `the ${name} clip of ${nameOf(scene)} is neither a text nor null`)
}

/**
 * Whether this is a scene of the domain. Callers without types pass all sorts of things, and guessing wrong about a
 * video costs money.
 * @throws SceneError `INVALID_INPUT` for what is no object, and for clips that are none.
 */
export function isDomainScene<S extends SceneWithClips | SceneWithUrls>(
  scene: S,
): scene is Extract<S, SceneWithClips> {
  const given: unknown = scene
  if (typeof given !== 'object' || given === null) throw unknownVideo('what was passed')
  if (!('clips' in given)) return false
  if (typeof given.clips !== 'object' || given.clips === null) throw unknownVideo(nameOf(scene))
  return true
}

/** A scene for messages. */
export function nameOf(scene: object): string {
  const sequence = propertyOf(scene, 'sequence')
  return typeof sequence === 'number' ? `scene ${sequence}` : 'an object passed as a scene'
}

function urlOf(scene: SceneWithUrls, name: ClipName): unknown {
  if (!('originalVideoClipUrl' in scene)) throw unknownVideo(nameOf(scene))
  return scene[URL_FIELDS[name]]
}

function unknownVideo(what: string) {
  return invalidInput(
    'scene',
    `${what} has neither \`clips\` nor \`originalVideoClipUrl\`, so whether it has a video is unknown. ` +
      'Pass domain scenes or API views, not stored records or items',
  )
}
