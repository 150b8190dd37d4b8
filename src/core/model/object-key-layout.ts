import type { ObjectKey } from './object-key.js'
import { toObjectKey } from './object-key.js'

/** What a key of the production layout names. */
export type KeyRole =
  | { readonly role: 'project-file'; readonly projectId: string }
  | {
      readonly role: 'original' | 'working' | 'lip-synced' | 'scene-file'
      readonly projectId: string
      readonly sequence: number
      /** Only on originals that one attempt of this library uploaded. */
      readonly attempt?: number
    }

const ROOT = 'mv/projects'
const SCENE_FILE = /^mv\/projects\/([^/]+)\/scenes\/(\d{3,})\/([^/]+)$/
const OLD_SCENE_FILE = /^mv\/projects\/([^/]+)\/scenes\/scene_(\d{3,})\.mp4$/
const PROJECT_FILE = /^mv\/projects\/([^/]+)\/./
const ATTEMPT_FILE = /^video_(\d{1,6})_[^/]+\.mp4$/
const WORKING_FILE = /^working_clip_.*\.mp4$/
const LIP_SYNCED_FILE = /^lipsynced(?:_.*)?\.mp4$/

/** A sequence as it stands in keys and items: at least three digits. */
export function paddedSequence(sequence: number): string {
  return String(sequence).padStart(3, '0')
}

/** The prefix of all objects of a project, `mv/projects/{id}/`. */
export function projectPrefix(projectId: string): string {
  return `${ROOT}/${projectId}/`
}

/** The prefix of all objects of a scene, `mv/projects/{id}/scenes/{seq}/`. */
export function scenePrefix(projectId: string, sequence: number): string {
  return `${ROOT}/${projectId}/scenes/${paddedSequence(sequence)}/`
}

/** The key under which older uploads stored a scene's clip. */
export function oldSceneKey(projectId: string, sequence: number): ObjectKey {
  return toObjectKey(`${ROOT}/${projectId}/scenes/scene_${paddedSequence(sequence)}.mp4`)
}

/** The key that one attempt of one claim uploads to; no other attempt ever shares it. */
export function attemptKey(projectId: string, sequence: number, attempt: number, claimId: string): ObjectKey {
  return toObjectKey(`${scenePrefix(projectId, sequence)}video_${attempt}_${claimId}.mp4`)
}

/** The key that a video by hand is uploaded to; it never names an attempt. */
export function uploadedKey(projectId: string, sequence: number, commandId: string): ObjectKey {
  return toObjectKey(`${scenePrefix(projectId, sequence)}video_upload_${commandId}.mp4`)
}

/** The key that a trimmed or edited clip is uploaded to. */
export function workingKey(projectId: string, sequence: number, commandId: string): ObjectKey {
  return toObjectKey(`${scenePrefix(projectId, sequence)}working_clip_${commandId}.mp4`)
}

/** The key that a lip-synced clip is uploaded to. */
export function lipSyncedKey(projectId: string, sequence: number, commandId: string): ObjectKey {
  return toObjectKey(`${scenePrefix(projectId, sequence)}lipsynced_${commandId}.mp4`)
}

/** The key that a film is uploaded to. */
export function finalKey(projectId: string, commandId: string): ObjectKey {
  return toObjectKey(`${ROOT}/${projectId}/final_${commandId}.mp4`)
}

/** What a key names in the production layout, or `undefined` for a key outside it. */
export function roleOfKey(key: string): KeyRole | undefined {
  const file = SCENE_FILE.exec(key)
  if (file !== null) {
    const [, projectId = '', digits = '', name = ''] = file
    const sequence = Number(digits)
    const attempt = ATTEMPT_FILE.exec(name)?.[1]
    if (attempt !== undefined) return { role: 'original', projectId, sequence, attempt: Number(attempt) }
    if (name === 'video.mp4' || /^video_.*\.mp4$/.test(name)) return { role: 'original', projectId, sequence }
    if (LIP_SYNCED_FILE.test(name)) return { role: 'lip-synced', projectId, sequence }
    return { role: WORKING_FILE.test(name) ? 'working' : 'scene-file', projectId, sequence }
  }
  const old = OLD_SCENE_FILE.exec(key)
  if (old !== null) return { role: 'original', projectId: old[1] ?? '', sequence: Number(old[2]) }
  const project = PROJECT_FILE.exec(key)
  return project === null ? undefined : { role: 'project-file', projectId: project[1] ?? '' }
}

/** Whether a key names an original clip of a scene. */
export function isOriginalOf(
  { projectId, sequence }: { readonly projectId: string; readonly sequence: number },
  key: string,
): boolean {
  const role = roleOfKey(key)
  return role?.role === 'original' && role.projectId === projectId && role.sequence === sequence
}

/** The number of the attempt that uploaded the object of this key; `undefined` for older and other objects. */
export function attemptOfKey(key: string): number | undefined {
  const role = roleOfKey(key)
  return role?.role === 'original' ? role.attempt : undefined
}
