import { SceneError } from '../model/error.js'
import type { ObjectKey, StoredKey } from '../model/object-key.js'
import { isObjectKey, objectKeyProblem } from '../model/object-key.js'
import type { ProjectRecords } from '../model/records.js'
import type { Scene } from '../model/scene.js'
import type { ProjectView, SceneView } from '../model/view.js'
import { recalculateCounters } from './counters.js'
import { inDisplayOrder } from './display-order.js'
import { keyInUrl } from './key-in-url.js'

/** Where a view shows a URL. */
export interface ViewPlace {
  readonly projectId: string
  /** The scene, for fields of a scene. */
  readonly sequence?: number
  /** The field of the view, such as `originalVideoClipUrl`. */
  readonly field: string
}

/** An object key that a view shows as a URL. */
export interface KeyToSign {
  readonly key: ObjectKey
  /** The first place that shows it. */
  readonly place: ViewPlace
}

/** The records that a view is made of. */
export type ViewRecords = Pick<ProjectRecords, 'project' | 'scenes' | 'invalid'>

type UrlOf = (key: StoredKey, place: ViewPlace) => string

/**
 * The keys for which a view of these records needs URLs, each once.
 * @throws SceneError `URL_UNAVAILABLE` for a key that is none and cannot be signed, `INVALID_ITEM` as
 * {@link projectView}.
 */
export function keysToSign(records: ViewRecords): readonly KeyToSign[] {
  const keys = new Map<ObjectKey, KeyToSign>()
  viewOf(records, (key, place) => {
    if (!isObjectKey(key)) {
      const remedy =
        keyInUrl(key) === undefined
          ? 'No key can be taken out of it: upload the file and set its key'
          : 'Run repair, it takes the key out of it'
      throw urlUnavailable(key, place, `${objectKeyProblem(key) ?? ''}. ${remedy}`)
    }
    if (!keys.has(key)) keys.set(key, { key, place })
    return key
  })
  return [...keys.values()]
}

/**
 * A project as today's API shows it. Counters are shown as stored, and counted from the scenes where they are missing.
 * @param urls - A URL for each of {@link keysToSign}.
 * @throws SceneError `URL_UNAVAILABLE` when the URL of a key is missing: shown as `null`, a clip that is paid for would
 * look as if it had to be generated.
 * @throws SceneError `INVALID_ITEM` when a scene cannot be read: left out, the project would look finished without it.
 * @example
 * const records = await scenes.load('91cf')
 * const urls = new Map(keysToSign(records).map(({ key }) => [key, `https://media.example/${key}`]))
 * projectView(records, urls).projectId // '91cf'
 */
export function projectView(records: ViewRecords, urls: ReadonlyMap<string, string>): ProjectView {
  return viewOf(records, (key, place) => {
    const url = urls.get(key)
    if (typeof url === 'string' && url !== '') return url
    throw urlUnavailable(key, place, 'no URL was given. Pass a URL for every key of keysToSign')
  })
}

/** The error of a key that a view cannot show. Of what is no key only the part before its query is told: that may hold a signature. */
export function urlUnavailable(
  key: StoredKey,
  place: ViewPlace,
  reason: string,
  options?: { readonly cause: unknown; readonly retryable: boolean },
): SceneError<'URL_UNAVAILABLE'> {
  const shown = isObjectKey(key) ? key : key.replace(/\?.*/s, '?…')
  const of = place.sequence === undefined ? '' : `scene ${place.sequence} of `
  const message = `${place.field} of ${of}project ${place.projectId}: "${shown}" cannot be shown as a URL: ${reason}`
  return new SceneError('URL_UNAVAILABLE', message, { ...place, key: shown }, options)
}

function viewOf({ project, scenes, invalid }: ViewRecords, urlOf: UrlOf): ProjectView {
  const { value } = project
  const { projectId } = value
  assertScenesReadable(projectId, invalid)
  const list = inDisplayOrder(scenes.map((scene) => scene.value))
  const counted = recalculateCounters(list)
  const url = (key: StoredKey | undefined, field: keyof ProjectView) =>
    key ? urlOf(key, { projectId, field }) : null
  return {
    projectId,
    status: value.status,
    conceptPrompt: value.conceptPrompt,
    characterDescription: value.characterDescription ?? null,
    characterImageUrl: url(value.characterImageKey, 'characterImageUrl'),
    productDescription: value.productDescription ?? null,
    productImageUrl: url(value.productImageKey, 'productImageUrl'),
    audioBackingTrackUrl: url(value.audioBackingTrackKey, 'audioBackingTrackUrl'),
    finalOutputUrl: url(value.finalOutputKey, 'finalOutputUrl'),
    directorConfig: value.directorConfig ?? null,
    mode: value.mode ?? null,
    sceneCount: value.sceneCount ?? counted.sceneCount,
    completedScenes: value.completedScenes ?? counted.completedScenes,
    failedScenes: value.failedScenes ?? counted.failedScenes,
    scenes: list.map((scene) => sceneView(scene, urlOf)),
    createdAt: value.createdAt,
    updatedAt: value.updatedAt,
  }
}

function sceneView(scene: Scene, urlOf: UrlOf): SceneView {
  const { projectId, sequence, clips, trimPoints } = scene
  const url = (key: StoredKey | undefined, field: keyof SceneView) =>
    key ? urlOf(key, { projectId, sequence, field }) : null
  const originalVideoClipUrl = url(clips.original, 'originalVideoClipUrl')
  const workingVideoClipUrl = url(clips.working, 'workingVideoClipUrl')
  return {
    sequence,
    displaySequence: scene.displaySequence ?? null,
    status: scene.status,
    prompt: scene.prompt,
    negativePrompt: scene.negativePrompt ?? null,
    duration: scene.durationSeconds ?? null,
    referenceImageUrls:
      scene.referenceImageKeys?.flatMap((key) => url(key, 'referenceImageUrls') ?? []) ?? null,
    audioClipUrl: url(scene.audioClipKey, 'audioClipUrl'),
    originalVideoClipUrl,
    workingVideoClipUrl,
    trimPoints: trimPoints === undefined ? null : { in: trimPoints.in, out: trimPoints.out },
    videoClipUrl: workingVideoClipUrl,
    needsLipSync: scene.needsLipSync ?? null,
    lipSyncedVideoClipUrl: url(clips.lipSynced, 'lipSyncedVideoClipUrl'),
    retryCount: scene.retryCount ?? null,
    errorMessage: scene.errorMessage ?? null,
    createdAt: scene.createdAt,
    updatedAt: scene.updatedAt,
  }
}

function assertScenesReadable(projectId: string, invalid: ViewRecords['invalid']): void {
  const [first, ...others] = invalid.filter(({ kind }) => kind === 'scene')
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  throw new SceneError(
    'INVALID_ITEM',
    `${first.id} of project ${projectId} cannot be read${more}, and without it the project would look finished too early: ${first.issues.join('; ')}. Put the stored item right`,
    { record: `project ${projectId} ${first.id}`, issues: first.issues },
  )
}
