import type { KeyRole } from '../model/object-key-layout.js'
import { roleOfKey } from '../model/object-key-layout.js'
import type { ObjectKey } from '../model/object-key.js'
import type { ClipName, Scene } from '../model/scene.js'

/** The roles in the layout of keys that each clip of a scene may have. */
const ROLES: Readonly<Record<ClipName, readonly KeyRole['role'][]>> = {
  original: ['original', 'scene-file'],
  working: ['working', 'scene-file'],
  lipSynced: ['lip-synced', 'scene-file'],
}

/**
 * Whether a key may be set as a clip of a scene by hand. A key of the layout must be this scene's and name no other kind of
 * clip; about other keys nothing is known. The original itself may be the working clip, but never the lip-synced one.
 */
export function mayBeClip(
  scene: Pick<Scene, 'projectId' | 'sequence' | 'clips'>,
  clip: ClipName,
  key: ObjectKey,
): boolean {
  if (clip !== 'original' && key === scene.clips.original) return clip === 'working'
  const role = roleOfKey(key)
  if (role === undefined) return true
  const isOwn = 'sequence' in role && role.projectId === scene.projectId && role.sequence === scene.sequence
  return isOwn && ROLES[clip].includes(role.role)
}

const FILM = /\/final[^/]*$/

/** Whether a key may be the film of a project: one of the layout must be a film of this very project. */
export function mayBeFilm(projectId: string, key: ObjectKey): boolean {
  const role = roleOfKey(key)
  return (
    role === undefined || (role.role === 'project-file' && role.projectId === projectId && FILM.test(key))
  )
}
